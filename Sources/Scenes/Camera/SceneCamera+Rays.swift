extension SceneCamera {
    /// The ray through a place of the picture, in pixels from the upper left corner, from the middle of the lens with
    /// the shutter half open: its component along ``forward`` is 1, so that distances along it are depths.
    @inline(__always)
    func direction(_ x: Float, _ y: Float) -> SIMD3<Float> {
        let focal = Float(focalLength)
        var place = SIMD2(x - Float(width) / 2, Float(height) / 2 - y) / focal
        if distortion != 0 { place = undistorted(place) }
        return forward + right * place.x + up * place.y
    }

    /// Undoes `r → r·(1 + k·r²)`, where r is 1 at half the width, by fixed-point steps.
    private func undistorted(_ place: SIMD2<Float>) -> SIMD2<Float> {
        let unit = Float(width) / 2 / Float(focalLength)
        let target = place / unit
        var straight = target
        for _ in 0..<8 { straight = target / max(1 + distortion * (straight * straight).sum(), 0.2) }
        return straight * unit
    }

    /// The ray through a place of the picture and of the lens; `time` is 0 as the shutter opens, 1 as it closes.
    @inline(__always)
    func ray(
        _ x: Float, _ y: Float, lens: SIMD2<Float>, time: Float
    ) -> (origin: SIMD3<Float>, direction: SIMD3<Float>) {
        let along = direction(x, y)
        var origin = position
        if motion != .zero { origin += motion * (time - 0.5) }
        guard apertureRadius > 0 else { return (origin, along) }
        let around = 2 * Float.pi * lens.y
        let radius = apertureRadius * lens.x.squareRoot()
        let offset = right * (radius * around.cosine) + up * (radius * around.sine)
        return (origin + offset, along - offset / focusDistance)
    }
}
