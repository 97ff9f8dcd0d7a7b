import Foundation

/// A look at an OpenEXR file of any kind before the OpenEXR library sees it, which takes memory for whatever a header
/// claims: gigabytes for a damaged length in a file of 500 bytes.
enum OpenEXRPreflight {
    /// Whether all attributes and, for plain rows, the table of chunks fit into the file.
    static func isPlausible(_ data: Data) -> Bool {
        data.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            guard reader.uint32() == 20_000_630, let version = reader.uint32() else { return false }
            let (isTiled, isMultiPart) = (version & 0x200 != 0, version & 0x1000 != 0)
            var isFirst = true
            while true {
                guard let header = header(&reader) else { return false }
                // The headers of several parts end with an empty one.
                if isMultiPart && !isFirst && header.isEmpty { return true }
                if !isMultiPart { return isTiled || header.chunkCount <= reader.remaining / 8 }
                if header.isEmpty { return false }
                isFirst = false
            }
        }
    }

    private struct Header {
        var isEmpty = true
        var rows = 0
        var rowsPerChunk = 1
        var chunkCount: Int { (rows + rowsPerChunk - 1) / rowsPerChunk }
    }

    private static func header(_ reader: inout ByteReader) -> Header? {
        var header = Header()
        while true {
            guard var attribute = OpenEXRAttribute(&reader) else { return nil }
            if attribute.isEndOfHeader { return header }
            header.isEmpty = false
            switch attribute.name {
            case "compression":
                guard let number = attribute.value.byte() else { return nil }
                header.rowsPerChunk = OpenEXRCompression.rowsPerChunk(of: number)
            case "dataWindow":
                guard attribute.value.int32() != nil, let top = attribute.value.int32(),
                    attribute.value.int32() != nil, let bottom = attribute.value.int32(), bottom >= top
                else { return nil }
                header.rows = Int(bottom) - Int(top) + 1
            default: break
            }
        }
    }
}
