/// The attributes of a single-part scan-line file that are needed to find one channel (openexr.com, "OpenEXR File
/// Layout").
struct OpenEXRHeader {
    struct Channel {
        enum Sample: Int32 {
            case uint32 = 0
            case half = 1
            case float = 2

            var size: Int { self == .half ? 2 : 4 }
        }

        let name: String
        let sample: Sample
    }

    /// In the order in which they follow each other in a row.
    private(set) var channels: [Channel] = []
    private(set) var compression: OpenEXRCompression = .none
    /// The first and last column and row that are stored.
    private(set) var window = (left: 0, top: 0, right: 0, bottom: 0)

    var width: Int { window.right - window.left + 1 }
    var height: Int { window.bottom - window.top + 1 }
    var bytesPerRow: Int { width * channels.reduce(0) { $0 + $1.sample.size } }
    var chunkCount: Int { (height + compression.rowsPerChunk - 1) / compression.rowsPerChunk }

    /// Reads everything up to the offset table.
    init(_ reader: inout ByteReader, name: String) throws(ImageError) {
        guard reader.uint32() == 20_000_630 else { throw ImageError(.notAnImage, "\(name) is not an OpenEXR file.") }
        guard let version = reader.uint32() else { throw Self.damaged(name) }
        try Self.check(version, name)
        var seen = Set<String>()
        while true {
            guard var attribute = OpenEXRAttribute(&reader) else { throw Self.damaged(name) }
            if attribute.isEndOfHeader { break }
            seen.insert(attribute.name)
            switch attribute.name {
            case "channels": channels = try Self.channels(&attribute.value, name)
            case "compression": compression = try Self.compression(&attribute.value, name)
            case "dataWindow": window = try Self.window(&attribute.value, name)
            default: break
            }
        }
        guard seen.isSuperset(of: ["channels", "compression", "dataWindow"]) else { throw Self.damaged(name) }
    }

    private static func check(_ version: UInt32, _ name: String) throws(ImageError) {
        let kinds: [(flag: UInt32, words: String)] = [(0x200, "tiled"), (0x800, "deep"), (0x1000, "multi-part")]
        for kind in kinds where version & kind.flag != 0 {
            throw ImageError(
                .unsupported, "\(name) is a \(kind.words) OpenEXR file; only rows of a single part are read.")
        }
        guard version & 0xFF <= 2 else {
            throw ImageError(.unsupported, "\(name) has version \(version & 0xFF) of OpenEXR; up to 2 is read.")
        }
    }

    private static func channels(_ value: inout ByteReader, _ name: String) throws(ImageError) -> [Channel] {
        var channels: [Channel] = []
        while let channel = value.string(), !channel.isEmpty {
            // After the type come a byte of hints, three reserved bytes and the two subsampling steps.
            guard let type = value.int32(), let sample = Channel.Sample(rawValue: type), value.slice(4) != nil,
                let xStep = value.int32(), let yStep = value.int32()
            else { throw damaged(name) }
            guard xStep == 1, yStep == 1 else {
                throw ImageError(.unsupported, "\(name) has a subsampled channel \(channel), which is not read.")
            }
            channels.append(Channel(name: channel, sample: sample))
        }
        if channels.isEmpty { throw damaged(name) }
        return channels
    }

    private static func compression(_ value: inout ByteReader, _ name: String) throws(ImageError) -> OpenEXRCompression
    {
        guard let number = value.byte() else { throw damaged(name) }
        guard let compression = OpenEXRCompression(rawValue: number) else {
            throw ImageError(
                .unsupported,
                "\(name) is compressed with \(OpenEXRCompression.name(of: number)); none, RLE, ZIPS and ZIP are read.")
        }
        return compression
    }

    private static func window(
        _ value: inout ByteReader, _ name: String
    ) throws(ImageError) -> (left: Int, top: Int, right: Int, bottom: Int) {
        guard let left = value.int32(), let top = value.int32(), let right = value.int32(), let bottom = value.int32(),
            left <= right, top <= bottom
        else { throw damaged(name) }
        return (Int(left), Int(top), Int(right), Int(bottom))
    }

    private static func damaged(_ name: String) -> ImageError {
        ImageError(.corrupt, "\(name) has no valid OpenEXR header.")
    }
}
