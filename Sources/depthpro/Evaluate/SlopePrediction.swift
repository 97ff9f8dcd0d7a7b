import ArgumentParser
import Evaluation
import Foundation
import Images

/// Ground that rises away from the camera in every image, whatever it shows: what a network must beat to have looked.
struct SlopePrediction: PredictionSource {
    /// Depth at the lower and at the upper edge, in metres: `0.9:2.7`.
    struct Argument {
        let near: Double
        let far: Double

        init(_ text: String) throws {
            let depths = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
            guard depths.count == 2, depths.allSatisfy({ $0 > 0 && $0.isFinite }) else {
                throw ValidationError("give two depths in metres, at the lower and the upper edge, such as 0.9:2.7")
            }
            (near, far) = (depths[0], depths[1])
        }
    }

    /// Enough for the factors to look equal at any size that it is brought to.
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
