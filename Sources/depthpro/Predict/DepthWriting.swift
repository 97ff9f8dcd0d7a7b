import DepthFiles
import DepthPro
import Foundation
import Images
import Torch

/// From a photo's depth to its files.
struct DepthWriting {
    private let name: String
    private let inputSize: [Int]
    private let device: String
    private let precision: String
    private let versions: [String: String]
    private let refines: Bool
    private let averagesMirrored: Bool
    /// Gigabytes are hashed while the first photo is computed.
    private let digests: Task<[String: String], any Error>

    init(_ model: OpenedModel, settings: PredictRun.Settings) throws {
        let estimator = model.estimator
        name = model.name
        inputSize = [estimator.checkpoint.configuration.inputColumns, estimator.checkpoint.configuration.inputRows]
        device = estimator.device.description
        refines = settings.edges.refines(estimator)
        averagesMirrored = settings.averagesMirrored
        precision = try estimator.precision.types(on: estimator.device).description
        versions = [
            "depthpro": ProgramVersion.current, "libtorch": LibTorch.version, "libvips": try ImageLibrary.start(),
        ]
        let files = estimator.checkpoint.archive.files
        digests = Task.detached {
            try Dictionary(files.map { ($0.lastPathComponent, try FileDigest.sha256(of: $0)) }) { first, _ in first }
        }
    }

    func callAsFunction(_ estimate: PipelineEstimate, _ job: OutputPlan.Job) async throws -> DepthSidecar {
        let start = ContinuousClock.now
        let refined = try refines ? estimate.depth.refined(estimate.photo.image) : nil
        var seconds = ["decode": estimate.readSeconds, "estimate": estimate.estimateSeconds]
        if refined != nil { seconds["refine"] = (ContinuousClock.now - start) / .seconds(1) }
        return try job.files.write(
            refined ?? estimate.depth, photo: estimate.photo.image,
            facts: EstimateFacts(
                input: .init(file: job.input.url.lastPathComponent, camera: estimate.photo.camera),
                model: .init(name: name, sha256: try await digests.value, inputSize: inputSize),
                device: device, precision: precision, versions: versions,
                edges: refined != nil ? .photo : .network, averagesMirrored: averagesMirrored ? true : nil,
                seconds: seconds))
    }
}
