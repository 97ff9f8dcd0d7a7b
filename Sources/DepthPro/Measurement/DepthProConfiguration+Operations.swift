extension DepthProConfiguration {
    /// The tiles of one image at each level, coarse to fine.
    package var tileCounts: [Int] {
        scales.map { scale in
            let rows = Int(Double(inputRows) * scale.ratio), columns = Int(Double(inputColumns) * scale.ratio)
            guard rows != tileSize || columns != tileSize else { return 1 }
            let step = max(1, Int(Double(tileSize) * (1 - scale.overlap)))
            return ((rows - tileSize) / step + 1) * ((columns - tileSize) / step + 1)
        }
    }

    /// Patches cut from every border between two tiles of a level, as the reference does: none for fewer than four tiles, and
    /// never more than half a tile from both ends.
    ///
    /// - Parameters:
    ///   - padding: What is asked for; ``mergePadding`` over the level's ratio.
    ///   - tiles: Of one image at that level.
    ///   - grid: Patches along a tile's side.
    package static func cut(_ padding: Int, tiles: Int, grid: Int) -> Int { tiles < 4 ? 0 : min(grid / 4, padding) }

    /// The arithmetic of one image, in floating-point operations, a multiplication and an addition being two: that of
    /// matrix products and convolutions, without what goes element by element.
    ///
    /// It is the arithmetic that the architecture asks for; whoever rearranges it may need less.
    package var operations: [NetworkStage: Double] {
        var operations: [NetworkStage: Double] = [:]
        for (level, tiles) in tileCounts.enumerated() {
            operations[.patchEncoder(level: level, of: tileCounts.count)] = Double(tiles) * patchEncoder.operations
        }
        operations[.imageEncoder] = imageEncoder.operations
        operations[.projections] = projectionOperations
        operations[.decoder] = decoderOperations
        operations[.head] = headOperations
        if let fieldOfView {
            operations[.fieldOfViewEncoder] = fieldOfView.encoder.operations
            // Three small convolutions, counted as the first of them.
            let pixels = Double(imageEncoder.gridSize * imageEncoder.gridSize)
            operations[.fieldOfViewHead] = 9 * Double(decoderWidth * decoderWidth) * pixels
        }
        return operations
    }

    /// Pixels of the decoder's skip at a level, which is twice the base at the coarsest.
    private func pixels(atLevel level: Int) -> Double {
        let base = baseMapSize(rows: inputRows, columns: inputColumns)
        return Double(base.rows << (level + 1)) * Double(base.columns << (level + 1))
    }

    private var projectionOperations: Double {
        let width = Double(patchEncoder.width)
        var sum = 0.0
        for (level, scale) in scales.enumerated() {
            let (outputs, from) = (Double(scale.featureWidth), pixels(atLevel: level) / 4)
            sum += 2 * width * outputs * from + 8 * outputs * outputs * from
        }
        let finest = pixels(atLevel: scales.count - 1) / 4
        for (index, hook) in hooks.enumerated() {
            let (outputs, middle) = (Double(hook.featureWidth), Double(index == 0 ? decoderWidth : hook.featureWidth))
            sum += 2 * width * middle * finest
            var from = finest
            for doubling in 0..<2 + index {
                sum += 8 * (doubling == 0 ? middle : outputs) * outputs * from
                from *= 4
            }
        }
        let (coarse, base) = (Double(scales[0].featureWidth), pixels(atLevel: 0) / 4)
        return sum + 8 * Double(imageEncoder.width) * coarse * base + 4 * coarse * coarse * 4 * base
    }

    private var decoderOperations: Double {
        let widths = scales.map(\.featureWidth) + hooks.map(\.featureWidth)
        let own = Double(decoderWidth)
        var sum = 0.0
        for (level, width) in widths.enumerated() {
            let pixels = pixels(atLevel: level)
            let isFinest = level == widths.count - 1
            if !isFinest || width != decoderWidth { sum += 18 * Double(width) * own * pixels }
            sum += (level == 0 ? 2 : 4) * 18 * own * own * pixels
            sum += isFinest ? 2 * own * own * pixels : 8 * own * own * pixels * 2
        }
        return sum
    }

    private var headOperations: Double {
        let (own, half, narrow) = (Double(decoderWidth), Double(decoderWidth / 2), Double(headWidth))
        let pixels = pixels(atLevel: levelCount - 1)
        return 18 * own * half * pixels + 8 * half * half * pixels + (18 * half * narrow + 2 * narrow) * 4 * pixels
    }
}

extension VisionTransformerConfiguration {
    /// The arithmetic of one image; see ``DepthProConfiguration/operations``.
    var operations: Double {
        let patches = Double(gridSize * gridSize)
        let (tokens, width, hidden) = (patches + 1, Double(width), Double(feedForwardWidth))
        let linear = 2 * tokens * width * (4 * width + (feedForward == .swiglu ? 3 : 2) * hidden)
        let attention = 4 * tokens * tokens * width
        return Double(depth) * (linear + attention) + embeddingOperations
    }

    /// Of pixels made patches.
    private var embeddingOperations: Double {
        let patches = Double(gridSize * gridSize)
        guard let stem else { return 6 * patches * Double(width * patchSize * patchSize) }
        var (inputs, pixels, sum) = (3.0, Double(imageSize * imageSize), 0.0)
        for (index, width) in stem.widths.map(Double.init).enumerated() {
            pixels /= 4
            let isFiltered = index == 0 && stem.filters != nil
            let first = isFiltered ? GaborBank.products + Double(GaborBank.channels) * width : 9 * inputs * width
            sum += 2 * pixels * (first + 9 * width * width)
            inputs = width
        }
        return sum + 2 * patches * inputs * Double(width)
    }
}
