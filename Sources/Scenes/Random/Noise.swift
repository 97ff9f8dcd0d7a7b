/// Smooth random fields over space: value noise with quintic interpolation, and sums of its octaves.
package struct Noise: Sendable {
    private let seed: UInt32

    package init(_ random: inout SeededGenerator) { seed = UInt32(truncatingIfNeeded: random.next()) }

    /// From -1 to 1, with features of about the size 1.
    package func value(_ p: SIMD2<Float>) -> Float {
        let cell = p.rounded(.down)
        let x = Int32(cell.x)
        let y = Int32(cell.y)
        let t = Self.fade(SIMD3(p.x - cell.x, p.y - cell.y, 0))
        let low = mix(corner(x, y, 0), corner(x &+ 1, y, 0), t.x)
        let high = mix(corner(x, y &+ 1, 0), corner(x &+ 1, y &+ 1, 0), t.x)
        return mix(low, high, t.y)
    }

    /// From -1 to 1, with features of about the size 1.
    package func value(_ p: SIMD3<Float>) -> Float {
        let cell = p.rounded(.down)
        let (x, y, z) = (Int32(cell.x), Int32(cell.y), Int32(cell.z))
        let t = Self.fade(p - cell)
        func layer(_ z: Int32) -> Float {
            let low = mix(corner(x, y, z), corner(x &+ 1, y, z), t.x)
            let high = mix(corner(x, y &+ 1, z), corner(x &+ 1, y &+ 1, z), t.x)
            return mix(low, high, t.y)
        }
        return mix(layer(z), layer(z &+ 1), t.z)
    }

    /// Octaves, each of twice the frequency and `gain` times the height; nearly always within -1 and 1.
    package func fractal(_ p: SIMD2<Float>, octaves: Int, gain: Float = 0.5) -> Float {
        var (sum, height, total, q) = (Float(0), Float(1), Float(0), p)
        for _ in 0..<octaves {
            sum += height * value(q)
            total += height
            height *= gain
            // Turned by about 37°, so that the lattices of the octaves do not line up.
            q = SIMD2(1.6 * q.x - 1.2 * q.y, 1.2 * q.x + 1.6 * q.y) + 17.3
        }
        return sum / total * 1.4
    }

    /// Octaves, each of twice the frequency and `gain` times the height; nearly always within -1 and 1.
    package func fractal(_ p: SIMD3<Float>, octaves: Int, gain: Float = 0.5) -> Float {
        var (sum, height, total, q) = (Float(0), Float(1), Float(0), p)
        for _ in 0..<octaves {
            sum += height * value(q)
            total += height
            height *= gain
            q = SIMD3(1.6 * q.x - 1.2 * q.y, 1.2 * q.x + 1.6 * q.y, 2 * q.z) + 17.3
        }
        return sum / total * 1.4
    }

    /// Ridges where the noise crosses zero, as mountains have: 0 to 1.
    package func ridged(_ p: SIMD2<Float>, octaves: Int) -> Float {
        var (sum, height, total, q, weight) = (Float(0), Float(1), Float(0), p, Float(1))
        for _ in 0..<octaves {
            let ridge = 1 - abs(value(q))
            let sharp = ridge * ridge * weight
            sum += height * sharp
            total += height
            // Detail grows on ridges and leaves valleys smooth, as erosion does.
            weight = min(1, sharp * 1.6)
            height *= 0.5
            q = SIMD2(1.6 * q.x - 1.2 * q.y, 1.2 * q.x + 1.6 * q.y) + 17.3
        }
        return sum / total
    }

    private static func fade(_ t: SIMD3<Float>) -> SIMD3<Float> { t * t * t * (t * (t * 6 - 15) + 10) }

    private func corner(_ x: Int32, _ y: Int32, _ z: Int32) -> Float {
        var h = UInt32(bitPattern: x) &* 0x8DA6_B343 ^ UInt32(bitPattern: y) &* 0xD816_3841
            ^ UInt32(bitPattern: z) &* 0xCB1A_B31F ^ seed
        h = (h ^ (h >> 16)) &* 0x7FEB_352D
        h = (h ^ (h >> 15)) &* 0x846C_A68B
        h ^= h >> 16
        return Float(h >> 8) * 0x1p-23 - 1
    }
}
