internal import Dispatch

/// How far the points of a predicted and a true cloud lie from the nearest point of the other, in metres.
///
/// Found exactly, in single precision, by a kd-tree; a million points against a million take a second or two, and some
/// ten times that where one cloud is many times farther away than the other.
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
    public init(prediction: PointCloud, target: PointCloud, threads: Int = 1) {
        fromPrediction = Self.distances(from: prediction, to: target, threads)
        fromTarget = Self.distances(from: target, to: prediction, threads)
    }

    private static func distances(from queries: PointCloud, to points: PointCloud, _ threads: Int) -> [Float] {
        var squares = [Float](repeating: .infinity, count: queries.count)
        if queries.count == 0 || points.count == 0 { return squares }
        let tree = PointTree(points.coordinates)
        let (parts, count) = (max(1, min(threads, queries.count)), queries.count)
        squares.withUnsafeMutableBufferPointer { buffer in
            // Every part writes its own places.
            nonisolated(unsafe) let squares = buffer
            DispatchQueue.concurrentPerform(iterations: parts) { part in
                tree.nearest(queries.coordinates, count * part / parts..<count * (part + 1) / parts, squares)
            }
        }
        for index in squares.indices { squares[index] = squares[index].squareRoot() }
        return squares
    }
}
