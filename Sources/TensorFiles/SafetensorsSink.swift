import Foundation

/// Writes a safetensors file.
///
/// As in the reference implementation, tensors are sorted by type, wide ones first, then by name, and the header is
/// padded with spaces to a multiple of eight bytes, so that equal tensors give equal files.
final class SafetensorsSink: TensorSink {
    private let file: ReplacingFile
    private var offsets: [String: Int] = [:]

    init(
        _ url: URL, _ tensors: [TensorArchiveWriter.Description], _ byteCounts: [String: Int],
        _ metadata: [String: String]
    ) throws(FileFormatError) {
        var header = "{"
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
            header += "\"__metadata__\":{\(pairs.joined(separator: ","))}"
        }
        var end = 0
        for tensor in tensors.sorted(by: Self.comesFirst) {
            guard tensor.name != "__metadata__" else {
                throw FileFormatError(.malformed, file: url, "no tensor may be called “__metadata__”.")
            }
            let start = end
            end += byteCounts[tensor.name] ?? 0
            offsets[tensor.name] = start
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            header += header.utf8.count > 1 ? "," : ""
            header += "\(Self.quoted(tensor.name)):{\"dtype\":\"\(tensor.scalarType.safetensorsName)\","
            header += "\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}"
        }
        header += "}"
        header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
        guard header.utf8.count <= SafetensorsReader.maximumHeaderCount else {
            throw FileFormatError(.tooLarge, file: url, "the names of the tensors do not fit a safetensors header.")
        }

        file = try ReplacingFile(replacing: url)
        var prefix = Data()
        prefix.append(UInt64(header.utf8.count))
        try file.append(prefix + Data(header.utf8))
        offsets = offsets.mapValues { $0 + file.count }
        file.skip(end)
    }

    func write(_ bytes: UnsafeRawBufferPointer, to name: String) throws(FileFormatError) {
        guard let offset = offsets[name] else { preconditionFailure("Tensor \(name) has no place.") }
        try file.write(bytes, at: offset)
    }

    func commit() throws(FileFormatError) { try file.commit() }

    private static func comesFirst(
        _ one: TensorArchiveWriter.Description, _ other: TensorArchiveWriter.Description
    ) -> Bool {
        let ranks = (one.scalarType.safetensorsRank, other.scalarType.safetensorsRank)
        if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
        return one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case "\u{8}": quoted += "\\b"
            case "\u{C}": quoted += "\\f"
            case "\0"..<" ": quoted += "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
