internal import Torch

/// Fuses the maps of all levels from coarse to fine (paper, section 3.1; Apple's `MultiresConvDecoder` and head).
struct MultiresolutionDecoder {
    private let projections: [Convolution2D?]
    private let fusions: [FusionBlock]
    private let head: DepthHead

    init(_ parameters: Parameters, _ configuration: DepthProConfiguration) throws(TorchError) {
        let widths = configuration.scales.map(\.featureWidth) + configuration.hooks.map(\.featureWidth)
        let decoder = parameters / "decoder"
        var projections: [Convolution2D?] = []
        var fusions: [FusionBlock] = []
        for (level, width) in widths.enumerated() {
            let isFinest = level == widths.count - 1
            // In checkpoints 0 is the finest, and it has no weights where the widths agree already.
            let name = widths.count - 1 - level
            projections.append(
                isFinest && width == configuration.decoderWidth
                    ? nil
                    : try Convolution2D(
                        decoder / "convs" / name, inputs: width, outputs: configuration.decoderWidth, size: 3,
                        padding: 1, bias: false))
            fusions.append(try FusionBlock(decoder / "fusions" / name, configuration, doubles: !isFinest))
        }
        self.projections = projections
        self.fusions = fusions
        head = try DepthHead(parameters / "head", configuration)
    }

    /// What the coarse levels leave for the fine one, and for the field of view.
    struct Coarse {
        /// Before the doubling of the last level but one.
        let joined: Tensor
        /// The projection of the coarsest level: B×decoderWidth×2·base.
        let lowest: Tensor
    }

    /// All levels but the finest.
    func coarse(_ skips: [Tensor], observe: StageObserver?) throws(TorchError) -> Coarse {
        var running: Strip?
        var joined: Strip?
        var lowest: Tensor?
        for (level, skip) in skips.enumerated() {
            let projected = try project(Strip(skip, rows: 0..<skip.shape[2]), level: level)
            try observe?("projected.\(level)", projected.tensor)
            lowest = lowest ?? projected.tensor
            joined = try fusions[level].join(running, skip: projected)
            guard level < skips.count - 1, let joined else { continue }
            running = try fusions[level].finish(joined)
            if let running { try observe?("fusion.\(level)", running.tensor) }
        }
        guard let joined, let lowest else { preconditionFailure("the decoder needs two levels") }
        return Coarse(joined: joined.tensor, lowest: lowest)
    }

    /// The finest level and the head.
    ///
    /// - Parameters:
    ///   - finest: The encoder's finest map before its last doubling, as large as `coarse.joined`.
    ///   - finishFinest: That doubling.
    ///   - stripRows: Rows of the finest map to compute at a time; even.
    /// - Returns: Canonical inverse depth, B×1×rows×columns.
    func fine(
        _ coarse: Coarse, finest: Tensor, finishFinest: (Tensor) throws(TorchError) -> Tensor, stripRows: Int,
        observe: StageObserver?
    ) throws(TorchError) -> Tensor {
        let total = finest.shape[2] * 2
        var strips: [Tensor] = []
        for start in stride(from: 0, to: total, by: stripRows) {
            let rows = start..<min(start + stripRows, total)
            // What the 3×3 convolutions on the way take away, in rows of the map before the doubling.
            let needed = max(0, rows.lowerBound - Self.halo) / 2..<(min(total, rows.upperBound + Self.halo) + 1) / 2
            let running = try fusions[fusions.count - 2].finish(Strip(coarse.joined, rows: needed))
            try observe?("fusion.\(fusions.count - 2)", running.tensor)
            let skip = try Strip(finest, rows: needed).doubled(finishFinest)
            let depth = try fine(running, skip: skip, observe: observe)
            strips.append(try depth.cropped(to: rows.lowerBound * 2..<rows.upperBound * 2).tensor)
        }
        return try strips.count == 1 ? strips[0] : Tensor.concatenated(strips, axis: 2)
    }

    /// One convolution of the projection, four of the fusion, two of the head.
    private static let halo = 7

    private func fine(_ running: Strip, skip: Strip, observe: StageObserver?) throws(TorchError) -> Strip {
        let level = fusions.count - 1
        let projected = try project(skip, level: level)
        try observe?("projected.\(level)", projected.tensor)
        let fused = try fusions[level].finish(fusions[level].join(running, skip: projected))
        try observe?("fusion.\(level)", fused.tensor)
        return try head(fused, observe: observe)
    }

    private func project(_ skip: Strip, level: Int) throws(TorchError) -> Strip {
        guard let projection = projections[level] else { return skip }
        return try skip.convolved(projection)
    }
}
