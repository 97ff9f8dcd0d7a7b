package import Foundation
internal import Images

/// Images and their mattes as pairs of files: of a published set, of two folders, or of a manifest.
///
/// Mattes are grey pictures, 0 for background and 255 for foreground; other channels than the first do not matter.
public struct MattePairs: MatteDataset {
    /// One image and its matte.
    public struct Pair: Sendable, Hashable {
        /// Names the sample.
        public let id: String
        /// The image's path, relative to the set's folder.
        public let image: String
        /// The matte's path, relative to the set's folder.
        public let matte: String
    }

    /// As people name the set.
    public let name: String
    /// All samples, or those that a list names.
    public internal(set) var pairs: [Pair]
    private let root: URL

    /// How many pairs there are.
    public var count: Int { pairs.count }

    init(name: String, root: URL, pairs: [Pair]) {
        self.name = name
        self.root = root
        self.pairs = pairs
    }

    /// Reads image and matte of pair `index`; they must have the same size.
    public func sample(at index: Int) throws(DatasetError) -> MatteSample {
        let pair = pairs[index]
        let image = try SampleFile.image(root.file(pair.image))
        return MatteSample(
            id: pair.id, image: image,
            matte: try SampleFile.matte(root.file(pair.matte), width: image.width, height: image.height))
    }
}

extension MattePairs: FileBackedDataset {
    package func id(at index: Int) -> String { pairs[index].id }

    package func files(at index: Int) -> [URL] { [pairs[index].image, pairs[index].matte].map(root.file) }

    package func verify(at index: Int) throws { _ = try sample(at: index) }
}
