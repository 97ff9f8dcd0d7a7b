/// A camera's rays, with what is the same for all of them worked out once.
struct CameraRays {
    private let position: SIMD3<Float>
    private let forward: SIMD3<Float>
    /// Across the picture, per pixel.
    private let right: SIMD3<Float>
    private let up: SIMD3<Float>
    private let middle: SIMD2<Float>
    private let halfWidth: Float
    private let distortion: Float
    private let lensRight: SIMD3<Float>
    private let lensUp: SIMD3<Float>
    private let focusDistance: Float
    private let motion: SIMD3<Float>
    /// Whether rays do not all come from one point, or not all at one moment.
    let hasLens: Bool
    let moves: Bool
    /// The angle of a pixel in the middle of the picture, in radians.
    let spread: Float

    init(_ camera: SceneCamera) {
        position = camera.position
        forward = camera.forward
        let focal = Float(camera.focalLength)
        spread = 1 / focal
        right = camera.right / focal
        up = camera.up / focal
        middle = camera.center ?? [Float(camera.width) / 2, Float(camera.height) / 2]
        halfWidth = Float(camera.width) / 2
        distortion = camera.distortion
        lensRight = camera.right * camera.apertureRadius
        lensUp = camera.up * camera.apertureRadius
        focusDistance = camera.focusDistance
        motion = camera.motion
        hasLens = camera.apertureRadius > 0
        moves = camera.motion != .zero
    }

    /// The ray through a place of the picture, in pixels from the upper left corner, from the middle of the lens with
    /// the shutter half open: its component along the optical axis is 1, so that distances along it are depths.
    @inline(__always)
    func direction(_ x: Float, _ y: Float) -> SIMD3<Float> {
        var place = SIMD2(x - middle.x, middle.y - y)
        if distortion != 0 { place = undistorted(place) }
        return forward + right * place.x + up * place.y
    }

    /// The ray through a place of the picture and of the lens; `time` is 0 as the shutter opens, 1 as it closes.
    @inline(__always)
    func ray(
        _ x: Float, _ y: Float, lens: SIMD2<Float>, time: Float
    ) -> (origin: SIMD3<Float>, direction: SIMD3<Float>) {
        let along = direction(x, y)
        var origin = position
        if moves { origin += motion * (time - 0.5) }
        guard hasLens else { return (origin, along) }
        let around = 2 * Float.pi * lens.y
        let radius = lens.x.squareRoot()
        let offset = lensRight * (radius * around.cosine) + lensUp * (radius * around.sine)
        return (origin + offset, along - offset / focusDistance)
    }

    /// Undoes `r → r·(1 + k·r²)`, where r is 1 at half the width, by fixed-point steps.
    private func undistorted(_ place: SIMD2<Float>) -> SIMD2<Float> {
        let target = place / halfWidth
        var straight = target
        for _ in 0..<8 { straight = target / max(1 + distortion * (straight * straight).sum(), 0.2) }
        return straight * halfWidth
    }
}
