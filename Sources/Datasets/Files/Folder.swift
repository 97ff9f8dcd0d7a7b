package import Foundation

/// Lists folders in an order that is the same on every machine.
package struct Folder: Sendable {
    /// The folder's path relative to the root; empty for the root.
    package let path: String
    private let root: URL

    package init(_ root: URL, _ path: String = "") {
        self.root = root
        self.path = path
    }

    /// Whether there is such a folder.
    package var exists: Bool { root.appending(path: path).isDirectory }

    /// The path, relative to the root, of the file or folder `name` in this folder.
    package func path(_ name: String) -> String { path.isEmpty ? name : path + "/" + name }

    /// The folder `name` in this one, there or not.
    package func folder(_ name: String) -> Folder { Folder(root, path(name)) }

    /// The folders in this one.
    package func folders() throws(DatasetError) -> [Folder] {
        try names().map { folder($0) }.filter(\.exists)
    }

    /// The folders in this one, those in them, and so on to `depth` levels, each before what it contains.
    package func descendants(depth: Int) throws(DatasetError) -> [Folder] {
        guard depth > 0 else { return [] }
        var found: [Folder] = []
        for folder in try folders() { found += [folder] + (try folder.descendants(depth: depth - 1)) }
        return found
    }

    /// The names of the files that begin and end so, each without the two, in order.
    ///
    /// - Throws: ``DatasetError`` with code `missing` where this folder is not there.
    package func stems(prefix: String = "", suffix: String) throws(DatasetError) -> [String] {
        try names().lazy.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }
            .filter { $0.utf8.count > prefix.utf8.count + suffix.utf8.count }
            .map { String($0.dropFirst(prefix.count).dropLast(suffix.count)) }
    }

    /// The pictures in this folder by name: without its extension, and with it.
    package func pictures() throws(DatasetError) -> [(stem: String, name: String)] {
        try names().compactMap { name in
            guard let dot = name.lastIndex(of: "."),
                Self.pictureExtensions.contains(name[name.index(after: dot)...].lowercased())
            else { return nil }
            return (String(name[..<dot]), name)
        }
    }

    /// The paths, relative to the root, of all pictures in this folder and in those within it, in order.
    package func allPictures() throws(DatasetError) -> [String] {
        var found = try pictures().map { path($0.name) }
        for folder in try folders() { found += try folder.allPictures() }
        return found.sorted()
    }

    /// Of the formats that `Photo` decodes.
    private static let pictureExtensions: Set = [
        "jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "heif", "avif",
    ]

    /// The names in this folder, hidden files left out.
    private func names() throws(DatasetError) -> [String] {
        let url = root.appending(path: path)
        do {
            return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw DatasetError(.missing, "There is no folder \(url.relativePath) that can be read.", cause: error)
        }
    }
}
