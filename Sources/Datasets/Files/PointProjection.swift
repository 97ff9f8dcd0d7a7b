internal import Images

/// Depth from scanned points: each fills the pixel that it falls into, the nearest first.
struct PointProjection {
    /// Focal lengths and axis in pixels from the corner of the first, which need not be the same in both directions.
    let focalLength, center: SIMD2<Double>
    let width, height: Int

    /// The camera of a 3×3 matrix whose first pixel's middle is (0, 0), row by row.
    init(matrix: [Double], width: Int, height: Int, file: String) throws(DatasetError) {
        guard matrix.count == 9, matrix.allSatisfy(\.isFinite), matrix[0] > 0, matrix[4] > 0 else {
            throw DatasetError(.malformed, "\(file) describes no camera.")
        }
        focalLength = SIMD2(matrix[0], matrix[4])
        center = SIMD2(matrix[2] + 0.5, matrix[5] + 0.5)
        self.width = width
        self.height = height
    }

    /// The camera, with its horizontal focal length.
    var camera: Intrinsics { Intrinsics(focalLength: focalLength.x, centerX: center.x, centerY: center.y) }

    /// Depth of points in the camera's axes: right, down, forward. Unknown where no point falls.
    ///
    /// - Parameter nearest: What is nearer, such as the vehicle itself, is left out.
    func depth(of points: some Sequence<SIMD3<Double>>, nearest: Double) -> FloatRaster {
        var values = [Float](repeating: .nan, count: width * height)
        for point in points where point.z >= nearest && point.z.isFinite {
            let place = SIMD2(point.x, point.y) / point.z * focalLength + center
            guard place.x >= 0, place.x < Double(width), place.y >= 0, place.y < Double(height) else { continue }
            let index = Int(place.y) * width + Int(place.x)
            if !(values[index] <= Float(point.z)) { values[index] = Float(point.z) }
        }
        return FloatRaster(width: width, height: height, values: values)
    }
}
