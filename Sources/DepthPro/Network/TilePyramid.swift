internal import Torch

/// Cuts an image pyramid into overlapping tiles, and puts the tokens of tiles together again (paper, section 3.1).
struct TilePyramid {
    private let configuration: DepthProConfiguration

    init(_ configuration: DepthProConfiguration) { self.configuration = configuration }

    /// One level's tiles; tile by tile and, within a tile, image by image.
    struct Level {
        let tiles: [Tensor]
        /// Tiles of one image.
        let count: Int
    }

    /// The tiles of every scale, coarse to fine.
    ///
    /// - Parameter images: B×3×rows×columns.
    func levels(_ images: Tensor) throws(TorchError) -> [Level] {
        var levels: [Level] = []
        for scale in configuration.scales {
            let scaled = try resized(images, ratio: scale.ratio)
            let tiles = try split(scaled, overlap: scale.overlap)
            levels.append(Level(tiles: tiles, count: tiles.count))
        }
        return levels
    }

    private func resized(_ images: Tensor, ratio: Double) throws(TorchError) -> Tensor {
        guard ratio != 1 else { return images }
        let shape = images.shape
        return try images.resizedBilinear(
            rows: Int(Double(shape[2]) * ratio), columns: Int(Double(shape[3]) * ratio), scale: ratio)
    }

    /// Row by row. Pixels beyond the last whole step belong to no tile.
    private func split(_ image: Tensor, overlap: Double) throws(TorchError) -> [Tensor] {
        let side = configuration.tileSize
        let (rows, columns) = (image.shape[2], image.shape[3])
        guard rows != side || columns != side else { return [image] }
        let stride = max(1, Int(Double(side) * (1 - overlap)))
        var tiles: [Tensor] = []
        for top in Swift.stride(from: 0, through: rows - side, by: stride) {
            let row = try image.narrowed(2, from: top, count: side)
            for left in Swift.stride(from: 0, through: columns - side, by: stride) {
                tiles.append(try row.narrowed(3, from: left, count: side))
            }
        }
        return tiles
    }

    /// The map of one scale from its tiles' tokens.
    ///
    /// - Parameters:
    ///   - tokens: (tiles·B)×(1+grid²)×width, class token first; more tiles than a square number are left over.
    ///   - batch: B.
    ///   - padding: Tokens cut from every border that has a neighbour.
    /// - Returns: B×width×side×side, channels last in memory.
    static func merged(_ tokens: Tensor, batch: Int, padding: Int) throws(TorchError) -> Tensor {
        try merged(gridded(tokens), batch: batch, padding: padding, factor: 1)
    }

    /// The map of one scale from maps of its tiles that are `factor` times as fine as their tokens.
    ///
    /// - Parameter details: (tiles·B)×width×(factor·grid)×(factor·grid).
    static func merged(details: Tensor, batch: Int, padding: Int, factor: Int) throws(TorchError) -> Tensor {
        try merged(details.permuted([0, 2, 3, 1]), batch: batch, padding: padding, factor: factor)
    }

    /// - Parameter maps: Channels last.
    private static func merged(
        _ maps: Tensor, batch: Int, padding: Int, factor: Int
    ) throws(TorchError) -> Tensor {
        let tileCount = maps.shape[0] / batch
        guard tileCount > 1 else { return try maps.permuted([0, 3, 1, 2]) }
        let side = Int(Double(tileCount).squareRoot())
        let grid = maps.shape[1] / factor
        let padding = DepthProConfiguration.cut(padding, tiles: tileCount, grid: grid) * factor
        var rows: [Tensor] = []
        for row in 0..<side {
            var tiles: [Tensor] = []
            for column in 0..<side {
                let tile = try maps.narrowed(0, from: (row * side + column) * batch, count: batch)
                tiles.append(
                    try tile.cropped(1, padding, isFirst: row == 0, isLast: row == side - 1)
                        .cropped(2, padding, isFirst: column == 0, isLast: column == side - 1))
            }
            rows.append(try Tensor.concatenated(tiles, axis: 2))
        }
        return try Tensor.concatenated(rows, axis: 1).permuted([0, 3, 1, 2])
    }

    /// N×grid×grid×width without the class token.
    private static func gridded(_ tokens: Tensor) throws(TorchError) -> Tensor {
        let shape = tokens.shape
        let grid = Int(Double(shape[1]).squareRoot())
        return try tokens.narrowed(1, from: shape[1] - grid * grid, count: grid * grid)
            .reshaped([shape[0], grid, grid, shape[2]])
    }
}

extension Tensor {
    fileprivate func cropped(
        _ axis: Int, _ padding: Int, isFirst: Bool, isLast: Bool
    ) throws(TorchError) -> Tensor {
        let start = isFirst ? 0 : padding
        let end = shape[axis] - (isLast ? 0 : padding)
        return try narrowed(axis, from: start, count: end - start)
    }
}
