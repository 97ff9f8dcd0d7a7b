public import Geometry
public import Images

/// Where a view is taken from, and with what lens.
public struct ViewCamera: Sendable, Hashable {
    /// From this camera's axes to those of the photo's camera: metres, X right, Y down, Z forward. Its origin is where
    /// the camera stands.
    public let pose: RigidTransform
    /// For pixels of the view.
    public let intrinsics: Intrinsics
    /// Of the view, in pixels.
    public let width: Int
    /// Of the view, in pixels.
    public let height: Int

    /// - Precondition: The view has pixels.
    public init(pose: RigidTransform = .identity, intrinsics: Intrinsics, width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a view of \(width)×\(height) has no pixels")
        self.pose = pose
        self.intrinsics = intrinsics
        self.width = width
        self.height = height
    }
}
