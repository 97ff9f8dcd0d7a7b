import Foundation

/// Writes a zip archive: a header in front of each entry, the directory at the end; zip64 where 32 bits do not suffice.
final class ZipWriter {
    private let file: ReplacingFile
    private let format: ZipHeaders
    private var entries: [ZipEntry] = []

    /// Starts an archive that will replace the file at `url`.
    ///
    /// `zip64Limit` is the first number that goes into zip64 fields; lower than 2³² − 1 only to try them on small files.
    init(replacing url: URL, zip64Limit: Int) throws(FileFormatError) {
        file = try ReplacingFile(replacing: url)
        format = ZipHeaders(zip64Limit: zip64Limit)
    }

    /// Appends an entry of `count` bytes whose contents follow with `fill`; they begin at a multiple of 64.
    ///
    /// - Returns: the number of the entry.
    func reserve(_ name: String, count: Int) -> Int {
        var entry = ZipEntry(
            name: name, method: .stored, checksum: 0, count: count, range: 0..<0, headerOffset: file.count)
        let start = file.count + format.localHeader(entry).count
        entry.range = start..<start + count
        entries.append(entry)
        file.skip(start + count - file.count)
        return entries.count - 1
    }

    /// Writes the contents of the reserved entry `number`.
    func fill(_ number: Int, with content: UnsafeRawBufferPointer) throws(FileFormatError) {
        precondition(content.count == entries[number].count, "An entry needs as many bytes as were reserved for it.")
        entries[number].checksum = Deflate.checksum(content)
        try file.write(format.localHeader(entries[number]), at: entries[number].headerOffset)
        try file.write(content, at: entries[number].range.lowerBound)
    }

    /// Appends an entry made of `parts`, compressed or not.
    func append(_ name: String, parts: [Data], method: ZipEntry.Method) throws(FileFormatError) {
        var entry = ZipEntry(
            name: name, method: method, checksum: 0, count: parts.reduce(0) { $0 + $1.count }, range: 0..<0,
            headerOffset: file.count)
        let start = file.count + format.localHeader(entry).count
        file.skip(start - file.count)
        for part in parts { entry.checksum = part.withUnsafeBytes { Deflate.checksum($0, after: entry.checksum) } }
        switch method {
        case .stored: for part in parts { try file.append(part) }
        case .deflated: try Deflate.deflate(parts) { (piece) throws(FileFormatError) in try file.append(piece) }
        }
        entry.range = start..<file.count
        try file.write(format.localHeader(entry), at: entry.headerOffset)
        entries.append(entry)
    }

    /// Writes the directory and puts the archive in place.
    func commit() throws(FileFormatError) {
        let start = file.count
        for entry in entries { try file.append(format.centralHeader(entry)) }
        try file.append(format.end(entryCount: entries.count, directory: start..<file.count))
        try file.commit()
    }
}
