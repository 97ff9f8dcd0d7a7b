package import Foundation
package import Images

/// A published data set: files in folders, listed once in order of their names and read on demand.
package protocol FrameDataset: DepthDataset, FileBackedDataset {
    /// What is known of the set.
    static var description: DatasetDescription { get }
    /// The folder that is opened.
    var root: URL { get }
    /// All samples, or those that a list names.
    var frames: [Frame] { get set }

    /// Lists the set in the folder `root`, or one of the published parts.
    init(root: URL, split: String?) throws(DatasetError)

    /// The file, in the set's folder, that lists the samples of a part which the folders do not tell.
    static func listFile(of split: String?) -> String?

    /// Whether the lists that go around for this set name samples that have no depth.
    static var listsNameMore: Bool { get }

    /// How the lists that go around for this set name a sample; `nil` for a line to be passed over.
    static func listedName(_ line: Substring) -> String?

    /// Reads the depth map and the camera of `frame`, whose image is already read.
    func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?)
}

extension FrameDataset {
    package var name: String { Self.description.name }
    package var traits: DatasetTraits { Self.description.traits }
    package var count: Int { frames.count }

    package func id(at index: Int) -> String { frames[index].id }

    package func sample(at index: Int) throws(DatasetError) -> DepthSample {
        let frame = frames[index]
        let image = try SampleFile.image(url(frame.image))
        let (depth, camera) = try depthAndCamera(of: frame, image: image)
        return DepthSample(
            id: frame.id, image: image, depth: depth.resizedToNearest(width: image.width, height: image.height),
            intrinsics: camera, traits: traits)
    }

    package static func listFile(of split: String?) -> String? { nil }

    package static var listsNameMore: Bool { false }

    package static func listedName(_ line: Substring) -> String? { String(line) }

    package func verify(at index: Int) throws { _ = try sample(at: index) }

    package func files(at index: Int) -> [URL] { frames[index].files.map(url) }

    /// The set with only the samples that a list names.
    package func choosing(_ list: URL) throws(DatasetError) -> Self {
        let list = try SampleList(contentsOf: list) { Self.listedName($0) }
        let places = try list.places(
            among: frames.map { [$0.id, $0.image, $0.depth] }, isSuperset: Self.listsNameMore)
        var chosen = self
        chosen.frames = places.map { frames[$0] }
        return chosen
    }

    /// The file at a path relative to the set's folder.
    package func url(_ path: String) -> URL { root.appending(path: path) }
}
