package import Foundation

/// A JPEG or PNG file as it is, with the size that its header tells.
package struct EncodedPicture: Sendable, Hashable {
    /// The file.
    package let data: Data
    /// "image/jpeg" or "image/png".
    package let mediaType: String
    /// In pixels.
    package let width: Int
    /// In pixels.
    package let height: Int

    /// Looks at the header; `nil` where it is neither a JPEG nor a PNG file.
    package init?(_ data: Data) {
        let bytes = [UInt8](data)
        if let size = Self.sizeOfPNG(bytes) {
            (width, height) = size
            mediaType = "image/png"
        } else if let size = Self.sizeOfJPEG(bytes) {
            (width, height) = size
            mediaType = "image/jpeg"
        } else {
            return nil
        }
        self.data = data
    }

    /// In the first chunk, IHDR (PNG specification, 11.2.2).
    private static func sizeOfPNG(_ bytes: [UInt8]) -> (Int, Int)? {
        let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        guard bytes.count >= 24, bytes.starts(with: signature), bytes[12..<16].elementsEqual("IHDR".utf8) else {
            return nil
        }
        return (number(bytes[16..<20]), number(bytes[20..<24]))
    }

    /// In the frame header, which follows other segments (ITU-T T.81, annex B.2.2).
    private static func sizeOfJPEG(_ bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.starts(with: [0xff, 0xd8]) else { return nil }
        var position = 2
        while position + 9 <= bytes.count, bytes[position] == 0xff {
            let marker = bytes[position + 1]
            // SOF0 to SOF15, but for the tables DHT, JPG and DAC among them.
            if (0xc0...0xcf).contains(marker), ![0xc4, 0xc8, 0xcc].contains(marker) {
                return (number(bytes[(position + 7)..<(position + 9)]), number(bytes[(position + 5)..<(position + 7)]))
            }
            if marker == 0xff {
                position += 1  // padding
                continue
            }
            position += 2 + number(bytes[(position + 2)..<(position + 4)])
        }
        return nil
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
