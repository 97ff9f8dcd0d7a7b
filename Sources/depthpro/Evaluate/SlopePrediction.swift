import ArgumentParser
import Evaluation
import Foundation
import Images

/// Ground that rises away from the camera in every image, whatever it shows: what a network must beat to have looked.
struct SlopePrediction: PredictionSource {
    /// Depth at the lower and at the upper edge, in metres: `0.9:2.7`.
    struct Argument: ExpressibleByArgument {
        let near: Double
        let far: Double

        init?(argument: String) {
            let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
            guard parts.count == 2, let near = parts[0], let far = parts[1] else { return nil }
            guard near > 0, far > 0, near.isFinite, far.isFinite else { return nil }
            self.near = near
            self.far = far
        }

        var defaultValueDescription: String { "\(near):\(far)" }
    }

    /// Enough for depth to grow evenly at any size that it is brought to.
    private static let rows = 256

    let facts = EvaluatedMethod(name: "slope")
    let identity: String
    private let depth: FloatRaster

    init(_ slope: Argument) {
        identity = "\(slope.near) to \(slope.far) m"
        let values = (0..<Self.rows).map { row in
            Float(slope.far * pow(slope.near / slope.far, (Double(row) + 0.5) / Double(Self.rows)))
        }
        depth = FloatRaster(width: 1, height: Self.rows, values: values)
    }

    func prediction(of image: String, in dataset: String, _ item: EvaluationCase) async throws -> Prediction {
        Prediction(depth: depth)
    }
}
