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
    init?(_ placement: ModelPlacement, in scene: PhotoScene, _ options: PlacingOptions) {
        let places = placement.corners.compactMap { corner in
            corner.z > 0.02 ? scene.intrinsics.project(corner) : nil
        }
        let shadows = Self.shadows(of: placement, options.sun).compactMap { point in
            point.z > 0.02 ? scene.intrinsics.project(point) : nil
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
        // The sun's reach farther.
        let first = pointwiseMax(shadows.reduce(low - margin) { pointwiseMin($0, $1 - 0.3 * margin) }, .zero)
        let last = pointwiseMin(
            shadows.reduce(high + margin) { pointwiseMax($0, $1 + 0.3 * margin) }, SIMD2(photoWidth, photoHeight))
        (x, y) = (Int(first.x), Int(first.y))
        width = max(1, Int(last.x) - x)
        height = max(1, Int(last.y) - y)
        scale = min(1, (Double(options.maximumPixels) / Double(width * height)).squareRoot())
        columns = max(1, Int(Double(width) * scale))
        rows = max(1, Int(Double(height) * scale))
    }

    /// Where the corners' shadows fall, no farther than a few times the model's size.
    private static func shadows(of placement: ModelPlacement, _ sun: Sunlight?) -> [SIMD3<Double>] {
        guard let sun else { return [] }
        let reach = StagedModel.reach * length(placement.size)
        let fall = max(dot(sun.direction, placement.plane.normal), 1e-3)
        return placement.corners.map { corner in
            corner - min(placement.plane.height(of: corner) / fall, reach) * sun.direction
        }
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
