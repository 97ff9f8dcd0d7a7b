internal import Datasets
internal import DepthPro
internal import Evaluation
internal import Foundation
internal import Images
internal import Torch

/// Measures a network on held-back data, as ``DepthEstimator`` would run it.
struct Validator {
    private let plan: ValidationPlan
    private let sources: [OpenedSource]

    init(_ plan: ValidationPlan, relativeTo folder: URL) throws {
        self.plan = plan
        sources = try plan.data.map { try OpenedSource($0, relativeTo: folder) }
    }

    /// Depths beyond count neither in metrics nor in alignment.
    private static let range = ValidRange(minimum: 0.05, maximum: 200)

    /// Every source's metrics.
    ///
    /// - Parameters:
    ///   - pictures: Where pictures of predictions go.
    ///   - report: Told of samples that cannot be read.
    func callAsFunction(
        _ network: DepthProNetwork, stage: Stage, totalSteps: Int, pictures folder: URL, device: Device,
        report: (String) -> Void
    ) throws -> [EvaluationFacts] {
        try withInferenceMode {
            try sources.map { source in
                var tables = MetricTable()
                var pictures: [String] = []
                let count = min(plan.samples, source.count ?? plan.samples)
                for number in 0..<count {
                    // Spread over the whole source.
                    let index = source.count.map { number * $0 / count } ?? number
                    guard let sample = read(source, index, report) else { continue }
                    let prediction = try predict(sample, network, stage, device)
                    tables.add(prediction, sample, Self.range)
                    guard number < plan.pictures, stage.trains == .depth, let depth = prediction.depth else { continue }
                    let name = "\(totalSteps)-\(fileName(source.name))-\(number).jpg"
                    try PredictionPicture.write(sample, depth, to: folder.appending(path: name))
                    pictures.append(name)
                }
                return EvaluationFacts(
                    stage: stage.name, totalSteps: totalSteps, source: source.name, samples: tables.samples,
                    metrics: tables.means, pictures: pictures)
            }
        }
    }

    /// What the network says of one sample.
    struct Prediction {
        /// As large as the sample; in metres by the sample's own focal length, where it is known.
        var depth: FloatRaster?
        /// In pixels.
        var focalLength: Double?
    }

    private func predict(
        _ sample: DepthSample, _ network: DepthProNetwork, _ stage: Stage, _ device: Device
    ) throws -> Prediction {
        let configuration = network.configuration
        let preparation = SamplePreparation(configuration, plan: .none)
        var random = SampleRandom(seed: 0, position: 0)
        let batch = try SampleBatch(
            [preparation(sample, &random)], rows: configuration.inputRows, columns: configuration.inputColumns,
            device: device)
        let (width, height) = (sample.image.width, sample.image.height)
        if stage.trains == .fieldOfView {
            let degrees = try network.fieldOfView(of: batch.images).item()
            return Prediction(
                depth: nil,
                focalLength: FocalLength.pixels(
                    fieldOfView: degrees,
                    across: configuration.focalUnit.pixels(width: Double(width), height: Double(height))))
        }
        let output = try network(batch.images, wantsFieldOfView: false)
        // Without a camera the scale means nothing, and is taken out before scoring.
        let focalLength = sample.intrinsics?.focalLength ?? Double(width)
        let metres = try DepthOutput.metres(
            output.canonicalInverseDepth, width: width, height: height, focalLength: focalLength,
            unit: configuration.focalUnit)
        return Prediction(depth: FloatRaster(width: width, height: height, values: metres), focalLength: nil)
    }

    private func read(_ source: OpenedSource, _ index: Int, _ report: (String) -> Void) -> DepthSample? {
        do {
            return try source.sample(at: index)
        } catch {
            report("\(source.name): \(error)")
            return nil
        }
    }

    private func fileName(_ name: String) -> String {
        String(name.map { $0.isLetter || $0.isNumber ? $0 : "-" }.suffix(40))
    }
}
