public import Foundation

/// The data sets that can be read in the layout that their authors published them in.
///
/// ```swift
/// let set = try DatasetCatalog.open("hypersim", at: folder, split: "train")
/// let sample = try set.sample(at: 0)
/// ```
public enum DatasetCatalog {
    /// How a ``ManifestDataset`` is called where a data set's name is asked for.
    public static let manifestName = "manifest"

    /// All data sets, by name.
    public static let all: [DatasetDescription] = readers.map { $0.description }

    /// The data set called `name`; case, hyphens and underscores do not matter.
    ///
    /// - Throws: ``DatasetError`` with code `unknown`, listing the names there are.
    public static func description(of name: String) throws(DatasetError) -> DatasetDescription {
        try reader(of: name).description
    }

    /// Opens the data set called `name` in the folder `root`; its files are listed now, images are read later.
    ///
    /// - Parameters:
    ///   - name: One of ``all``, or `manifest` for a folder with a manifest.
    ///   - root: The folder that holds what ``DatasetDescription/tree`` shows.
    ///   - split: One of ``DatasetDescription/splits``; `nil` for all samples.
    /// - Throws: ``DatasetError``, naming the folder or file that is missing or wrong.
    public static func open(
        _ name: String, at root: URL, split: String? = nil
    ) throws(DatasetError) -> any DepthDataset {
        try openFiles(of: name, at: root, split: split)
    }

    static func openFiles(
        of name: String, at root: URL, split: String?
    ) throws(DatasetError) -> any FileBackedDataset {
        guard name == manifestName else { return try openFrames(of: name, at: root, split: split) }
        if let split { throw DatasetError(.unknown, "A manifest has no part called “\(split.printable)”.") }
        return try ManifestDataset(contentsOf: root)
    }

    package static func openFrames(
        of name: String, at root: URL, split: String?
    ) throws(DatasetError) -> any FrameDataset {
        let reader = try reader(of: name)
        let description = reader.description
        guard root.isDirectory else {
            throw DatasetError(.missing, "\(description.title): there is no folder \(root.relativePath).")
        }
        if let split, !description.splits.contains(split) {
            let known = description.splits.isEmpty ? "it has no parts" : description.splits.joined(separator: ", ")
            throw DatasetError(.unknown, "\(description.title) has no part “\(split.printable)”: \(known).")
        }
        let set = try reader.init(root: root, split: split)
        guard !set.frames.isEmpty else {
            throw DatasetError(
                .missing,
                "No image of \(description.title) was found in \(root.relativePath); depthpro datasets describe "
                    + "\(description.name) shows the folders that are expected.")
        }
        return set
    }

    private static func reader(of name: String) throws(DatasetError) -> any FrameDataset.Type {
        let wanted = plain(name)
        guard let reader = readers.first(where: { plain($0.description.name) == wanted }) else {
            let names = all.map(\.name).joined(separator: ", ")
            throw DatasetError(.unknown, "There is no data set “\(name.printable)”: \(manifestName), \(names).")
        }
        return reader
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}
