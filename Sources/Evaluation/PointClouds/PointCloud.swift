public import Images

/// The points that a depth map shows, in metres in the camera's frame, in single precision.
public struct PointCloud: Sendable, Equatable {
    /// x, y and z of one point after another.
    public let coordinates: [Float]

    /// How many points there are.
    public var count: Int { coordinates.count / 3 }

    /// Farther points move along their rays to here, as squares of distances must stay within single precision.
    private static let farthest = 1e18

    /// Back-projects a depth map: `((x − cx)/f · d, (y − cy)/f · d, d)` for the centre (x, y) of each pixel.
    ///
    /// - Parameters:
    ///   - depth: In metres along the optical axis. Pixels that are not finite and above zero have no point.
    ///   - intrinsics: The camera, in pixels of this map.
    ///   - mask: The pixels that have a point, of the map's size; `nil` for all. Traps when of another size.
    /// - Throws: ``EvaluationError``; `invalidCamera` unless the focal length is 0.001 to 10⁷ pixels and the centre within
    ///   10⁶ pixels.
    public init(depth: FloatRaster, intrinsics: Intrinsics, mask: PixelMask? = nil) throws(EvaluationError) {
        guard (1e-3...1e7).contains(intrinsics.focalLength),
            max(abs(intrinsics.centerX), abs(intrinsics.centerY)) <= 1e6
        else {
            throw EvaluationError(
                .invalidCamera,
                "A camera of focal length \(intrinsics.focalLength) and centre (\(intrinsics.centerX), "
                    + "\(intrinsics.centerY)) pixels cannot place points: correct the data set's intrinsics.")
        }
        if let mask {
            precondition(
                mask.width == depth.width && mask.height == depth.height,
                "A mask of \(mask.width)×\(mask.height) pixels fits no depth of \(depth.width)×\(depth.height).")
        }
        var coordinates: [Float] = []
        coordinates.reserveCapacity(3 * depth.values.count)
        for row in 0..<depth.height {
            for column in 0..<depth.width {
                let index = row * depth.width + column
                let value = depth.values[index]
                guard ValidRange.everything.contains(value), mask?.values[index] ?? true else { continue }
                let point = intrinsics.point(column: column, row: row, depth: value)
                let reach = max(abs(point.x), abs(point.y), point.z)
                let capped = reach > Self.farthest ? point * (Self.farthest / reach) : point
                for axis in 0..<3 { coordinates.append(Float(capped[axis])) }
            }
        }
        self.coordinates = coordinates
    }
}
