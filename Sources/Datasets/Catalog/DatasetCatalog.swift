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
    /// How ``MattePairs`` in folders of any name are called where a data set's name is asked for.
    public static let mattesName = "mattes"
    /// How a ``PhotoFolder`` of no published set is called where a data set's name is asked for.
    public static let photosName = "photos"

    /// All data sets: of depth, of mattes, and of focal lengths.
    public static let all: [DatasetDescription] =
        readers.map { $0.description } + matteLayouts.map(\.description) + photoSets

    /// The data set called `name`; case, hyphens and underscores do not matter.
    ///
    /// - Throws: ``DatasetError`` with code `unknown`, listing the names there are.
    public static func description(of name: String) throws(DatasetError) -> DatasetDescription {
        try find(name, in: all, called: \.name, what: "data set", others: [manifestName, mattesName, photosName])
    }

    /// Opens the data set of depth called `name` in the folder `root`; its files are listed now, images are read later.
    ///
    /// - Parameters:
    ///   - name: One of ``all`` whose subject is depth, or `manifest` for a folder with a manifest.
    ///   - root: The folder that holds what ``DatasetDescription/tree`` shows.
    ///   - split: One of ``DatasetDescription/splits``; `nil` for all samples, or, where a set has the same samples in
    ///     several renditions, for those of its tree.
    ///   - list: A file of text that names the samples to take, one a line, by id or by the path of a file; a folder
    ///     that ids begin with stands for all in it. `nil` for all.
    /// - Throws: ``DatasetError``, naming the folder or file that is missing or wrong.
    public static func open(
        _ name: String, at root: URL, split: String? = nil, list: URL? = nil
    ) throws(DatasetError) -> any DepthDataset {
        guard name == manifestName else { return try openFrames(of: name, at: root, split: split, list: list) }
        return try openManifest(at: root, split: split, list: list)
    }

    package static func openFiles(
        of name: String, at root: URL, split: String?, list: URL?
    ) throws(DatasetError) -> any FileBackedDataset {
        switch name {
        case manifestName: return try openManifest(at: root, split: split, list: list)
        case mattesName: return try openPairs(of: name, at: root, split: split, list: list)
        case photosName:
            if let split { throw DatasetError(.unknown, "Photographs have no part “\(split.printable)”.") }
            return try openPhotos(name, at: root, list: list)
        default: break
        }
        let description = try description(of: name)
        switch description.subject {
        case .depth: return try openFrames(of: name, at: root, split: split, list: list)
        case .mattes: return try openPairs(of: name, at: root, split: split, list: list)
        case .focalLength:
            try check(split, of: description)
            return try openPhotos(name, at: root, list: list)
        }
    }

    package static func openFrames(
        of name: String, at root: URL, split: String?, list: URL? = nil
    ) throws(DatasetError) -> any FrameDataset {
        let reader = try find(
            name, in: readers, called: { $0.description.name }, what: "data set of depth", others: [manifestName])
        let description = reader.description
        try check(root, split, of: description)
        let set = try reader.init(root: root, split: split)
        try checkNotEmpty(set.count, description, root)
        let usualList = reader.listFile(of: split)
        guard let list = list ?? usualList.map({ root.appending(path: $0) }) else { return set }
        return try set.choosing(list)
    }

    private static func openManifest(
        at root: URL, split: String?, list: URL?
    ) throws(DatasetError) -> ManifestDataset {
        if let split { throw DatasetError(.unknown, "A manifest has no part called “\(split.printable)”.") }
        let set = try ManifestDataset(contentsOf: root)
        guard let list else { return set }
        let places = try SampleList(contentsOf: list).places(among: set.rows.map { [$0.id, $0.rgb, $0.depth] })
        return set.choosing(places)
    }
}

extension DatasetCatalog {
    /// The entry that a person may mean by `name`.
    static func find<Entry>(
        _ name: String, in entries: [Entry], called: (Entry) -> String, what: String, others: [String]
    ) throws(DatasetError) -> Entry {
        let wanted = plain(name)
        guard let entry = entries.first(where: { plain(called($0)) == wanted }) else {
            let names = (others + entries.map(called)).joined(separator: ", ")
            throw DatasetError(.unknown, "There is no \(what) “\(name.printable)”: \(names).")
        }
        return entry
    }

    /// Whether there is such a folder, and the set has such a part.
    static func check(_ root: URL, _ split: String?, of description: DatasetDescription) throws(DatasetError) {
        guard root.isDirectory else {
            throw DatasetError(.missing, "\(description.title): there is no folder \(root.relativePath).")
        }
        try check(split, of: description)
    }

    private static func check(_ split: String?, of description: DatasetDescription) throws(DatasetError) {
        guard let split, !description.splits.contains(split) else { return }
        let known = description.splits.isEmpty ? "it has no parts" : description.splits.joined(separator: ", ")
        throw DatasetError(.unknown, "\(description.title) has no part “\(split.printable)”: \(known).")
    }

    static func checkNotEmpty(
        _ count: Int, _ description: DatasetDescription, _ root: URL
    ) throws(DatasetError) {
        guard count == 0 else { return }
        throw DatasetError(
            .missing,
            "No image of \(description.title) was found in \(root.relativePath); depthpro datasets describe "
                + "\(description.name) shows the folders that are expected.")
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}
