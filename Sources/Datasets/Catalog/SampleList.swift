package import Foundation

/// A file of text that names samples, one a line: a published selection or part.
///
/// A line names a sample by its id, by the path of one of its files, or by the end of either; or all samples whose ids
/// begin with it, as those of a scene do. Extensions do not matter, nor do folders that the line has in front.
package struct SampleList: Sendable {
    private let file: String
    private let names: [String]

    /// Reads the list at `url`; empty lines and those that begin with `#` are passed over.
    ///
    /// - Parameter name: What a line says, `nil` to pass it over.
    package init(
        contentsOf url: URL, name: (Substring) -> String? = { String($0) }
    ) throws(DatasetError) {
        file = url.relativePath
        names = try SampleFile.text(url).split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces)[...] }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }.compactMap(name)
        guard !names.isEmpty else { throw DatasetError(.malformed, "\(file) lists no sample.") }
    }

    /// The places of the samples that are listed, in the set's order.
    ///
    /// - Parameters:
    ///   - samples: What each sample may be called: its id, then the paths of its files.
    ///   - isSuperset: Whether the list may name more than there is, so that at least one sample is enough.
    /// - Throws: ``DatasetError`` with code `missing`, naming the first line that names no sample.
    package func places(among samples: [[String]], isSuperset: Bool = false) throws(DatasetError) -> [Int] {
        let (whole, ends) = Self.index(samples)
        var chosen = Set<Int>()
        var unknown: [String] = []
        for name in names {
            let parts = Self.components(name)
            // Without its folders in front, a name must be a sample's whole name: the end of one might be any other's.
            let places = parts.indices.lazy.compactMap { start in
                let end = parts[start...].joined(separator: "/")
                return whole[end] ?? (start == 0 ? ends[end] : nil)
            }.first
            if let places { chosen.formUnion(places) } else { unknown.append(name) }
        }
        if let first = unknown.first, chosen.isEmpty || !isSuperset {
            throw DatasetError(
                .missing,
                "\(file) lists “\(first.printable)”, which is not there (\(unknown.count) of \(names.count) are not).")
        }
        return chosen.sorted()
    }

    /// By which names something can be listed: whole names and the folders that ids begin with; and the ends of names.
    ///
    /// What ends the names of several samples stands for none of them.
    private static func index(_ samples: [[String]]) -> (whole: [String: Set<Int>], ends: [String: Set<Int>]) {
        var whole: [String: Set<Int>] = [:]
        var ends: [String: Set<Int>] = [:]
        for (place, names) in samples.enumerated() {
            for (rank, name) in names.enumerated() {
                let parts = components(name)
                whole[parts.joined(separator: "/"), default: []].insert(place)
                for start in parts.indices.dropFirst() {
                    ends[parts[start...].joined(separator: "/"), default: []].insert(place)
                }
                guard rank == 0 else { continue }
                for end in parts.indices.dropFirst() {
                    whole[parts[..<end].joined(separator: "/"), default: []].insert(place)
                }
            }
        }
        return (whole, ends.filter { $0.value.count == 1 })
    }

    private static func components(_ name: String) -> [Substring] {
        var parts = name.split(separator: "/").filter { $0 != "." }
        if let last = parts.last, let dot = last.lastIndex(of: "."), dot > last.startIndex {
            let ending = last[last.index(after: dot)...]
            // Ids may end in a time, 305.244: only what looks like a file's extension is dropped.
            if ending.count <= 5, ending.first?.isLetter == true { parts[parts.count - 1] = last[..<dot] }
        }
        return parts
    }
}
