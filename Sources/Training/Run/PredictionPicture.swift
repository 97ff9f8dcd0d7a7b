internal import Datasets
internal import Foundation
internal import Images

/// Photo, prediction and truth side by side, in one scale of colours.
enum PredictionPicture {
    private static let height = 160

    static func write(_ sample: DepthSample, _ depth: FloatRaster, to url: URL) throws {
        let width = max(1, sample.image.width * height / sample.image.height)
        let range = InverseDepthVisualization.centralRange(of: sample.depth)
        let maps = [depth, sample.depth].map { map in
            InverseDepthVisualization().render(map.resizedToNearest(width: width, height: height), in: range)
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(3 * width * height * 3)
        for row in 0..<height {
            let y = row * sample.image.height / height
            for column in 0..<width {
                let color = sample.image[column * sample.image.width / width, y]
                pixels += [color.red, color.green, color.blue]
            }
            for map in maps { pixels += map.pixels[row * width * 3..<(row + 1) * width * 3] }
        }
        try RGBImage(width: 3 * width, height: height, pixels: pixels).writeJPEG(to: url)
    }
}
