import Foundation

/// A look at an OpenEXR file of any kind before the OpenEXR library sees it, which takes memory for whatever a header
/// claims: gigabytes for a damaged length in a file of 500 bytes.
enum OpenEXRPreflight {
    /// Whether all attributes and, for plain rows, the table of chunks fit into the file, and no part has more
    /// pixels than `limits` and libvips allow.
    static func check(_ data: Data, name: String, limits: PhotoLimits) throws(ImageError) {
        let headers = data.withUnsafeBytes { Self.headers(ByteReader($0)) }
        guard let headers, !headers.isEmpty else {
            throw ImageError(.corrupt, "\(name) has no valid OpenEXR header.")
        }
        // No side may be longer than libvips' VIPS_MAX_COORD.
        for header in headers
        where max(header.columns, header.rows) > 10_000_000
            || header.columns * header.rows > limits.maximumPixels
        {
            throw ImageError(
                .tooLarge,
                "\(name) has \(header.columns)×\(header.rows) pixels, more than the limit of \(limits.maximumPixels).")
        }
    }

    /// The headers of all parts; nil when something does not fit into the file.
    private static func headers(_ reader: ByteReader) -> [Header]? {
        var reader = reader
        guard reader.uint32() == 20_000_630, let version = reader.uint32() else { return nil }
        let (isTiled, isMultiPart) = (version & 0x200 != 0, version & 0x1000 != 0)
        guard isMultiPart else {
            guard let header = Self.header(&reader), isTiled || header.chunkCount <= reader.remaining / 8 else {
                return nil
            }
            return [header]
        }
        var headers: [Header] = []
        // The headers of several parts end with an empty one.
        while let header = Self.header(&reader) {
            if header.isEmpty { return headers }
            headers.append(header)
        }
        return nil
    }

    private struct Header {
        var isEmpty = true
        var columns = 0
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
                guard let left = attribute.value.int32(), let top = attribute.value.int32(),
                    let right = attribute.value.int32(), let bottom = attribute.value.int32(),
                    right >= left, bottom >= top
                else { return nil }
                header.columns = Int(right) - Int(left) + 1
                header.rows = Int(bottom) - Int(top) + 1
            default: break
            }
        }
    }
}
