import Geometry
import Images
import Scenes

/// The part of a photo that a model and its shadow take up, and how finely it is rendered.
struct PictureWindow {
    /// In pixels of the photo.
    let x, y, width, height: Int
    /// Rendered pixels for each of the photo's, at most 1.
    let scale: Double
    let columns, rows: Int

    /// - Returns: `nil` where no part of the model is in the picture.
    init?(_ placement: ModelPlacement, in scene: PhotoScene, maximumPixels: Int) {
        let places = placement.corners.compactMap { corner in
            corner.z > 0.02 ? scene.intrinsics.project(corner) : nil
        }
        guard !places.isEmpty else { return nil }
        let (photoWidth, photoHeight) = (Double(scene.photo.width), Double(scene.photo.height))
        // A corner beside or behind the camera is anywhere.
        let isWhole = places.count == 8
        let low = isWhole ? places.reduce(places[0], pointwiseMin) : .zero
        let high = isWhole ? places.reduce(places[0], pointwiseMax) : SIMD2(photoWidth, photoHeight)
        guard high.x > 0, high.y > 0, low.x < photoWidth, low.y < photoHeight else { return nil }
        // Shadows reach about as far as things are large.
        let margin = 0.8 * max(high.x - low.x, high.y - low.y) + 8
        let left = Int(max(0, low.x - margin)), top = Int(max(0, low.y - margin))
        (x, y) = (left, top)
        width = max(1, Int(min(photoWidth, high.x + margin)) - left)
        height = max(1, Int(min(photoHeight, high.y + margin)) - top)
        scale = min(1, (Double(maximumPixels) / Double(width * height)).squareRoot())
        columns = max(1, Int(Double(width) * scale))
        rows = max(1, Int(Double(height) * scale))
    }

    /// The photo's camera, which looks at nothing but the window.
    func camera(_ intrinsics: Intrinsics, _ toWorld: RigidTransform) -> SceneCamera {
        let focal = intrinsics.focalLength * scale
        var camera = SceneCamera(
            position: .zero, target: SIMD3<Float>(toWorld.rotate([0, 0, 1])),
            fieldOfView: Float(2 * arcTangent(Double(columns) / 2 / focal) * 180 / .pi), width: columns, height: rows)
        camera.forward = SIMD3<Float>(toWorld.rotate([0, 0, 1]))
        camera.right = SIMD3<Float>(toWorld.rotate([1, 0, 0]))
        camera.up = SIMD3<Float>(toWorld.rotate([0, -1, 0]))
        camera.center = [
            Float((intrinsics.centerX - Double(x)) * scale), Float((intrinsics.centerY - Double(y)) * scale),
        ]
        return camera
    }
}
