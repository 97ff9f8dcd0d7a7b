public import Images

/// Many frames in one picture: each photograph with its coloured depth beside it.
public struct ContactSheet: Sendable {
    /// One photograph and its depth, small.
    public struct Tile: Sendable {
        fileprivate let photo: RGBImage
        fileprivate let depth: RGBImage

        /// Shrinks a frame to `width` pixels across.
        public init(_ photo: RGBImage, _ depth: FloatRaster, width: Int = 256) {
            precondition(width > 0, "A tile needs a width.")
            self.photo = photo.shrunk(toWidth: width)
            self.depth = InverseDepthVisualization().render(depth).shrunk(toWidth: width)
        }
    }

    private let columns: Int
    private var tiles: [RGBImage] = []
    private static let gap = 4

    /// An empty sheet with `columns` frames side by side.
    public init(columns: Int = 4) {
        precondition(columns > 0, "A sheet needs columns.")
        self.columns = columns
    }

    /// Adds a frame after those that are there.
    public mutating func add(_ tile: Tile) { tiles += [tile.photo, tile.depth] }

    /// The sheet; `nil` where nothing was added.
    public func image() -> RGBImage? {
        guard let width = tiles.map(\.width).max(), let height = tiles.map(\.height).max() else { return nil }
        let across = min(columns * 2, tiles.count)
        let rows = (tiles.count + across - 1) / across
        let total = (across * (width + Self.gap) - Self.gap, rows * (height + Self.gap) - Self.gap)
        var sheet = [UInt8](repeating: 24, count: total.0 * total.1 * 3)
        for (index, tile) in tiles.enumerated() {
            let left = index % across * (width + Self.gap)
            let top = index / across * (height + Self.gap)
            for y in 0..<tile.height {
                let start = ((top + y) * total.0 + left) * 3
                let row = y * tile.width * 3
                sheet.replaceSubrange(
                    start..<start + tile.width * 3, with: tile.pixels[row..<row + tile.width * 3])
            }
        }
        return RGBImage(width: total.0, height: total.1, pixels: sheet)
    }
}

extension RGBImage {
    /// Scaled by averaging the pixels that each new one covers; enlarged, by repeating them.
    fileprivate func shrunk(toWidth width: Int) -> RGBImage {
        guard self.width != width else { return self }
        let height = max(1, self.height * width / self.width)
        var bytes = [UInt8](repeating: 0, count: width * height * 3)
        for y in 0..<height {
            let top = y * self.height / height
            let bottom = max(top + 1, (y + 1) * self.height / height)
            for x in 0..<width {
                let left = x * self.width / width
                let right = max(left + 1, (x + 1) * self.width / width)
                for channel in 0..<3 {
                    var sum = 0
                    for row in top..<bottom {
                        for column in left..<right { sum += Int(pixels[(row * self.width + column) * 3 + channel]) }
                    }
                    bytes[(y * width + x) * 3 + channel] = UInt8(sum / ((bottom - top) * (right - left)))
                }
            }
        }
        return RGBImage(width: width, height: height, pixels: bytes)
    }
}
