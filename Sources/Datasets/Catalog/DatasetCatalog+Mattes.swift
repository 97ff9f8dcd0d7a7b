public import Foundation

extension DatasetCatalog {
    /// Opens the set of mattes called `name` in the folder `root`; its files are listed now, images are read later.
    ///
    /// - Parameters:
    ///   - name: One of ``all`` whose subject is mattes; or `mattes` for a folder with a manifest, or with the folders
    ///     `image` and `alpha`.
    ///   - root: The folder that holds what ``DatasetDescription/tree`` shows.
    ///   - split: One of ``DatasetDescription/splits``; `nil` for all samples.
    ///   - list: A file of text that names the samples to take; see ``open(_:at:split:list:)``.
    /// - Throws: ``DatasetError``, naming the folder or file that is missing or wrong.
    public static func openMattes(
        _ name: String, at root: URL, split: String? = nil, list: URL? = nil
    ) throws(DatasetError) -> any MatteDataset {
        try openPairs(of: name, at: root, split: split, list: list)
    }

    package static func openPairs(
        of name: String, at root: URL, split: String? = nil, list: URL? = nil
    ) throws(DatasetError) -> MattePairs {
        var set: MattePairs
        var list = list
        if name == mattesName {
            if let split { throw DatasetError(.unknown, "Pairs of files have no part “\(split.printable)”.") }
            set = try MattePairs(contentsOf: root)
        } else {
            let layout = try find(
                name, in: matteLayouts, called: \.description.name, what: "set of mattes", others: [mattesName])
            try check(root, split, of: layout.description)
            set = try MattePairs(layout, at: root, split: split)
            try checkNotEmpty(set.count, layout.description, root)
            if let listed = layout.listed, listed.name == split { list = list ?? root.appending(path: listed.file) }
        }
        guard let list else { return set }
        let places = try SampleList(contentsOf: list).places(among: set.pairs.map { [$0.id, $0.image, $0.matte] })
        set.pairs = places.map { set.pairs[$0] }
        return set
    }
}

extension MattePairs {
    /// Lists a published set.
    fileprivate init(_ layout: MatteLayout, at root: URL, split: String?) throws(DatasetError) {
        let wrapped = Folder(root).folder(layout.wrapper)
        let top = wrapped.exists ? wrapped : Folder(root)
        let isWhole = split == nil || split == layout.listed?.name
        var pairs: [Pair] = []
        for part in layout.parts where isWhole || part.name == split {
            let images = top.folder(part.images)
            guard images.exists || !isWhole else { continue }
            pairs += try Self.pairs(images: images, mattes: top.folder(part.mattes), idPrefix: part.name + "/")
        }
        self.init(name: layout.description.name, root: root, pairs: pairs)
    }
}
