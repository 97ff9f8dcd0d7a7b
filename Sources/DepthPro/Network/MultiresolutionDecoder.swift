internal import Torch

/// Fuses the maps of all levels from coarse to fine (paper, section 3.1; Apple's `MultiresConvDecoder` and head).
struct MultiresolutionDecoder {
    private let projections: [Convolution2D?]
    private let fusions: [FusionBlock]
    private let head: DepthHead
    /// The last fusion's projection and the head as one, where layers may be composed.
    private let composedHead: ComposedHead?

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
        let head = try DepthHead(parameters / "head", configuration)
        self.head = head
        composedHead =
            try parameters.composesLayers
            ? fusions.last?.projection.map { projection throws(TorchError) in try ComposedHead(projection, head) } : nil
    }

    /// What the coarse levels leave for the fine one, and for the field of view.
    struct Coarse {
        /// Before the doubling of the last level but one.
        let joined: Tensor
        /// The projection of the coarsest level: B×decoderWidth×2·base.
        let lowest: Tensor
    }

    /// ``Coarse/lowest`` alone.
    func lowest(_ skip: Tensor) throws(TorchError) -> Tensor { try project(Strip(skip), level: 0).tensor }

    /// All levels but the finest.
    ///
    /// - Parameters:
    ///   - skips: Emptied on the way, so that each map's memory is free as soon as it is used.
    ///   - stripRows: Rows of the finest map to compute at a time; coarser maps in proportion.
    func coarse(
        taking skips: inout [Tensor], stripRows: Int, observe: StageObserver?
    ) throws(TorchError) -> Coarse {
        let lowest = try project(Strip(skips[0]), level: 0)
        try observe?("projected.0", lowest.tensor)
        skips.removeFirst()
        var joined = try fusions[0].join(nil, skip: lowest).tensor
        for level in 1..<fusions.count - 1 {
            let running = try fusions[level - 1].finish(Strip(joined)).tensor
            try observe?("fusion.\(level - 1)", running)
            let skip = skips.removeFirst()
            // One convolution of the projection, four of the join.
            joined = try Strip.assembled(rows: running.shape[2], by: stripRows, halo: 5) { (rows) throws(TorchError) in
                let projected = try project(Strip(skip, rows: rows), level: level)
                try observe?("projected.\(level)", projected.tensor)
                let joined = try fusions[level].join(Strip(running, rows: rows), skip: projected)
                try observe?("joined.\(level)", joined.tensor)
                return joined
            }
        }
        return Coarse(joined: joined, lowest: lowest.tensor)
    }

    /// The finest level and the head.
    ///
    /// - Parameters:
    ///   - finest: The encoder's finest map before its last doubling, as large as `coarse.joined`.
    ///   - finishFinest: That doubling.
    ///   - detail: What is added to its result, where there is a stem.
    ///   - stripRows: Rows of the finest map to compute at a time.
    /// - Returns: Canonical inverse depth, B×1×rows×columns.
    func fine(
        _ coarse: Coarse, finest: Tensor, finishFinest: (Tensor) throws(TorchError) -> Tensor, detail: Tensor?,
        stripRows: Int, observe: StageObserver?
    ) throws(TorchError) -> Tensor {
        // In rows of the map before the doubling: one convolution of the projection, four of the join and two of the
        // head take 7 of the finest map.
        let halo = 4
        let rows = finest.shape[2]
        return try Strip.assembled(rows: rows, by: max(1, stripRows / 2), halo: halo) { (rows) throws(TorchError) in
            // In a function of its own, whose tensors are free before the head wants memory.
            let joined = try joinFinest(coarse, finest, finishFinest, detail, rows: rows, observe: observe)
            if let composedHead { return try composedHead(joined, observe: observe) }
            let fused = try fusions[fusions.count - 1].finish(joined)
            try observe?("fusion.\(fusions.count - 1)", fused.tensor)
            return try head(fused, observe: observe)
        }
    }

    private func joinFinest(
        _ coarse: Coarse, _ finest: Tensor, _ finishFinest: (Tensor) throws(TorchError) -> Tensor, _ detail: Tensor?,
        rows: Range<Int>, observe: StageObserver?
    ) throws(TorchError) -> Strip {
        let level = fusions.count - 1
        let running = try fusions[level - 1].finish(Strip(coarse.joined, rows: rows))
        try observe?("fusion.\(level - 1)", running.tensor)
        var doubled = try Strip(finest, rows: rows).doubled(finishFinest)
        if let detail { doubled = try doubled.adding(detail) }
        let skip = try project(doubled, level: level)
        try observe?("projected.\(level)", skip.tensor)
        let joined = try fusions[level].join(running, skip: skip)
        try observe?("joined.\(level)", joined.tensor)
        return joined
    }

    private func project(_ skip: Strip, level: Int) throws(TorchError) -> Strip {
        guard let projection = projections[level] else { return skip }
        return try skip.convolved(projection)
    }
}
