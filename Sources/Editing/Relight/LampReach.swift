import Images

/// How much light of a lamp arrives where.
struct LampReach: Sendable {
    private let lamp: SIMD3<Float>
    private let color: SIMD4<Float>
    private let ambient: Float
    private let reference: Float
    private let castsShadows: Bool
    private let nearness: Nearness
    private let focal, centerX, centerY: Float

    /// Steps from a surface to the lamp at which something may stand between.
    private static let steps = 40

    init(_ relight: Relight, _ nearness: Nearness, _ intrinsics: Intrinsics) {
        lamp = SIMD3(relight.position)
        color = SIMD4(relight.color * Float(relight.intensity), 0)
        ambient = Float(relight.ambient)
        reference = Float(relight.referenceDistance)
        castsShadows = relight.castsShadows
        self.nearness = nearness
        focal = Float(intrinsics.focalLength)
        (centerX, centerY) = (Float(intrinsics.centerX), Float(intrinsics.centerY))
    }

    /// What a pixel's light is multiplied with.
    @inline(__always)
    func gain(_ column: Int, _ row: Int, _ normal: SIMD3<Float>) -> SIMD4<Float> {
        let value = nearness.values[row * nearness.width + column]
        guard value > 0 else { return SIMD4(repeating: 1) }
        let place =
            SIMD3((Float(column) + 0.5 - centerX) / focal, (Float(row) + 0.5 - centerY) / focal, 1) / value
        let towards = lamp - place
        // A lamp within a hand's breadth of a surface would outshine everything.
        let squared = max((towards * towards).sum(), 0.04 * reference * reference)
        let cosine = (normal * towards).sum() / squared.squareRoot()
        var share: Float = 0
        if cosine > 0 {
            share = cosine * reference * reference / squared
            if castsShadows, share > 0.01 { share *= visibility(from: place + normal * (0.01 / value), column ^ row) }
        }
        return SIMD4(repeating: ambient) + color * share
    }

    /// 1 where the way to the lamp is free, as far as the photo shows what stands there.
    private func visibility(from start: SIMD3<Float>, _ number: Int) -> Float {
        // Starting at different fractions of a step turns rings into fine grain.
        let jitter = Float((number &* 7) & 15) / 16
        var visible: Float = 1
        for step in 0..<Self.steps {
            let share = (Float(step) + 0.2 + 0.8 * jitter) / Float(Self.steps)
            let place = start + (lamp - start) * share
            guard place.z > 0.01 else { break }
            let x = Int(focal * place.x / place.z + centerX)
            let y = Int(focal * place.y / place.z + centerY)
            guard x >= 0, y >= 0, x < nearness.width, y < nearness.height else { break }
            // How far the place lies behind what is seen there, as a share of its depth. Things are taken to be as
            // thick as a quarter of their distance; farther behind them light passes.
            let behind = nearness.values[y * nearness.width + x] * place.z - 1
            if behind > 0.02, behind < 0.25 { visible = min(visible, max(0, 1 - (behind - 0.02) / 0.03)) }
            if visible <= 0 { break }
        }
        return visible
    }
}
