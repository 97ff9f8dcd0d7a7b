extension DepthProConfiguration {
    /// Checks that the dimensions fit together, so that a network of them can run.
    ///
    /// - Throws: ``DepthProError`` with ``DepthProError/Code/invalidConfiguration`` that names the first misfit.
    public func validate() throws(DepthProError) {
        try patchEncoder.validate("patch encoder")
        try imageEncoder.validate("image encoder")
        try fieldOfView?.encoder.validate("field-of-view encoder")
        try require(!scales.isEmpty, "there is no scale")
        try require(levelCount >= 2, "the decoder needs at least two levels (scales and hooks)")
        try require(scales.map(\.ratio) == scales.map(\.ratio).sorted(), "the scales do not go from coarse to fine")
        for scale in scales {
            try require(scale.ratio > 0 && scale.ratio <= 1, "the scale \(scale.ratio) is not within 0 and 1")
            try require(scale.overlap >= 0 && scale.overlap < 1, "the overlap \(scale.overlap) is not within 0 and 1")
            try require((1...65536).contains(scale.featureWidth), "a scale has \(scale.featureWidth) channels")
            let side = Int(Double(min(inputRows, inputColumns)) * scale.ratio)
            try require(
                side >= tileSize, "the input of \(inputColumns)×\(inputRows) at ratio \(scale.ratio) is smaller than a tile")
        }
        for hook in hooks {
            try require((0..<patchEncoder.depth).contains(hook.block), "there is no block \(hook.block) to hook")
            try require((1...65536).contains(hook.featureWidth), "a hook has \(hook.featureWidth) channels")
        }
        try require((1...16384).contains(inputRows) && (1...16384).contains(inputColumns), "the input is too large")
        try require((2...65536).contains(decoderWidth) && decoderWidth % 2 == 0, "a decoder of \(decoderWidth) channels")
        try require((1...65536).contains(headWidth), "a head of \(headWidth) channels")
        try require((0...1024).contains(mergePadding), "a merge padding of \(mergePadding)")
        if let fieldOfView {
            try require(
                (0...16).contains(fieldOfView.headLayers) && decoderWidth >> fieldOfView.headLayers > 0,
                "a field-of-view head of \(fieldOfView.headLayers) layers")
        }
    }

    private func require(_ holds: Bool, _ message: String) throws(DepthProError) {
        guard holds else { throw DepthProError(.invalidConfiguration, "The configuration does not fit: \(message)") }
    }
}

extension VisionTransformerConfiguration {
    fileprivate func validate(_ name: String) throws(DepthProError) {
        let fits =
            (1...65536).contains(width) && (1...1024).contains(depth) && heads > 0 && width % heads == 0
            && (1...262_144).contains(feedForwardWidth) && (1...16384).contains(imageSize) && patchSize > 0
            && imageSize % patchSize == 0 && normEpsilon > 0
        guard fits else {
            throw DepthProError(
                .invalidConfiguration,
                "The configuration does not fit: the \(name) has \(width) channels, \(depth) blocks, \(heads) heads, "
                    + "\(feedForwardWidth) feed-forward channels, images of \(imageSize) and patches of \(patchSize) pixels")
        }
    }
}
