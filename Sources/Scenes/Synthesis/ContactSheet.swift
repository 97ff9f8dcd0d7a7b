public import Images

/// Many frames in one picture: each photograph with its coloured depth beside it.
public struct ContactSheet: Sendable {
    private let columns: Int
    private let tile: Int
    private var tiles: [RGBImage] = []

    /// An empty sheet.
    ///
    /// - Parameters:
    ///   - columns: Frames side by side.
    ///   - tile: The width of one photograph in pixels.
    public init(columns: Int = 4, tile: Int = 256) {
        self.columns = columns
        self.tile = tile
    }

    /// Adds a photograph and its depth.
    public mutating func add(_ image: RGBImage, _ depth: FloatRaster) {
        tiles.append(shrunk(image))
        tiles.append(shrunk(InverseDepthVisualization().render(depth)))
    }

    /// The sheet; `nil` where nothing was added.
    public func picture() -> RGBImage? {
        guard let first = tiles.first else { return nil }
        let across = min(columns * 2, tiles.count)
        let rows = (tiles.count + across - 1) / across
        let height = tiles.map(\.height).max() ?? first.height
        let gap = 4
        let width = across * (tile + gap) - gap
        var sheet = [UInt8](repeating: 24, count: width * (rows * (height + gap) - gap) * 3)
        for (index, image) in tiles.enumerated() {
            let left = index % across * (tile + gap)
            let top = index / across * (height + gap)
            for y in 0..<image.height {
                let start = ((top + y) * width + left) * 3
                sheet.replaceSubrange(
                    start..<start + image.width * 3,
                    with: image.pixels[y * image.width * 3..<(y + 1) * image.width * 3])
            }
        }
        return RGBImage(width: width, height: rows * (height + gap) - gap, pixels: sheet)
    }

    /// Scaled to the tile's width by averaging the pixels that each new one covers.
    private func shrunk(_ image: RGBImage) -> RGBImage {
        guard image.width != tile else { return image }
        let height = max(1, image.height * tile / image.width)
        var pixels = [UInt8](repeating: 0, count: tile * height * 3)
        for y in 0..<height {
            let top = y * image.height / height
            let bottom = max(top + 1, (y + 1) * image.height / height)
            for x in 0..<tile {
                let left = x * image.width / tile
                let right = max(left + 1, (x + 1) * image.width / tile)
                for channel in 0..<3 {
                    var sum = 0
                    for row in top..<bottom {
                        for column in left..<right {
                            sum += Int(image.pixels[(row * image.width + column) * 3 + channel])
                        }
                    }
                    pixels[(y * tile + x) * 3 + channel] = UInt8(sum / ((bottom - top) * (right - left)))
                }
            }
        }
        return RGBImage(width: tile, height: height, pixels: pixels)
    }
}
