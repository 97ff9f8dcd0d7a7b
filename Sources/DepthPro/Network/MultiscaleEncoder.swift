internal import Torch

/// The patch encoder over all tiles, the image encoder over the whole, and the projections of their maps
/// (paper, section 3.1; Apple's `DepthProEncoder`).
struct MultiscaleEncoder {
    /// One map a decoder level, coarse to fine.
    struct Features {
        /// All levels but the finest, ready for the decoder.
        var skips: [Tensor]
        /// The finest level before its projection, a quarter of the memory: see ``MultiscaleEncoder/projectFinest(_:)``.
        let finest: Tensor
        /// The stem's map of the finest level, where there is a stem.
        let finestDetail: Tensor?
    }

    /// What the tiles say, put together: a map a level, coarse to fine, and the stem's maps for each where there is a stem.
    private struct LevelMaps {
        let maps: [Tensor]
        let details: [Tensor]

        func detail(_ level: Int) -> Tensor? { details.isEmpty ? nil : details[level] }
    }

    /// What the patch encoder makes of the tiles.
    private struct TileFeatures {
        let final: Tensor
        let hooked: [Tensor]
        /// The stem's maps twice as fine as the tokens, of all tiles; then those of the finest level for each hook.
        let details: [Tensor]
    }

    private let configuration: DepthProConfiguration
    private let patchEncoder: VisionTransformer
    private let imageEncoder: VisionTransformer
    private let scaleUpsamplers: [FeatureUpsampler]
    private let hookUpsamplers: [FeatureUpsampler]
    private let imageUpsampler: TransposedConvolution2D
    private let fusion: Convolution2D

    init(_ parameters: Parameters, _ configuration: DepthProConfiguration) throws(TorchError) {
        self.configuration = configuration
        let width = configuration.patchEncoder.width
        let coarseWidth = configuration.scales[0].featureWidth
        patchEncoder = try VisionTransformer(parameters / "patch_encoder", configuration.patchEncoder)
        imageEncoder = try VisionTransformer(parameters / "image_encoder", configuration.imageEncoder)

        // In checkpoints 0 is the finest.
        var scaleUpsamplers: [FeatureUpsampler] = []
        for (index, scale) in configuration.scales.enumerated() {
            scaleUpsamplers.append(
                try FeatureUpsampler(
                    parameters / "upsample\(configuration.scales.count - 1 - index)", inputs: width,
                    middle: scale.featureWidth, outputs: scale.featureWidth, doublings: 1,
                    stem: configuration.patchEncoder.stemWidth(doublings: 1)))
        }
        self.scaleUpsamplers = scaleUpsamplers
        var hookUpsamplers: [FeatureUpsampler] = []
        for (index, hook) in configuration.hooks.enumerated() {
            hookUpsamplers.append(
                try FeatureUpsampler(
                    parameters / "upsample_latent\(configuration.hooks.count - 1 - index)", inputs: width,
                    middle: index == 0 ? configuration.decoderWidth : hook.featureWidth, outputs: hook.featureWidth,
                    doublings: 2 + index, stem: configuration.patchEncoder.stemWidth(doublings: 2 + index)))
        }
        self.hookUpsamplers = hookUpsamplers
        imageUpsampler = try TransposedConvolution2D(
            parameters / "upsample_lowres", inputs: configuration.imageEncoder.width, outputs: coarseWidth, bias: true)
        fusion = try Convolution2D(
            parameters / "fuse_lowres", inputs: 2 * coarseWidth, outputs: coarseWidth, size: 1)
    }

    /// - Parameters:
    ///   - images: B×3×rows×columns in [-1, 1].
    ///   - beside: Where the whole image is looked at while the tiles are; `alongside` as well, and joined then.
    ///   - alongside: What else only needs the images.
    func callAsFunction(
        _ images: Tensor, _ schedule: DepthProNetwork.Schedule, beside: SideQueue, observe: StageObserver?,
        alongside: () throws(TorchError) -> Void
    ) throws(TorchError) -> Features {
        let maps = try patchMaps(images, schedule, observe: observe)
        let whole = try beside.run { () throws(TorchError) in
            let map = try wholeMap(images, recomputesBlocks: schedule.recomputesBlocks, observe: observe)
            try alongside()
            return map
        }
        try beside.join()
        return try upsample(maps, whole: whole, observe: observe)
    }

    /// The coarsest level of ``Features/skips`` alone, for which most tiles need not be looked at.
    func coarsest(_ images: Tensor) throws(TorchError) -> Tensor {
        let level = try TilePyramid(configuration).levels(images)[0]
        let output = try patchEncoder(.concatenated(level.tiles, axis: 0))
        let base = baseSize(of: images)
        let map = try TilePyramid.merged(output.tokens, batch: images.shape[0], padding: padding(ofScale: 0))
            .resizedIfNeeded(rows: base.rows, columns: base.columns)
        var own: Tensor?
        if output.details.count > 1 {
            own = try detail(output.details[output.details.count - 2], of: images, scale: 0, doublings: 1)
        }
        let whole = try wholeMap(images, recomputesBlocks: false, observe: nil)
        return try fusedCoarsest(map, detail: own, whole: whole, observe: nil)
    }

    /// ``Features/finest`` up to its last doubling, which ``finishFinest(_:)`` does.
    func projectFinest(_ map: Tensor) throws(TorchError) -> Tensor { try finestUpsampler.head(map) }

    /// What the stem adds to the finest level after its last doubling.
    func projectFinestDetail(_ map: Tensor?) throws(TorchError) -> Tensor? { try finestUpsampler.project(map) }

    /// The last doubling of the finest level, or of a strip of its rows.
    func finishFinest(_ rows: Tensor) throws(TorchError) -> Tensor { try finestUpsampler.last(rows) }

    private var finestUpsampler: FeatureUpsampler { hookUpsamplers.last ?? scaleUpsamplers[scaleUpsamplers.count - 1] }

    // MARK: Tiles

    private func patchMaps(
        _ images: Tensor, _ schedule: DepthProNetwork.Schedule, observe: StageObserver?
    ) throws(TorchError) -> LevelMaps {
        let batch = images.shape[0]
        let levels = try TilePyramid(configuration).levels(images)
        let tokens = try encode(levels, schedule, observe: observe)
        let base = baseSize(of: images)

        var scales: [Tensor] = []
        var details: [Tensor] = []
        var end = levels.reduce(0) { $0 + $1.count }
        for (index, level) in levels.enumerated() {
            // Finest first among the tiles, so the coarsest level is the last of them.
            end -= level.count
            let own = try tokens.final.narrowed(0, from: end * batch, count: level.count * batch)
            let map = try TilePyramid.merged(own, batch: batch, padding: padding(ofScale: index))
            scales.append(try map.resizedIfNeeded(rows: base.rows << index, columns: base.columns << index))
            try observe?("merged.\(index)", scales[index])
            guard let all = tokens.details.first else { continue }
            let tiles = try all.narrowed(0, from: end * batch, count: level.count * batch)
            details.append(try detail(tiles, of: images, scale: index, doublings: 1))
            try observe?("detail.\(index)", details[index])
        }

        var hooks: [Tensor] = []
        let finest = configuration.scales.count - 1
        for (index, hooked) in tokens.hooked.enumerated() {
            let map = try TilePyramid.merged(hooked, batch: batch, padding: padding(ofScale: finest))
            hooks.append(try map.resizedIfNeeded(rows: base.rows << finest, columns: base.columns << finest))
            try observe?("latent.\(index)", hooks[index])
        }
        for (index, tiles) in tokens.details.dropFirst().enumerated() {
            details.append(try detail(tiles, of: images, scale: finest, doublings: 2 + index))
            try observe?("detail.\(details.count - 1)", details[details.count - 1])
        }
        return LevelMaps(maps: scales + hooks, details: details)
    }

    /// The stem's map of a scale, as large as the tokens' doubled so many times.
    ///
    /// - Parameter tiles: That map of the scale's tiles; more tiles than a square number are left over.
    private func detail(
        _ tiles: Tensor, of images: Tensor, scale: Int, doublings: Int
    ) throws(TorchError) -> Tensor {
        let base = baseSize(of: images)
        return try TilePyramid.merged(
            details: tiles, batch: images.shape[0], padding: padding(ofScale: scale), factor: 1 << doublings
        ).resizedIfNeeded(rows: base.rows << (scale + doublings), columns: base.columns << (scale + doublings))
    }

    /// Tokens cut from every inner border of a scale's tiles.
    private func padding(ofScale index: Int) -> Int {
        Int(Double(configuration.mergePadding) / configuration.scales[index].ratio)
    }

    /// The tokens of all tiles, finest level first, in passes of bounded memory.
    private func encode(
        _ levels: [TilePyramid.Level], _ schedule: DepthProNetwork.Schedule, observe: StageObserver?
    ) throws(TorchError) -> TileFeatures {
        let tiles = levels.reversed().flatMap(\.tiles)
        if let observe, observe.keepsEverything { try observe("patches", .concatenated(tiles, axis: 0)) }
        let blocks = configuration.hooks.map(\.block)
        // A hook's map is put together from the first square number of tiles: the finest level's.
        let side = Int(Double(tiles.count).squareRoot())
        let kept = observe?.keepsEverything == true ? tiles.count : side * side

        var final: [Tensor] = []
        var hooked = [[Tensor]](repeating: [], count: blocks.count)
        // Of all tiles for the scales, then of the finest level's for the hooks.
        var details = [[Tensor]](repeating: [], count: configuration.patchEncoder.stem == nil ? 0 : 1 + blocks.count)
        for start in stride(from: 0, to: tiles.count, by: schedule.tilesPerPass) {
            let pass = Array(tiles[start..<min(start + schedule.tilesPerPass, tiles.count)])
            let wantsHooks = start < kept
            let output = try patchEncoder(
                .concatenated(pass, axis: 0), hooks: wantsHooks ? Set(blocks) : [],
                recomputesBlocks: schedule.recomputesBlocks)
            final.append(output.tokens)
            try observe?("pass.\(start)", output.tokens)
            for index in details.indices where index == 0 || wantsHooks {
                details[index].append(output.details[output.details.count - 2 - index])
            }
            guard wantsHooks else { continue }
            for (index, block) in blocks.enumerated() {
                if let tokens = output.hooked[block] { hooked[index].append(tokens) }
            }
        }
        var joined: [Tensor] = []
        for (index, tokens) in hooked.enumerated() {
            joined.append(try .concatenated(tokens, axis: 0))
            try observe?("hook.\(index)", joined[index])
        }
        let tokens = try Tensor.concatenated(final, axis: 0)
        try observe?("tokens.patch", tokens)
        var joinedDetails: [Tensor] = []
        for maps in details { joinedDetails.append(try .concatenated(maps, axis: 0)) }
        return TileFeatures(final: tokens, hooked: joined, details: joinedDetails)
    }

    // MARK: The whole image

    private func wholeMap(
        _ images: Tensor, recomputesBlocks: Bool, observe: StageObserver?
    ) throws(TorchError) -> Tensor {
        let size = configuration.imageEncoder.imageSize
        let tokens = try imageEncoder(
            images.resizedIfNeeded(rows: size, columns: size), recomputesBlocks: recomputesBlocks
        ).tokens
        try observe?("tokens.image", tokens)
        let base = baseSize(of: images)
        let map = try TilePyramid.merged(tokens, batch: images.shape[0], padding: 0)
            .resizedIfNeeded(rows: base.rows, columns: base.columns)
        try observe?("global", map)
        return map
    }

    /// The size of the coarsest map: the input halved until its columns are near the image encoder's grid.
    private func baseSize(of images: Tensor) -> (rows: Int, columns: Int) {
        configuration.baseMapSize(rows: images.shape[2], columns: images.shape[3])
    }

    // MARK: Projections

    private func upsample(
        _ levels: LevelMaps, whole: Tensor, observe: StageObserver?
    ) throws(TorchError) -> Features {
        let upsamplers = scaleUpsamplers + hookUpsamplers
        precondition(upsamplers.count > 1, "the decoder needs two levels")
        let finest = upsamplers.count - 1
        var skips = [try fusedCoarsest(levels.maps[0], detail: levels.detail(0), whole: whole, observe: observe)]
        for level in 1..<finest {
            skips.append(try upsamplers[level](levels.maps[level], detail: levels.detail(level)))
            try observe?(name(ofLevel: level), skips[level])
        }
        return Features(skips: skips, finest: levels.maps[finest], finestDetail: levels.detail(finest))
    }

    private func fusedCoarsest(
        _ map: Tensor, detail: Tensor?, whole: Tensor, observe: StageObserver?
    ) throws(TorchError) -> Tensor {
        let coarse = try scaleUpsamplers[0](map, detail: detail)
        try observe?("upsampled.merged.0", coarse)
        let global = try imageUpsampler(whole)
        try observe?("upsampled.global", global)
        let fused = try fusion(.concatenated([coarse, global], axis: 1))
        try observe?("fused_lowres", fused)
        return fused
    }

    /// The observer's name of what ``finishFinest(_:)`` gives.
    var finestName: String { name(ofLevel: configuration.levelCount - 1) }

    private func name(ofLevel level: Int) -> String {
        level < configuration.scales.count
            ? "upsampled.merged.\(level)" : "upsampled.latent.\(level - configuration.scales.count)"
    }
}

extension DepthProConfiguration {
    /// Rows and columns of the coarsest map for an input of that size.
    func baseMapSize(rows: Int, columns: Int) -> (rows: Int, columns: Int) {
        guard resizesMaps else { return (imageEncoder.gridSize, imageEncoder.gridSize) }
        var halvings = 0
        while columns >> (halvings + 1) >= imageEncoder.gridSize, halvings < 30 { halvings += 1 }
        return (rows >> halvings, columns >> halvings)
    }

    /// Rows and columns of what the decoder makes of an input of ``inputRows`` and ``inputColumns``, which each of its levels
    /// and the head double.
    package var outputSize: (rows: Int, columns: Int) {
        let base = baseMapSize(rows: inputRows, columns: inputColumns)
        return (base.rows << (levelCount + 1), base.columns << (levelCount + 1))
    }
}

extension Tensor {
    /// Bilinear, corners not aligned; itself where the size is right.
    func resizedIfNeeded(rows: Int, columns: Int) throws(TorchError) -> Tensor {
        let shape = shape
        guard shape[2] != rows || shape[3] != columns else { return self }
        return try resizedBilinear(rows: rows, columns: columns)
    }
}

extension VisionTransformerConfiguration {
    /// Channels of the stem's map that is as large as the tokens' doubled so many times; `nil` without a stem.
    fileprivate func stemWidth(doublings: Int) -> Int? {
        stem.map { $0.widths[$0.widths.count - 1 - doublings] }
    }
}
