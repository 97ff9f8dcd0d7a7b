/// A camera in a world: where it stands, where it looks, and what its lens and shutter do.
public struct SceneCamera: Sendable, Hashable {
    /// Where it is, in metres.
    public var position: SIMD3<Float>
    /// To the right in the picture, of length 1.
    public var right: SIMD3<Float>
    /// Up in the picture, of length 1.
    public var up: SIMD3<Float>
    /// Into the picture, of length 1.
    public var forward: SIMD3<Float>
    /// Horizontal, in degrees, 10 to 120.
    public var fieldOfView: Float
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int
    /// Of the lens opening, in metres; 0 is sharp everywhere.
    public var apertureRadius: Float = 0
    /// What is sharp, in metres along ``forward``.
    public var focusDistance: Float = 10
    /// How far it moves while the shutter is open, in metres; the truth is taken in the middle.
    public var motion: SIMD3<Float> = .zero
    /// Radial distortion: a point at distance r from the middle (1 = half the width) appears at r·(1 + k·r²).
    public var distortion: Float = 0
    /// Where the optical axis meets the picture, in pixels from its upper left corner; `nil` is its middle. With
    /// another, the camera sees a part of a larger picture.
    public var center: SIMD2<Float>?

    /// A camera that looks from one point at another.
    ///
    /// - Parameters:
    ///   - fieldOfView: Horizontal, in degrees.
    ///   - roll: Turns the camera clockwise, in radians.
    public init(
        position: SIMD3<Float>, target: SIMD3<Float>, fieldOfView: Float, width: Int, height: Int, roll: Float = 0
    ) {
        precondition(width > 0 && height > 0, "A camera needs pixels.")
        self.position = position
        self.fieldOfView = fieldOfView
        self.width = width
        self.height = height
        let towards = normalize(target - position)
        forward = length(towards) > 0 ? towards : [0, 0, -1]
        let vertical: SIMD3<Float> = abs(forward.y) > 0.999 ? [0, 0, -1] : [0, 1, 0]
        let level = normalize(cross(forward, vertical))
        let upright = cross(level, forward)
        right = level * roll.cosine - upright * roll.sine
        up = upright * roll.cosine + level * roll.sine
        focusDistance = max(length(target - position), 0.05)
    }

    /// In pixels.
    public var focalLength: Double { Double(width) / 2 / tangent(Double(fieldOfView) * .pi / 360) }
}
