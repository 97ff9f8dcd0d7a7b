public import Foundation

extension MattePairs {
    /// What the folders of images and of mattes may be called, in order of preference.
    private static let imageFolders = ["image", "images", "im", "original", "rgb"]
    private static let matteFolders = ["alpha", "matte", "mattes", "mask", "masks", "gt"]

    /// Opens the pairs in the folder at `root`: those of its `manifest.jsonl`, a line of JSON with `id`, `rgb` and
    /// `matte` for each; else those of two folders in it, `image` and `alpha`, whose files are called the same but for
    /// the extension.
    ///
    /// - Parameter name: How the set is named; by default as its folder.
    /// - Throws: ``DatasetError``, naming the folder, file or line that is missing or wrong.
    public init(contentsOf root: URL, name: String? = nil) throws(DatasetError) {
        let manifest = root.isDirectory ? root.appending(path: ManifestDataset.fileName) : root
        let name = name ?? manifest.deletingLastPathComponent().lastPathComponent
        guard !manifest.exists else {
            let rows = try JSONLines.rows(MatteRow.self, of: manifest, id: \.id, fault: \.fault)
            let pairs = rows.compactMap { row in row.matte.map { Pair(id: row.id, image: row.rgb, matte: $0) } }
            guard !pairs.isEmpty else {
                throw DatasetError(.missing, "No row of \(manifest.relativePath) has a matte.")
            }
            self.init(name: name, root: manifest.deletingLastPathComponent(), pairs: pairs)
            return
        }
        let folder = Folder(root)
        guard let images = Self.imageFolders.first(where: { folder.folder($0).exists }),
            let mattes = Self.matteFolders.first(where: { folder.folder($0).exists })
        else {
            throw DatasetError(
                .missing, "\(root.relativePath) has neither a \(ManifestDataset.fileName) nor folders image and alpha.")
        }
        let pairs = try Self.pairs(images: folder.folder(images), mattes: folder.folder(mattes))
        guard !pairs.isEmpty else { throw DatasetError(.missing, "\(folder.path(images)) holds no image.") }
        self.init(name: name, root: root, pairs: pairs)
    }

    /// The images of one folder with the mattes of another; an image without a matte is paired with the PNG that is
    /// missing.
    static func pairs(images: Folder, mattes: Folder, idPrefix: String = "") throws(DatasetError) -> [Pair] {
        var matteNames: [String: String] = [:]
        for (stem, name) in try mattes.pictures() { matteNames[stem] = matteNames[stem] ?? name }
        return try images.pictures().map { stem, name in
            Pair(
                id: idPrefix + stem, image: images.path(name), matte: mattes.path(matteNames[stem] ?? "\(stem).png"))
        }
    }
}

/// One line of a manifest of mattes; other fields, as those of a ``ManifestRow``, are ignored.
private struct MatteRow: Decodable {
    let id: String
    let rgb: String
    let matte: String?

    var fault: String? { [id, rgb, matte].contains("") ? "has an empty id, rgb or matte" : nil }
}
