internal import Foundation

/// Where a photograph lies on the panorama that it is laid onto.
package struct PhotoFrame: Sendable {
    let width: Int
    let height: Int
    private let focalLength: Float
    private let right: SIMD3<Float>
    private let up: SIMD3<Float>
    private let forward: SIMD3<Float>

    package init(_ lens: PanoramaLayout.Lens, width: Int, height: Int) {
        self.width = width
        self.height = height
        focalLength = Float(width) / 2 / tan(lens.fieldOfView.inRadians / 2)
        let pitch = (lens.pitch ?? 0).inRadians
        let roll = (lens.roll ?? 0).inRadians
        forward = [0, pitch.sine, -pitch.cosine]
        let upright: SIMD3<Float> = [0, pitch.cosine, pitch.sine]
        right = SIMD3(1, 0, 0) * roll.cosine - upright * roll.sine
        up = upright * roll.cosine + SIMD3(1, 0, 0) * roll.sine
    }

    /// Into the middle of the photograph.
    var direction: SIMD3<Float> { forward }

    /// The field of view of its shorter side, in degrees.
    var narrowest: Float { 2 * atan(Float(min(width, height)) / 2 / focalLength) * 180 / .pi }

    /// Of what is seen a part of the longer side to the right of the middle, in degrees as a layout has them.
    func azimuth(_ part: Float) -> Float {
        180 + atan(part * Float(max(width, height)) / focalLength) * 180 / .pi
    }

    /// In pixels from the upper left corner; `nil` outside the photograph.
    func place(of direction: SIMD3<Float>) -> SIMD2<Float>? {
        let depth = dot(direction, forward)
        guard depth > 1e-3 else { return nil }
        let x = Float(width) / 2 + focalLength * dot(direction, right) / depth
        let y = Float(height) / 2 - focalLength * dot(direction, up) / depth
        return x >= 0 && x < Float(width) && y >= 0 && y < Float(height) ? [x, y] : nil
    }
}
