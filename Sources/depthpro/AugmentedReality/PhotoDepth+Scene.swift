import AugmentedReality
import Images

extension PhotoDepth {
    /// Planes, gravity, and the camera.
    func scene() throws -> PhotoScene {
        try PhotoScene(
            photo: photo.image, depth: depth, intrinsics: intrinsics(),
            edgeWidth: Double(photo.width) / Double(measured.width))
    }
}
