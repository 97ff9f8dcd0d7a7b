public import Foundation
internal import Images

/// Reads and writes manifests as files.
public enum ManifestFile {
    /// The rows of the JSON Lines file at `url`, in its order; empty lines are skipped.
    ///
    /// - Throws: ``DatasetError``, naming the line that is wrong.
    public static func rows(of url: URL) throws(DatasetError) -> [ManifestRow] {
        let name = url.relativePath
        let data = try SampleFile.data(url)
        let decoder = JSONDecoder()
        var rows: [ManifestRow] = []
        var ids = Set<String>()
        for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { !" \t\r".utf8.contains($0) }) else { continue }
            let row: ManifestRow
            do {
                row = try decoder.decode(ManifestRow.self, from: line)
            } catch {
                throw DatasetError(
                    .malformed, "Line \(index + 1) of \(name) is no row of a manifest: \(error.field).", cause: error)
            }
            if let fault = fault(of: row) {
                throw DatasetError(.malformed, "Line \(index + 1) of \(name) \(fault).")
            }
            guard ids.insert(row.id).inserted else {
                throw DatasetError(.malformed, "Line \(index + 1) of \(name) repeats the id \(row.id.printable).")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else { throw DatasetError(.malformed, "\(name) is empty: it has no rows.") }
        return rows
    }

    /// Writes `rows` as a manifest to `url`, atomically.
    ///
    /// - Throws: ``DatasetError`` with code `unwritable`.
    public static func write(_ rows: [ManifestRow], to url: URL) throws(DatasetError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            var data = Data()
            for row in rows {
                data += try encoder.encode(row)
                data.append(UInt8(ascii: "\n"))
            }
            try AtomicFile.write(data, to: url)
        } catch {
            throw DatasetError(
                .unwritable, "The manifest \(url.relativePath) cannot be written: \(error)", cause: error)
        }
    }

    /// What is wrong with numbers that JSON allows, but no camera or file has.
    private static func fault(of row: ManifestRow) -> String? {
        let positive: [(String, Double?)] = [
            ("depth_scale", row.depthScale), ("fx", row.fx), ("fy", row.fy), ("width", row.width.map(Double.init)),
            ("height", row.height.map(Double.init)),
        ]
        for case (let name, let value?) in positive where !(value > 0 && Float(value).isFinite) {
            return "has a \(name) of \(value); it must be positive"
        }
        return [row.id, row.rgb, row.depth].contains("") ? "has an empty id, rgb or depth" : nil
    }
}
