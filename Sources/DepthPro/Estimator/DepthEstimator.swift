public import Foundation
public import Images
public import Torch

/// Estimates metric depth and focal length from single photos.
///
/// ```swift
/// let estimator = try await DepthEstimator(contentsOf: URL(fileURLWithPath: "depth_pro.pt"))
/// let depth = try await estimator.estimate(Photo(contentsOf: URL(fileURLWithPath: "photo.jpg")))
/// print(depth[depth.width / 2, depth.height / 2], "metres at the middle")
/// ```
///
/// The network runs on a thread of its own; calls wait for one another.
public actor DepthEstimator {
    /// What the weights came from.
    public nonisolated let checkpoint: Checkpoint
    /// Where the network runs.
    public nonisolated let device: Device
    /// The number format asked for.
    public nonisolated let precision: Precision

    private let executor = NetworkExecutor(name: "DepthEstimator")
    private let types: Precision.Types
    private var loaded: DepthProNetwork?

    /// The thread that the network runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Opens a checkpoint and checks it against its network; the weights are read at the first estimate or by
    /// ``load()``.
    ///
    /// - Parameters:
    ///   - checkpoint: See ``Checkpoint``.
    ///   - device: `nil` for the fastest there is.
    ///   - precision: See ``Precision``.
    /// - Throws: ``DepthProError``, `TorchError`.
    public init(_ checkpoint: Checkpoint, device: Device? = nil, precision: Precision = .automatic) throws {
        let device = try device ?? .best()
        try device.requireAvailable()
        try checkpoint.validate()
        self.checkpoint = checkpoint
        self.device = device
        self.precision = precision
        types = try precision.types(on: device)
    }

    /// Opens the checkpoint at `url` and reads its weights.
    ///
    /// - Throws: ``DepthProError``, `TorchError`.
    public init(contentsOf url: URL, device: Device? = nil, precision: Precision = .automatic) async throws {
        try self.init(Checkpoint(contentsOf: url), device: device, precision: precision)
        try load()
    }

    /// Whether the network can estimate the focal length; otherwise each photo must bring or be given one.
    public nonisolated var estimatesFocalLength: Bool { checkpoint.configuration.fieldOfView != nil }

    /// Reads the weights, once.
    ///
    /// - Throws: ``DepthProError``, `TorchError`.
    public func load() throws { _ = try network() }

    /// Estimates the depth of one photo.
    ///
    /// - Parameters:
    ///   - photo: Of any size and shape.
    ///   - focalLength: What is known of the lens. It replaces everything else, and the field-of-view network is not
    ///     run. Without it the photo's EXIF decides, and without that the network.
    ///   - options: See ``EstimationOptions``.
    /// - Throws: ``DepthProError``, `TorchError`.
    public func estimate(
        _ photo: Photo, focalLength: FocalLengthOption? = nil, options: EstimationOptions = .init()
    ) throws -> DepthMap {
        try estimate([photo], focalLengths: [focalLength], options: options)[0]
    }

    /// Estimates the depth of several photos in one pass through the network, each with a focal length of its own.
    ///
    /// - Parameters:
    ///   - photos: Of any sizes and shapes.
    ///   - focalLengths: One for each photo, or none at all.
    ///   - options: See ``EstimationOptions``.
    /// - Throws: ``DepthProError``, `TorchError`.
    public func estimate(
        _ photos: [Photo], focalLengths: [FocalLengthOption?] = [], options: EstimationOptions = .init()
    ) throws -> [DepthMap] {
        precondition(
            focalLengths.isEmpty || focalLengths.count == photos.count,
            "\(focalLengths.count) focal lengths for \(photos.count) photos")
        guard !photos.isEmpty else { return [] }
        let given = focalLengths.isEmpty ? [FocalLengthOption?](repeating: nil, count: photos.count) : focalLengths
        var known: [FocalLength?] = []
        for (photo, option) in zip(photos, given) { known.append(try focalLength(of: photo, option, options)) }
        return try withInferenceMode { try run(network(), photos, known, options) }
    }

    // MARK: Steps

    private func network() throws -> DepthProNetwork {
        if let loaded { return loaded }
        let network = try checkpoint.load(type: types.weights, device: device)
        loaded = network
        return network
    }

    /// `nil` where the network has to find out.
    private func focalLength(
        of photo: Photo, _ option: FocalLengthOption?, _ options: EstimationOptions
    ) throws(DepthProError) -> FocalLength? {
        if let option {
            guard let stated = option.focalLength(width: photo.width, height: photo.height) else {
                throw DepthProError(.invalidOption, "A focal length of \(option) cannot be a camera's")
            }
            return stated
        }
        let recorded = photo.focalLength(ignoringCamera: !options.usesCamera)
        guard recorded != nil || estimatesFocalLength else {
            throw DepthProError(
                .invalidOption,
                "This network does not estimate the focal length and the photo does not record one: state it "
                    + "(--focal-length-px, --focal-length-35mm or --fov)")
        }
        return recorded
    }

    private func run(
        _ network: DepthProNetwork, _ photos: [Photo], _ known: [FocalLength?], _ options: EstimationOptions
    ) throws -> [DepthMap] {
        let configuration = network.configuration
        let inputs = try photos.map {
            try ImageInput.tensor(
                $0.image, rows: configuration.inputRows, columns: configuration.inputColumns,
                antialiases: configuration.antialiasesInput, device: device)
        }
        let output = try network(
            Tensor.concatenated(inputs, axis: 0).to(types.arithmetic), wantsFieldOfView: known.contains { $0 == nil },
            schedule: .fitting(configuration, batch: photos.count, budget: types.stripBudget))
        let degrees = try output.fieldOfView?.floats()
        return try photos.indices.map { index in
            let canonical = try output.canonicalInverseDepth.narrowed(0, from: index, count: 1)
            try requireFinite(canonical)
            return try depthMap(
                canonical, of: photos[index],
                focalLength: known[index] ?? estimatedFocalLength(degrees?[index], width: photos[index].width),
                options)
        }
    }

    private func depthMap(
        _ canonical: Tensor, of photo: Photo, focalLength: FocalLength, _ options: EstimationOptions
    ) throws -> DepthMap {
        DepthMap(
            width: photo.width, height: photo.height,
            metres: try DepthOutput.metres(
                canonical, width: photo.width, height: photo.height, focalLength: focalLength.pixels),
            focalLength: focalLength,
            canonicalInverseDepth: try options.keepsCanonicalInverseDepth ? DepthOutput.raster(canonical) : nil)
    }

    private func estimatedFocalLength(_ degrees: Float?, width: Int) throws(DepthProError) -> FocalLength {
        let pixels = degrees.map { FocalLength.pixels(horizontalFieldOfView: Double($0), width: width) } ?? .nan
        guard pixels > 0, pixels.isFinite else {
            throw DepthProError(
                .notFinite,
                "The network estimates an impossible field of view of \(degrees ?? .nan)°: state the focal length")
        }
        return FocalLength(pixels: pixels, source: .network)
    }

    private func requireFinite(_ canonical: Tensor) throws {
        guard try canonical.isAllFinite() else {
            throw DepthProError(
                .notFinite,
                "The network gave numbers that are not finite: its weights are damaged, or \(precision.rawValue) is too "
                    + "narrow for them (use float32)")
        }
    }
}
