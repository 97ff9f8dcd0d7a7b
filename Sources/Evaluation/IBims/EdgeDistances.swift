/// How far the edges of a prediction and of its target lie from each other, in pixels.
public struct EdgeDistances: Sendable, Equatable {
    /// For each edge pixel of the prediction, the distance to the target's nearest; infinite where there is none.
    public let fromPrediction: [Double]
    /// For each edge pixel of the target, the distance to the prediction's nearest; infinite where there is none.
    public let fromTarget: [Double]

    /// Measures two maps of edges. Traps when their sizes differ.
    public init(prediction: PixelMask, target: PixelMask) {
        precondition(
            prediction.width == target.width && prediction.height == target.height,
            "Edges of \(prediction.width)×\(prediction.height) and \(target.width)×\(target.height) pixels "
                + "cannot be compared.")
        func distances(from edges: PixelMask, to others: PixelMask) -> [Double] {
            zip(DistanceTransform.distances(to: others), edges.values).compactMap { $1 ? $0 : nil }
        }
        fromPrediction = distances(from: prediction, to: target)
        fromTarget = distances(from: target, to: prediction)
    }
}
