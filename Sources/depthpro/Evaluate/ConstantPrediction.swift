import Evaluation
import Images

/// One depth for every pixel of every image: the guess that any method must beat.
struct ConstantPrediction: PredictionSource {
    let facts: EvaluatedMethod
    let identity: String
    /// In metres.
    private let depth: Double

    init(depth: Double) {
        self.depth = depth
        facts = EvaluatedMethod(name: "constant")
        identity = "\(depth) m"
    }

    func prediction(of image: String, in dataset: String, _ item: EvaluationCase) async throws -> Prediction {
        Prediction(depth: FloatRaster(width: 1, height: 1, values: [Float(depth)]))
    }
}
