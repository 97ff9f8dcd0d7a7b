internal import Datasets
internal import Foundation
internal import Images

/// Photo, prediction and truth side by side, in one scale of colours.
enum PredictionPicture {
    private static let height = 160

    static func write(_ sample: DepthSample, _ depth: FloatRaster, to url: URL) throws {
        let width = max(1, sample.image.width * height / sample.image.height)
        let near = range(of: sample.depth)
        let colors = ColorMap.turbo.table
        var pixels: [UInt8] = []
        pixels.reserveCapacity(3 * width * height * 3)
        for row in 0..<height {
            let y = row * sample.image.height / height
            func x(_ column: Int) -> Int { column * sample.image.width / width }
            for column in 0..<width {
                let color = sample.image[x(column), y]
                pixels += [color.red, color.green, color.blue]
            }
            for map in [depth, sample.depth] {
                for column in 0..<width {
                    let metres = map.values[y * map.width + x(column)]
                    guard !metres.isNaN else {
                        pixels += [0, 0, 0]
                        continue
                    }
                    let index = ColorMap.index((1 / metres - near.low) / (near.high - near.low))
                    pixels += colors[3 * index..<3 * index + 3]
                }
            }
        }
        try RGBImage(width: 3 * width, height: height, pixels: pixels).writeJPEG(to: url)
    }

    /// Of inverse depth, without the outermost hundredths.
    private static func range(of depth: FloatRaster) -> (low: Float, high: Float) {
        let known = depth.values.filter { $0 > 0 }.map { 1 / $0 }.sorted()
        guard let last = known.last, last > 0 else { return (0, 1) }
        let low = known[known.count / 100]
        let high = known[known.count - 1 - known.count / 100]
        return high > low ? (low, high) : (0, last)
    }
}
