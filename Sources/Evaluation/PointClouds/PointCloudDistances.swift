internal import CFLANN

/// How far the points of a predicted and a true cloud lie from the nearest point of the other, in metres.
///
/// Found exactly, in single precision, by a kd-tree (FLANN's single one). A million points against a million take
/// seconds where the clouds lie close to each other, and some ten times longer where they lie far apart.
public struct PointCloudDistances: Sendable, Equatable {
    /// For each point of the prediction, the distance to the nearest of the target.
    public let fromPrediction: [Float]
    /// For each point of the target, the distance to the nearest of the prediction.
    public let fromTarget: [Float]

    /// Measures two clouds. Where one is empty, the other's points are infinitely far from it.
    ///
    /// - Parameters:
    ///   - prediction: The predicted points.
    ///   - target: The true points.
    ///   - threads: How many threads search.
    /// - Throws: ``EvaluationError``; `missingLibrary` where FLANN is not installed.
    public init(prediction: PointCloud, target: PointCloud, threads: Int = 1) throws(EvaluationError) {
        fromPrediction = try Self.distances(from: prediction, to: target, threads)
        fromTarget = try Self.distances(from: target, to: prediction, threads)
    }

    private static func distances(
        from queries: PointCloud, to points: PointCloud, _ threads: Int
    ) throws(EvaluationError) -> [Float] {
        var squares = [Float](repeating: .infinity, count: queries.count)
        if queries.count == 0 || points.count == 0 { return squares }
        var error = cflann_error()
        let status = cflann_nearest(
            points.coordinates, points.count, queries.coordinates, queries.count, Int32(clamping: threads), &squares,
            &error)
        if Int(status) != CFLANN_OK {
            let reason = withUnsafeBytes(of: error.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if Int(status) == CFLANN_NO_LIBRARY {
                throw EvaluationError(
                    .missingLibrary,
                    "The metrics of point clouds need FLANN, which cannot be opened (\(reason)): "
                        + "install it (Debian, Ubuntu: apt-get install libflann1.9; macOS: brew install flann).")
            }
            throw EvaluationError(.searchFailed, "Point clouds cannot be compared: \(reason).")
        }
        for index in squares.indices { squares[index] = squares[index].squareRoot() }
        return squares
    }
}
