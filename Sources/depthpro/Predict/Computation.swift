import DepthFiles
import DepthPro
import Foundation
import Images
import Torch

/// From a decoded photo to files, with one network.
struct Computation {
    private let name: String
    private let estimator: DepthEstimator
    private let settings: PredictRun.Settings
    private let precision: String
    private let versions: [String: String]
    /// Gigabytes are hashed while the first photo is computed.
    private let digests: Task<[String: String], any Error>

    init(_ model: OpenedModel, settings: PredictRun.Settings) throws {
        name = model.name
        estimator = model.estimator
        self.settings = settings
        let types = try estimator.precision.types(on: estimator.device)
        precision =
            types.weights == types.arithmetic
            ? types.arithmetic.rawValue : "\(types.arithmetic.rawValue), weights in \(types.weights.rawValue)"
        versions = [
            "depthpro": ProgramVersion.current, "libtorch": LibTorch.version, "libvips": try ImageLibrary.start(),
        ]
        let files = estimator.checkpoint.archive.files
        digests = Task.detached {
            try Dictionary(files.map { ($0.lastPathComponent, try FileDigest.sha256(of: $0)) }) { first, _ in first }
        }
    }

    /// Estimates the depth and writes its files.
    func callAsFunction(_ decoded: DecodedPhoto, _ job: OutputPlan.Job) async throws -> DepthSidecar {
        let photo = try decoded.photo.get()
        let start = ContinuousClock.now
        let depth = try await estimator.estimate(
            photo, focalLength: settings.focalLength, options: .init(usesCamera: !settings.ignoresExif))
        let seconds = ["decode": decoded.seconds, "estimate": (ContinuousClock.now - start) / .seconds(1)]
        let configuration = estimator.checkpoint.configuration
        return try job.files.write(
            depth, photo: photo.image,
            facts: EstimateFacts(
                input: .init(file: job.input.url.lastPathComponent, camera: photo.camera),
                model: .init(
                    name: name, sha256: try await digests.value,
                    inputSize: [configuration.inputColumns, configuration.inputRows]),
                device: estimator.device.description, precision: precision, versions: versions, seconds: seconds))
    }
}
