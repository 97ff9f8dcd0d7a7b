import Foundation

/// A look at the first directory of a TIFF file (TIFF 6.0, section 2). Raw formats of cameras that build on TIFF (DNG,
/// NEF, ARW and others) put a thumbnail first, which must not pass for the photo.
enum TIFFPreflight {
    /// Whether the first picture is a reduced version of another one, or the file a DNG. False where the directory
    /// cannot be read: that is the decoder's to say.
    static func isCameraRaw(_ data: Data) -> Bool {
        data.withUnsafeBytes { bytes in
            guard bytes.count >= 8 else { return false }
            let isLittle = bytes[0] == 0x49
            func number<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Int? {
                guard offset >= 0, offset + MemoryLayout<Number>.size <= bytes.count else { return nil }
                let raw = bytes.loadUnaligned(fromByteOffset: offset, as: Number.self)
                return Int(isLittle ? Number(littleEndian: raw) : Number(bigEndian: raw))
            }
            // 43 would be BigTIFF, in which no camera writes.
            guard number(UInt16.self, at: 2) == 42, let directory = number(UInt32.self, at: 4),
                let count = number(UInt16.self, at: directory)
            else { return false }
            let (newSubfileType, dngVersion) = (254, 50706)
            for entry in 0..<count {
                let place = directory + 2 + entry * 12
                guard let tag = number(UInt16.self, at: place) else { return false }
                if tag == dngVersion { return true }
                if tag == newSubfileType, let flags = number(UInt32.self, at: place + 8), flags & 1 == 1 { return true }
            }
            return false
        }
    }
}
