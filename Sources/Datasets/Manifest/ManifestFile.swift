public import Foundation
internal import Images

/// Reads and writes manifests as files.
public enum ManifestFile {
    /// The rows of the JSON Lines file at `url`, in its order; empty lines are skipped.
    ///
    /// - Throws: ``DatasetError``, naming the line that is wrong.
    public static func rows(of url: URL) throws(DatasetError) -> [ManifestRow] {
        try JSONLines.rows(ManifestRow.self, of: url, id: \.id, fault: fault)
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
