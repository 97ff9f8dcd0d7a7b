import DepthPro
import Evaluation
import Foundation
import Images
import TensorFiles

/// Predictions of a network that runs here.
struct NetworkPredictions: PredictionSource {
    /// Which focal length turns the network's output into metres.
    enum FocalLengthChoice: String, CaseIterable {
        /// The network's own estimate: nothing but the picture is known.
        case estimated
        /// The data set's.
        case known
    }

    let facts: EvaluatedMethod
    let identity: String
    private let estimator: DepthEstimator
    private let focalLength: FocalLengthChoice
    private let refines: Bool
    private let averagesMirrored: Bool

    init(_ model: OpenedModel, focalLength: FocalLengthChoice, edges: EdgeChoice, averagesMirrored: Bool) {
        let configuration = model.estimator.checkpoint.configuration
        facts = EvaluatedMethod(
            name: model.name, parameters: model.estimator.checkpoint.parameterCount,
            nativeWidth: configuration.inputColumns, nativeHeight: configuration.inputRows)
        estimator = model.estimator
        self.focalLength = focalLength
        refines = edges.refines(model.estimator)
        self.averagesMirrored = averagesMirrored
        let files = model.estimator.checkpoint.archive.files.map { url in
            let values = try? url.resourceValues(forKeys: [.fileSizeKey, .contentModificationDateKey])
            let date = values?.contentModificationDate?.timeIntervalSince1970 ?? 0
            return "\(url.standardizedFileURL.path) \(values?.fileSize ?? 0) \(date)"
        }
        identity =
            "\(files.joined(separator: "; ")), focal length \(focalLength), \(estimator.precision), \(estimator.device)"
            + (refines ? ", the photos' edges" : "") + (averagesMirrored ? ", mirrored as well" : "")
    }

    /// Whether the network itself tells the focal length where it is asked for.
    private var estimates: Bool { focalLength == .estimated && estimator.estimatesFocalLength }

    func prediction(of image: String, in dataset: String, _ item: EvaluationCase) async throws -> Prediction {
        let start = ContinuousClock.now
        // What the file says of its camera is what the estimate is compared with, so the network must not see it.
        let photo = Photo(image: item.photo.image)
        let estimate = try await estimator.estimate(
            photo, focalLength: estimates ? nil : stated(item),
            options: .init(keepsCanonicalInverseDepth: refines, averagesMirrored: averagesMirrored))
        let map = try (refines ? estimate.refined(photo.image) : nil) ?? estimate
        return Prediction(
            depth: FloatRaster(width: map.width, height: map.height, values: map.metres),
            focalLength: estimates ? map.focalLength.pixels : nil, seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// Without a known camera the scale of the depth means nothing, but its shape and edges do.
    private func stated(_ item: EvaluationCase) -> FocalLengthOption {
        .pixels(item.intrinsics?.focalLength ?? Double(item.photo.width))
    }
}
