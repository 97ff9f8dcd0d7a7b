package import Foundation
package import Images

/// Windows bitmaps of 24 or 32 bits without compression, which the libraries for photographs leave out.
///
/// Source: Microsoft's documentation of BITMAPFILEHEADER and BITMAPINFOHEADER.
package enum Bitmap {
    private static let headerSize = 54

    /// The picture in `data`; its transparency is ignored.
    ///
    /// - Parameter name: What to call the file in messages.
    package static func decode(_ data: Data, name: String) throws(DatasetError) -> RGBImage {
        guard data.count > headerSize, data.starts(with: Array("BM".utf8)) else {
            throw DatasetError(.malformed, "\(name) is no BMP file.")
        }
        let number = { (offset: Int) in
            data.withUnsafeBytes { Int(Int32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Int32.self))) }
        }
        let (start, width, signedHeight) = (number(10), number(18), number(22))
        // Planes stand in the lower half of the word.
        let (bits, compression) = (number(26) >> 16, number(30))
        let height = abs(signedHeight)
        // Bit fields are used with 32 bits, in the same order.
        guard bits == 24 && compression == 0 || bits == 32 && [0, 3].contains(compression) else {
            throw DatasetError(.malformed, "\(name) is a BMP file of a kind that is not read (\(bits) bits).")
        }
        let bytes = bits / 8
        let stride = (width * bytes + 3) / 4 * 4
        guard width > 0, height > 0, width < 1 << 15, height < 1 << 15, start >= headerSize,
            start + stride * height <= data.count
        else { throw DatasetError(.malformed, "\(name) is a damaged or incomplete BMP file.") }
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        data.withUnsafeBytes { (source: UnsafeRawBufferPointer) in
            for y in 0..<height {
                // A positive height means that the lowest row comes first.
                let row = start + (signedHeight > 0 ? height - 1 - y : y) * stride
                for x in 0..<width {
                    for channel in 0..<3 {
                        pixels[(y * width + x) * 3 + channel] = source[row + x * bytes + 2 - channel]
                    }
                }
            }
        }
        return RGBImage(width: width, height: height, pixels: pixels)
    }
}
