internal import Foundation

/// Reads manifests: files with a JSON object on each line.
enum JSONLines {
    /// The rows of the file at `url`, in its order; empty lines are skipped.
    ///
    /// - Parameters:
    ///   - id: What names a row; no two may have the same.
    ///   - fault: What is wrong with a row, to go on after its line; `nil` where nothing is.
    /// - Throws: ``DatasetError``, naming the line that is wrong, also where there is none.
    static func rows<Row: Decodable>(
        _ type: Row.Type, of url: URL, id: (Row) -> String, fault: (Row) -> String?
    ) throws(DatasetError) -> [Row] {
        let name = url.relativePath
        let data = try SampleFile.data(url)
        let decoder = JSONDecoder()
        var rows: [Row] = []
        var ids = Set<String>()
        for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { !" \t\r".utf8.contains($0) }) else { continue }
            let row: Row
            do {
                row = try decoder.decode(Row.self, from: line)
            } catch {
                throw DatasetError(
                    .malformed, "Line \(index + 1) of \(name) is no row of a manifest: \(error.field).", cause: error)
            }
            if let fault = fault(row) {
                throw DatasetError(.malformed, "Line \(index + 1) of \(name) \(fault).")
            }
            guard ids.insert(id(row)).inserted else {
                throw DatasetError(.malformed, "Line \(index + 1) of \(name) repeats the id \(id(row).printable).")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else { throw DatasetError(.malformed, "\(name) is empty: it has no rows.") }
        return rows
    }
}
