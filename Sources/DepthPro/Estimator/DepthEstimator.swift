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
    /// By batch: a GPU that has found its fastest kernels for some sizes should meet the same sizes again.
    private var schedules: [Int: DepthProNetwork.Schedule] = [:]

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
        try device.prepare()
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
        return try submit(photos, given, options).collect().map { try $0.get() }
    }

    /// Gets the device and the network ready, so that the first estimate is no slower than others: reads the weights,
    /// loads kernels and tries which are fastest.
    ///
    /// - Parameter batch: How many photos the passes will have.
    /// - Throws: ``DepthProError``, `TorchError`.
    public func warmUp(batch: Int = 1) throws {
        let gray = Photo(image: RGBImage(width: 64, height: 64, filledWith: RGBColor(red: 127, green: 127, blue: 127)))
        let photos = [Photo](repeating: gray, count: batch)
        let lens: FocalLengthOption? = estimatesFocalLength ? nil : .horizontalFieldOfView(60)
        // Whatever the network makes of it.
        _ = try submit(photos, photos.map { _ in lens }, .init()).collect()
    }

    /// Begins a pass; on a GPU it is not waited for.
    ///
    /// - Parameter focalLengths: One for each photo.
    func submit(
        _ photos: [Photo], _ focalLengths: [FocalLengthOption?], _ options: EstimationOptions
    ) throws -> PendingEstimate {
        var known: [FocalLength?] = []
        for (photo, option) in zip(photos, focalLengths) { known.append(try focalLength(of: photo, option, options)) }
        return try withInferenceMode { try run(network(), photos, known, options) }
    }

    // MARK: Steps

    private func network() throws -> DepthProNetwork {
        if let loaded { return loaded }
        let network = try checkpoint.load(
            type: types.weights, arithmetic: types.arithmetic, device: device,
            multipliesAsFloat8: types.multipliesAsFloat8)
        loaded = network
        return network
    }

    private func schedule(batch: Int) throws(TorchError) -> DepthProNetwork.Schedule {
        if let known = schedules[batch] { return known }
        let schedule = try types.schedule(checkpoint.configuration, batch: batch, device: device)
        schedules[batch] = schedule
        return schedule
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
    ) throws -> PendingEstimate {
        let configuration = network.configuration
        let inputs = try photos.map {
            try ImageInput.tensor(
                $0.image, rows: configuration.inputRows, columns: configuration.inputColumns,
                antialiases: configuration.antialiasesInput, device: device)
        }
        let pictures = try Tensor.concatenated(inputs, axis: 0).to(types.arithmetic)
        let (asks, schedule) = (known.contains { $0 == nil }, try schedule(batch: photos.count))
        var output = try network(pictures, wantsFieldOfView: asks, schedule: schedule)
        if options.averagesMirrored {
            let mirrored = try network(pictures.flipped(3), wantsFieldOfView: asks, schedule: schedule)
            output = try output.mean(withMirrored: mirrored, output: configuration.output)
        }
        let degrees = try output.fieldOfView?.to(.float32)
        var parts: [PendingEstimate.Part] = []
        var facts: [Tensor] = []
        for (index, photo) in photos.enumerated() {
            let canonical = try output.canonicalInverseDepth.narrowed(0, from: index, count: 1)
            // What is not finite stays so when multiplied by 0.
            facts.append(try (canonical.to(.float32) * 0).sum().reshaped([1]))
            parts.append(try part(of: photo, canonical, known[index], degrees, index, options))
        }
        if let degrees { facts.append(degrees) }
        return PendingEstimate(
            parts: parts, facts: try DepthOutput.arriving(.concatenated(facts, axis: 0), isDirect: isDirect(1)),
            end: try QueueMark(on: device), precision: precision)
    }

    /// Where there is no queue, numbers need no memory to wait in; for very large photos it would be too much.
    private func isDirect(_ count: Int) -> Bool { device.kind != .cuda || count > 64 << 20 }

    private func part(
        of photo: Photo, _ canonical: Tensor, _ known: FocalLength?, _ degrees: Tensor?, _ index: Int,
        _ options: EstimationOptions
    ) throws(TorchError) -> PendingEstimate.Part {
        let configuration = checkpoint.configuration
        let unit = configuration.focalUnit.pixels(width: Double(photo.width), height: Double(photo.height))
        let ratio =
            if known == nil, let degrees {
                try (degrees.narrowed(0, from: index, count: 1) * (.pi / 360)).tan() * 2
            } else {
                try Tensor(unit / (known?.pixels ?? .nan), device: device)
            }
        let shape = canonical.shape
        return PendingEstimate.Part(
            width: photo.width, height: photo.height, unit: unit, focalLength: known,
            metres: try DepthOutput.arrivingMetres(
                canonical, width: photo.width, height: photo.height, unitOverFocalLength: ratio,
                isDirect: isDirect(photo.width * photo.height)),
            canonical: options.keepsCanonicalInverseDepth
                ? (shape[2], shape[3], try DepthOutput.arriving(canonical, isDirect: isDirect(1))) : nil)
    }
}
