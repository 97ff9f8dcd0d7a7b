import Foundation

/// Reads the safetensors format: eight bytes with the length of a JSON header, the header, the tensors' bytes.
///
/// Source: https://github.com/huggingface/safetensors (README, "Format"). As in the reference implementation, the
/// tensors must cover the bytes after the header exactly, without gaps.
enum SafetensorsReader {
    /// The longest header, as in the reference implementation.
    static let maximumHeaderCount = 100_000_000

    private struct Entry {
        var name: String
        var type: ScalarType
        var shape: [Int]
        var range: Range<Int>
    }

    static func open(_ bytes: FileBytes, at url: URL) throws(FileFormatError) -> TensorArchive {
        let headerCount = try headerCount(of: bytes)
        let (entries, metadata) = try bytes[8..<8 + headerCount].withUnsafeBytes {
            (header) throws(FileFormatError) in try parse(header, of: bytes)
        }
        let data = bytes[8 + headerCount..<bytes.count]
        try checkCoverage(entries, of: data)

        var tensors: [(name: String, tensor: StoredTensor)] = []
        tensors.reserveCapacity(entries.count)
        for entry in entries {
            guard let layout = TensorLayout(shape: entry.shape),
                case let (size, overflow) = layout.elementCount.multipliedReportingOverflow(by: entry.type.byteCount),
                !overflow, size == entry.range.count
            else {
                throw bytes.error(
                    .malformed,
                    "“\(FileFormatError.printable(entry.name))” has shape \(entry.shape.prefix(16)) of"
                        + " \(entry.type.rawValue), which does not fit its \(entry.range.count) bytes.")
            }
            let stored = try StoredTensor(entry.type, layout, in: data[entry.range], limit: size)
            tensors.append((entry.name, stored))
        }
        return TensorArchive(format: .safetensors, tensors: tensors, metadata: metadata, files: [url])
    }

    private static func headerCount(of bytes: FileBytes) throws(FileFormatError) -> Int {
        let claim = try bytes.withUnsafeBytes { (all) throws(FileFormatError) in
            var cursor = ByteCursor(all, url: bytes.url)
            return try cursor.read(UInt64.self)
        }
        guard claim <= maximumHeaderCount else {
            throw bytes.error(.malformed, "claims a header of \(claim) bytes; \(maximumHeaderCount) are the most.")
        }
        guard claim <= bytes.count - 8 else {
            throw bytes.error(.truncated, "claims a header of \(claim) bytes, but only \(bytes.count - 8) follow.")
        }
        return Int(claim)
    }

    private static func parse(
        _ header: UnsafeRawBufferPointer, of file: FileBytes
    ) throws(FileFormatError) -> (entries: [Entry], metadata: [String: String]) {
        var entries: [Entry] = []
        var metadata: [String: String] = [:]
        var names: Set<String> = []
        var json = JSONCursor(header, url: file.url)
        try json.object { (name, json) throws(FileFormatError) in
            guard names.insert(name).inserted else {
                throw file.error(.malformed, "describes “\(FileFormatError.printable(name))” twice.")
            }
            if name == "__metadata__" {
                try json.object { (key, json) throws(FileFormatError) in
                    guard metadata.updateValue(try json.string(), forKey: key) == nil else {
                        throw file.error(.malformed, "has two metadata called “\(FileFormatError.printable(key))”.")
                    }
                }
            } else {
                try TensorArchive.checkCount(entries.count, of: file)
                entries.append(try entry(name, from: &json, of: file))
            }
        }
        try json.end()
        return (entries, metadata)
    }

    private static func entry(
        _ name: String, from json: inout JSONCursor, of file: FileBytes
    ) throws(FileFormatError) -> Entry {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        var isRepeated = false
        try json.object { (key, json) throws(FileFormatError) in
            switch key {
            case "dtype":
                isRepeated = isRepeated || type != nil
                type = try json.string()
            case "shape":
                isRepeated = isRepeated || shape != nil
                shape = try json.numbers()
            case "data_offsets":
                isRepeated = isRepeated || offsets != nil
                offsets = try json.numbers()
            default: try json.skipValue()
            }
        }
        let shown = FileFormatError.printable(name)
        guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1], !isRepeated else {
            throw file.error(.malformed, "the description of “\(shown)” is incomplete or contradicts itself.")
        }
        guard let scalarType = ScalarType(safetensorsName: type) else {
            throw file.error(
                .unsupported,
                "“\(shown)” has the element type \(FileFormatError.printable(type)), which is not handled.")
        }
        return Entry(name: name, type: scalarType, shape: shape, range: offsets[0]..<offsets[1])
    }

    private static func checkCoverage(_ entries: [Entry], of data: FileBytes) throws(FileFormatError) {
        var end = 0
        let inOrder = entries.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        for entry in inOrder {
            let shown = FileFormatError.printable(entry.name)
            guard entry.range.upperBound <= data.count else {
                throw data.error(
                    .truncated,
                    "“\(shown)” ends at byte \(entry.range.upperBound) of the data, which has \(data.count).")
            }
            guard entry.range.lowerBound == end else {
                let fault = entry.range.lowerBound < end ? "overlaps the tensor before it" : "leaves a gap before it"
                throw data.error(.malformed, "“\(shown)” \(fault).")
            }
            end = entry.range.upperBound
        }
        guard end == data.count else {
            throw data.error(.malformed, "\(data.count - end) bytes at the end belong to no tensor.")
        }
    }
}

extension ScalarType {
    /// The names in the order in which the reference implementation lays out tensors: wide types first.
    private static let safetensorsNames: [(type: ScalarType, name: String)] = [
        (.uint64, "U64"), (.int64, "I64"), (.float64, "F64"), (.float32, "F32"), (.uint32, "U32"), (.int32, "I32"),
        (.bfloat16, "BF16"), (.float16, "F16"), (.uint16, "U16"), (.int16, "I16"),
        (.float8E4M3FN, "F8_E4M3"), (.float8E5M2, "F8_E5M2"), (.int8, "I8"), (.uint8, "U8"), (.bool, "BOOL"),
    ]

    /// The type with the given name in a safetensors header.
    init?(safetensorsName name: String) {
        guard let match = Self.safetensorsNames.first(where: { $0.name == name }) else { return nil }
        self = match.type
    }

    /// The type's name in a safetensors header.
    var safetensorsName: String { Self.safetensorsNames[safetensorsRank].name }

    /// The type's place in the order of tensors in a safetensors file.
    var safetensorsRank: Int {
        guard let rank = Self.safetensorsNames.firstIndex(where: { $0.type == self }) else {
            preconditionFailure("Every scalar type has a safetensors name.")
        }
        return rank
    }
}
