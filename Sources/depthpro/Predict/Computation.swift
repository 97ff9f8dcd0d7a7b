import DepthFiles
import DepthPro
import Foundation
import Images
import Torch

/// From a decoded photo to files, with one network.
struct Computation {
    private let estimator: DepthEstimator
    private let settings: PredictRun.Settings
    private let model: EstimateFacts.Model
    private let precision: String
    private let versions: [String: String]

    init(name: String, estimator: DepthEstimator, settings: PredictRun.Settings) throws {
        self.estimator = estimator
        self.settings = settings
        let checkpoint = estimator.checkpoint
        model = EstimateFacts.Model(
            name: name, sha256: try CheckpointDigest.sha256(of: checkpoint.archive.files),
            inputSize: [checkpoint.configuration.inputColumns, checkpoint.configuration.inputRows])
        let types = try estimator.precision.types(on: estimator.device)
        precision =
            types.weights == types.arithmetic
            ? types.arithmetic.rawValue : "\(types.arithmetic.rawValue), weights in \(types.weights.rawValue)"
        versions = [
            "depthpro": ProgramVersion.current, "libtorch": LibTorch.version, "libvips": try ImageLibrary.start(),
        ]
    }

    func sidecar(of decoded: DecodedPhoto, _ job: OutputPlan.Job) async throws -> DepthSidecar {
        let photo = try decoded.photo.get()
        let start = ContinuousClock.now
        let depth = try await estimator.estimate(
            photo, focalLength: settings.focalLength, options: .init(usesCamera: !settings.ignoresExif))
        let seconds = ["decode": decoded.seconds, "estimate": (ContinuousClock.now - start) / .seconds(1)]
        return try job.files.write(
            depth,
            facts: EstimateFacts(
                input: .init(file: job.input.url.lastPathComponent, camera: photo.camera), model: model,
                device: estimator.device.description, precision: precision, versions: versions, seconds: seconds))
    }
}
