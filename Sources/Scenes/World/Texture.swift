/// A picture that repeats in both directions, with its halvings for distant surfaces.
public final class Texture: Sendable {
    /// One size of the picture: interleaved RGBA bytes, rows from the top.
    public struct Level: Sendable {
        /// Pixels across.
        public let width: Int
        /// Pixels down.
        public let height: Int
        /// `width * height * 4` bytes.
        public let pixels: [UInt8]
    }

    /// From the full size down to one pixel.
    public let levels: [Level]

    /// Makes the halvings. Traps where `pixels` does not hold exactly `width * height * 4` bytes.
    ///
    /// - Parameter pixels: sRGB and alpha, interleaved; heights in the first channel of a bump map.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && pixels.count == width * height * 4, "A texture needs its pixels.")
        var levels = [Level(width: width, height: height, pixels: pixels)]
        while let last = levels.last, last.width > 1 || last.height > 1 { levels.append(last.halved()) }
        self.levels = levels
    }
}

extension Texture.Level {
    /// The mean of every two by two pixels.
    func halved() -> Texture.Level {
        let columns = max(1, width / 2)
        let rows = max(1, height / 2)
        var half = [UInt8](repeating: 0, count: columns * rows * 4)
        for row in 0..<rows {
            let upper = min(2 * row, height - 1) * width
            let lower = min(2 * row + 1, height - 1) * width
            for column in 0..<columns {
                let left = min(2 * column, width - 1)
                let right = min(2 * column + 1, width - 1)
                for channel in 0..<4 {
                    let sum =
                        Int(pixels[(upper + left) * 4 + channel]) + Int(pixels[(upper + right) * 4 + channel])
                        + Int(pixels[(lower + left) * 4 + channel]) + Int(pixels[(lower + right) * 4 + channel])
                    half[(row * columns + column) * 4 + channel] = UInt8((sum + 2) / 4)
                }
            }
        }
        return Texture.Level(width: columns, height: rows, pixels: half)
    }
}
