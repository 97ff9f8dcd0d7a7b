import Foundation
import Images

extension RGBImage {
    /// The picture as JPEG, made smaller where a side is longer than `side` pixels.
    func textureData(longestSide side: Int) throws(ImageError) -> Data {
        try Photo(image: limited(to: side)).jpegData(quality: 92)
    }

    private func limited(to side: Int) -> RGBImage {
        guard max(width, height) > side else { return self }
        let scale = Double(side) / Double(max(width, height))
        let columns = max(1, Int((Double(width) * scale).rounded()))
        let rows = max(1, Int((Double(height) * scale).rounded()))
        let planes = planes(
            columns: AxisFilter(extent: Double(width), count: columns, limit: width, antialiases: true),
            rows: AxisFilter(extent: Double(height), count: rows, limit: height, antialiases: true))
        let area = columns * rows
        var pixels = [UInt8](repeating: 0, count: 3 * area)
        for channel in 0..<3 {
            for pixel in 0..<area {
                pixels[3 * pixel + channel] = UInt8(min(max(planes[channel * area + pixel].rounded(), 0), 255))
            }
        }
        return RGBImage(width: columns, height: rows, pixels: pixels)
    }
}
