import Images

/// A photo and its inverse depth, continued beyond the borders by their mirror images.
///
/// Inverse depth is what the room computes with: the sky has 0, planes are linear in it, and projection needs no
/// division by it.
struct DepthCanvas {
    let width: Int
    let height: Int
    /// Pixels added on each side.
    let margin: Int
    /// Red, green, blue from 0 to 255; the fourth is inverse depth in 1/m.
    var pixels: [SIMD4<Float>]

    /// - Throws: ``ViewsError`` with code `noDepth` where no pixel has a depth.
    init(photo: RGBImage, depth: FloatRaster, options: SceneOptions) throws(ViewsError) {
        let (width, height) = (photo.width, photo.height)
        let margin = Int((Double(max(width, height)) * options.margin).rounded())
        var inverse = try Self.inverseDepth(depth)
        EdgeSharpening(width: width, height: height, radius: options.edgeWidth, threshold: Float(options.edgeThreshold))
            .apply(to: &inverse)
        self.width = width + 2 * margin
        self.height = height + 2 * margin
        self.margin = margin
        let columns = (0..<self.width).map { Self.mirrored($0 - margin, width) }
        var pixels: [SIMD4<Float>] = []
        pixels.reserveCapacity(self.width * self.height)
        for row in 0..<self.height {
            let start = Self.mirrored(row - margin, height) * width
            for column in columns {
                let index = start + column
                pixels.append(
                    SIMD4(
                        Float(photo.pixels[index * 3]), Float(photo.pixels[index * 3 + 1]),
                        Float(photo.pixels[index * 3 + 2]), inverse[index]))
            }
        }
        self.pixels = pixels
    }

    /// In metres: what is as far, or is said to be too far to tell, is the sky.
    private static let farthest: Float = 9000

    /// The place within 0..<size that a place beyond it mirrors.
    private static func mirrored(_ place: Int, _ size: Int) -> Int {
        let period = 2 * size
        let wrapped = ((place % period) + period) % period
        return wrapped < size ? wrapped : period - 1 - wrapped
    }

    /// Infinity becomes 0; what has no depth takes that of its surroundings, farther ones before nearer.
    private static func inverseDepth(_ depth: FloatRaster) throws(ViewsError) -> [Float] {
        var missing = 0
        var values = depth.values.map { value -> Float in
            guard value > 0 else {
                missing += 1
                return -1
            }
            return value >= farthest ? 0 : 1 / value
        }
        guard missing < values.count else {
            throw ViewsError(.noDepth, "The depth map has no depth in any of its pixels.")
        }
        if missing > 0 { fill(&values, width: depth.width, height: depth.height) }
        return values
    }

    /// Sweeps across and down: each missing value takes the farther of the nearest known ones left and right; rows
    /// without any take the row above or below.
    private static func fill(_ values: inout [Float], width: Int, height: Int) {
        var isKnown = [Bool](repeating: false, count: height)
        for row in 0..<height {
            let line = row * width..<(row + 1) * width
            guard values[line].contains(where: { $0 >= 0 }) else { continue }
            isKnown[row] = true
            var left: Float = -1
            var start = line.lowerBound
            while start < line.upperBound {
                guard values[start] < 0 else {
                    left = values[start]
                    start += 1
                    continue
                }
                var end = start
                while end < line.upperBound, values[end] < 0 { end += 1 }
                let right = end < line.upperBound ? values[end] : -1
                let value = left < 0 ? right : right < 0 ? left : min(left, right)
                for index in start..<end { values[index] = value }
                start = end
            }
        }
        for row in 1..<height where !isKnown[row] && isKnown[row - 1] { copy(row - 1, to: row) }
        for row in (0..<height - 1).reversed() where !isKnown[row] && isKnown[row + 1] { copy(row + 1, to: row) }

        func copy(_ source: Int, to target: Int) {
            for column in 0..<width { values[target * width + column] = values[source * width + column] }
            isKnown[target] = true
        }
    }
}
