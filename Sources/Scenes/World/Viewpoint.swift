/// A place for a camera that makes sense: where, and what it looks at.
public struct Viewpoint: Sendable, Hashable {
    /// Where the camera is.
    public var position: SIMD3<Float>
    /// What it looks at, and focuses on.
    public var target: SIMD3<Float>
    /// Horizontal fields of view, in degrees, that make a good picture from here.
    public var fieldOfView: ClosedRange<Float>
    /// Whether the camera must stay exactly there.
    public var isFixed: Bool

    /// Describes a viewpoint.
    public init(
        position: SIMD3<Float>, target: SIMD3<Float>, fieldOfView: ClosedRange<Float> = 25...85, isFixed: Bool = false
    ) {
        self.position = position
        self.target = target
        self.fieldOfView = fieldOfView
        self.isFixed = isFixed
    }
}
