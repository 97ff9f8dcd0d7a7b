import CVips

/// libvips' own words on a failure, on one line.
struct VipsFailure: Error, CustomStringConvertible {
    let text: String

    init(text: String) { self.text = text }

    init(_ error: cvips_error) {
        let bytes = withUnsafeBytes(of: error.text) { Array($0.prefix { $0 != 0 }) }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        // Layers repeat each other, and seeking back and forth in sound HEIF files leaves "bad seek" lines behind.
        var seen = Set<Substring>()
        let distinct = lines.filter { seen.insert($0).inserted }
        let telling = distinct.filter { !$0.contains("bad seek") }
        text = (telling.isEmpty ? distinct : telling).joined(separator: "; ")
    }

    var description: String { text.isEmpty ? "no reason given" : text }
}

extension VipsFailure {
    /// Whether libvips was built without what was asked for.
    var isMissingOperation: Bool { text.contains("not found") && text.contains("class") }

    /// Whether the file may be sound but uses what the decoder does not know.
    var isUnsupported: Bool {
        let lowercase = text.lowercased()
        return ["unsupported", "not supported", "unimplemented"].contains { lowercase.contains($0) }
    }

    /// Whether the data ended before the picture did. libvips has no codes, so its decoders' words must do.
    var isTruncation: Bool {
        let signs = [
            "premature end", "end of file", "end of stream", "end of image", "truncated", "unexpected end",
            "not enough data", "unexpected eof", "read error",
        ]
        let lowercase = text.lowercased()
        return signs.contains { lowercase.contains($0) }
    }
}
