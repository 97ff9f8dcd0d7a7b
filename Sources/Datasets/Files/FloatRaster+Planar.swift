package import Images

extension FloatRaster {
    /// Depth along the optical axis, where this is the distance from the camera's centre along each ray.
    package func planarDepth(_ camera: Intrinsics) -> FloatRaster {
        let (centerX, centerY) = (Float(camera.centerX), Float(camera.centerY))
        let inverse = 1 / Float(camera.focalLength)
        var result = self
        for y in 0..<height {
            let dy = (Float(y) + 0.5 - centerY) * inverse
            for x in 0..<width {
                let dx = (Float(x) + 0.5 - centerX) * inverse
                result.values[y * width + x] /= (1 + dx * dx + dy * dy).squareRoot()
            }
        }
        return result
    }
}
