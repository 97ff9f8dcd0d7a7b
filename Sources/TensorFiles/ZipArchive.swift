import Foundation

/// Reads a zip archive, plain or zip64, without unpacking it.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10. Entries that overlap each other, on which most zip bombs rest, are refused.
struct ZipArchive {
    /// The entries in the order of the central directory.
    let entries: [ZipEntry]
    /// The whole archive.
    let bytes: FileBytes
    private let positions: [String: Int]

    init(_ bytes: FileBytes) throws(FileFormatError) {
        self.bytes = bytes
        entries = try bytes.withUnsafeBytes { (all) throws(FileFormatError) in
            try ZipDirectory(all, url: bytes.url).entries()
        }
        var positions: [String: Int] = [:]
        for (position, entry) in entries.enumerated() {
            guard positions.updateValue(position, forKey: entry.name) == nil else {
                throw bytes.error(
                    .malformed, "contains “\(FileFormatError.printable(entry.name))” twice.")
            }
        }
        self.positions = positions
    }

    /// The entry called `name`.
    subscript(name: String) -> ZipEntry? { positions[name].map { entries[$0] } }

    /// Whether every entry is a NumPy array.
    var holdsArrays: Bool { entries.allSatisfy { $0.name.hasSuffix(".npy") } }

    /// The bytes of an entry that is not compressed, as they lie in the file.
    func storedBytes(of entry: ZipEntry) throws(FileFormatError) -> FileBytes {
        guard entry.method == .stored else {
            throw bytes.error(
                .unsupported, "“\(FileFormatError.printable(entry.name))” is compressed, which is not expected here.")
        }
        return bytes[entry.range]
    }

    /// The original bytes of an entry, inflated if necessary, with their checksum verified.
    func verifiedBytes(of entry: ZipEntry) throws(FileFormatError) -> FileBytes {
        let content: FileBytes
        switch entry.method {
        case .stored: content = bytes[entry.range]
        case .deflated:
            let inflated = bytes[entry.range].withUnsafeBytes { Deflate.inflate($0, to: entry.count) }
            guard let inflated else {
                throw bytes.error(
                    .malformed, "the compressed data of “\(FileFormatError.printable(entry.name))” is damaged.")
            }
            content = FileBytes(inflated, url: bytes.url)
        }
        guard content.withUnsafeBytes({ Deflate.checksum($0) }) == entry.checksum else {
            throw bytes.error(.malformed, "“\(FileFormatError.printable(entry.name))” does not match its checksum.")
        }
        return content
    }
}
