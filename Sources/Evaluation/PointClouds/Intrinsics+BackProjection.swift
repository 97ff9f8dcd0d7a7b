internal import Images

extension Intrinsics {
    /// The point, in metres in the camera's frame, that lies `depth` metres along the axis behind the centre of the
    /// pixel in `column` and `row`.
    func point(column: Int, row: Int, depth: Float) -> SIMD3<Double> {
        let z = Double(depth)
        return SIMD3(
            (Double(column) + 0.5 - centerX) / focalLength * z, (Double(row) + 0.5 - centerY) / focalLength * z, z)
    }
}
