public import Images

extension Intrinsics {
    /// The point that appears at a place of the picture, in the camera's axes: metres, X right, Y down, Z forward.
    ///
    /// - Parameters:
    ///   - x: In pixels from the left edge; the middle of the pixel in column c is c + 0.5.
    ///   - y: In pixels from the upper edge.
    ///   - depth: Along the optical axis, in metres.
    public func unproject(x: Double, y: Double, depth: Double) -> SIMD3<Double> {
        SIMD3((x - centerX) * depth / focalLength, (y - centerY) * depth / focalLength, depth)
    }

    /// Where a point appears, in pixels from the picture's upper left corner; also outside the picture.
    ///
    /// - Parameter point: In the camera's axes: metres, X right, Y down, Z forward.
    /// - Returns: `nil` for points beside or behind the camera.
    public func project(_ point: SIMD3<Double>) -> SIMD2<Double>? {
        guard point.z > 0 else { return nil }
        return SIMD2(focalLength * point.x / point.z + centerX, focalLength * point.y / point.z + centerY)
    }
}
