extension DepthProConfiguration {
    /// Checks that the dimensions fit together and stay within what a machine can hold, so that a network of them can
    /// run.
    ///
    /// - Throws: ``DepthProError`` with ``DepthProError/Code/invalidConfiguration`` that names the first misfit.
    public func validate() throws(DepthProError) {
        try require((1...16384).contains(inputRows) && (1...16384).contains(inputColumns), "the input is too large")
        try require(
            inputRows * inputColumns <= Limit.inputPixels, "the input of \(inputColumns)×\(inputRows) is too large")
        try patchEncoder.validate("patch encoder")
        try imageEncoder.validate("image encoder")
        try fieldOfView?.encoder.validate("field-of-view encoder")
        try validateScales()
        try validateHooks()
        try validateStems()
        try require(
            (2...65536).contains(decoderWidth) && decoderWidth % 2 == 0, "a decoder of \(decoderWidth) channels")
        try require((1...65536).contains(headWidth), "a head of \(headWidth) channels")
        try require((0...1024).contains(mergePadding), "a merge padding of \(mergePadding)")
        if let fieldOfView {
            try require(
                (0...16).contains(fieldOfView.headLayers) && decoderWidth >> fieldOfView.headLayers > 0,
                "a field-of-view head of \(fieldOfView.headLayers) layers")
        }
        try validateMaps()
    }

    /// Bounds far beyond any network in use (the published one has 35 tiles and maps of 0.3 billion elements), which
    /// keep a hostile configuration from asking for absurd memory or time.
    private enum Limit {
        static let inputPixels = 1 << 26
        static let scales = 8
        static let hooks = 8
        static let tiles = 4096
        static let mapElements = 1 << 32
    }

    private func validateScales() throws(DepthProError) {
        try require(!scales.isEmpty, "there is no scale")
        try require(scales.count <= Limit.scales, "\(scales.count) scales are more than \(Limit.scales)")
        try require(levelCount >= 2, "the decoder needs at least two levels (scales and hooks)")
        var tiles = 0
        for scale in scales {
            try require(scale.ratio > 0 && scale.ratio <= 1, "the scale \(scale.ratio) is not within 0 and 1")
            try require(scale.overlap >= 0 && scale.overlap < 1, "the overlap \(scale.overlap) is not within 0 and 1")
            try require((1...65536).contains(scale.featureWidth), "a scale has \(scale.featureWidth) channels")
            let rows = Int(Double(inputRows) * scale.ratio)
            let columns = Int(Double(inputColumns) * scale.ratio)
            try require(
                min(rows, columns) >= tileSize,
                "the input of \(inputColumns)×\(inputRows) at ratio \(scale.ratio) is smaller than a tile")
            let step = max(1, Int(Double(tileSize) * (1 - scale.overlap)))
            tiles += ((rows - tileSize) / step + 1) * ((columns - tileSize) / step + 1)
        }
        try require(tiles <= Limit.tiles, "\(tiles) tiles are more than \(Limit.tiles)")
        try require(scales.map(\.ratio) == scales.map(\.ratio).sorted(), "the scales do not go from coarse to fine")
    }

    private func validateHooks() throws(DepthProError) {
        try require(hooks.count <= Limit.hooks, "\(hooks.count) hooks are more than \(Limit.hooks)")
        for hook in hooks {
            try require((0..<patchEncoder.depth).contains(hook.block), "there is no block \(hook.block) to hook")
            try require((1...65536).contains(hook.featureWidth), "a hook has \(hook.featureWidth) channels")
        }
    }

    /// Every hook takes the map of a stage of its own to the decoder.
    private func validateStems() throws(DepthProError) {
        let others = [imageEncoder.stem, fieldOfView?.encoder.stem]
        try require(others.allSatisfy { $0 == nil }, "only the patch encoder can have a stem")
        guard let stem = patchEncoder.stem else { return }
        try require(
            hooks.count + 2 <= stem.widths.count,
            "a stem of \(stem.widths.count) stages has maps for \(stem.widths.count - 2) hooks, not for \(hooks.count)")
    }

    /// Each level's map must exist, and fit memory.
    private func validateMaps() throws(DepthProError) {
        let base = baseMapSize(rows: inputRows, columns: inputColumns)
        try require(base.rows > 0, "an input of \(inputColumns)×\(inputRows) leaves no row for the coarsest map")
        let widths = scales.map(\.featureWidth) + hooks.map(\.featureWidth)
        // The head's maps are twice as large as the finest level's.
        for (level, width) in (widths + [headWidth]).enumerated() {
            let doublings = level + 1
            let area = (base.rows << doublings).multipliedReportingOverflow(by: base.columns << doublings)
            let elements = area.partialValue.multipliedReportingOverflow(by: max(width, decoderWidth))
            try require(
                !area.overflow && !elements.overflow && elements.partialValue <= Limit.mapElements,
                "the map of level \(level) has \(max(width, decoderWidth)) channels of "
                    + "\(base.columns << doublings)×\(base.rows << doublings), which no memory holds")
        }
    }

    private func require(_ holds: Bool, _ message: String) throws(DepthProError) {
        guard holds else { throw DepthProError(.invalidConfiguration, "the configuration does not fit: \(message)") }
    }
}

extension VisionTransformerConfiguration {
    /// The most patches along one side; the published networks have 24.
    private static let maximumGrid = 256

    fileprivate func validate(_ name: String) throws(DepthProError) {
        let fits =
            (1...65536).contains(width) && (1...1024).contains(depth) && heads > 0 && width % heads == 0
            && (1...262_144).contains(feedForwardWidth) && (1...16384).contains(imageSize) && patchSize > 0
            && imageSize % patchSize == 0 && gridSize <= Self.maximumGrid && normEpsilon > 0 && normEpsilon.isFinite
        if let stem {
            guard stem.widths.count >= 2, stem.widths.allSatisfy({ (1...65536).contains($0) }),
                stem.widths.count < 16, patchSize == 1 << stem.widths.count
            else {
                throw DepthProError(
                    .invalidConfiguration,
                    "the configuration does not fit: the \(name)'s stem of \(stem.widths.count) stages, which takes at least 2 "
                        + "and a patch of 2 to the power of their number of pixels, not of \(patchSize)")
            }
        }
        guard fits else {
            throw DepthProError(
                .invalidConfiguration,
                "the configuration does not fit: the \(name) has \(width) channels, \(depth) blocks, \(heads) heads, "
                    + "\(feedForwardWidth) feed-forward channels, images of \(imageSize) and patches of \(patchSize) pixels"
            )
        }
    }
}
