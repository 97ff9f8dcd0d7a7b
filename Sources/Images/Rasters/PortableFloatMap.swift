package import Foundation

/// Greyscale PFM: `Pf`, width, height and scale as text, then floats from the bottom row up; a negative scale says
/// that they are little-endian (P. Debevec's format, as the Middlebury benchmark uses it).
package enum PortableFloatMap {
    package static func encode(_ raster: FloatRaster) -> Data {
        var data = Data("Pf\n\(raster.width) \(raster.height)\n-1.0\n".utf8)
        data.reserveCapacity(data.count + raster.values.count * 4)
        for row in (0..<raster.height).reversed() {
            let start = row * raster.width
            let bits = raster.values[start..<start + raster.width].map(\.bitPattern.littleEndian)
            bits.withUnsafeBytes { data.append(contentsOf: $0) }
        }
        return data
    }

    package static func decode(
        _ data: Data, name: String, limits: PhotoLimits = PhotoLimits()
    ) throws(ImageError) -> FloatRaster {
        var position = data.startIndex
        guard let magic = token(data, &position), magic == "Pf" else {
            throw ImageError(.notAnImage, "\(name) is not a greyscale PFM file.")
        }
        guard let width = token(data, &position).flatMap({ Int($0) }), width > 0,
            let height = token(data, &position).flatMap({ Int($0) }), height > 0,
            let scale = token(data, &position).flatMap({ Double($0) }), scale != 0, scale.isFinite
        else { throw ImageError(.corrupt, "\(name) has no valid PFM header.") }
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        if overflow || count > limits.maximumPixels {
            throw ImageError(
                .tooLarge, "\(name) has \(width)×\(height) values, more than the limit of \(limits.maximumPixels).")
        }
        guard data.endIndex - position >= count * 4 else {
            throw ImageError(.truncated, "\(name) ends too early: it is not a complete PFM file.")
        }
        var values = [Float](repeating: 0, count: count)
        data[position..<position + count * 4].withUnsafeBytes { bytes in
            for row in 0..<height {
                let source = (height - 1 - row) * width
                for column in 0..<width {
                    let bits = bytes.loadUnaligned(fromByteOffset: (source + column) * 4, as: UInt32.self)
                    values[row * width + column] = Float(
                        bitPattern: scale < 0 ? UInt32(littleEndian: bits) : UInt32(bigEndian: bits))
                }
            }
        }
        return FloatRaster(width: width, height: height, values: values)
    }

    /// The next word of the header and the one white-space byte behind it.
    private static func token(_ data: Data, _ position: inout Data.Index) -> String? {
        // No word of a header is longer; a file without white space must not become one huge word.
        let window = data[position...].prefix(32)
        guard let end = window.firstIndex(where: { $0 == 0x20 || (0x09...0x0D).contains($0) }), end > position else {
            return nil
        }
        defer { position = end + 1 }
        return String(decoding: data[position..<end], as: UTF8.self)
    }
}
