public import Foundation
internal import Images

/// A folder of photographs whose EXIF tells the focal length: truth for estimates of it.
public struct PhotoFolder: Sendable {
    /// As people and recipes name it.
    public let name: String
    /// The photographs' paths, relative to the folder, in order.
    public private(set) var paths: [String]
    private let root: URL

    /// How many photographs there are.
    public var count: Int { paths.count }

    /// Finds the photographs in `folder`, also in folders within; those without a focal length are passed over.
    ///
    /// The header of every photograph is read for that, so a large folder takes its time.
    ///
    /// - Parameter list: A file of text that names the photographs to take, one a line; then all of these count, and one
    ///   without a focal length is an error when it is read.
    /// - Throws: ``DatasetError`` with code `missing`, also where no photograph is left.
    public init(folder: URL, name: String, list: URL? = nil) throws(DatasetError) {
        self.name = name
        root = folder
        let found = try Folder(folder).allPictures()
        if let list {
            let places = try SampleList(contentsOf: list).places(among: found.map { [$0] })
            paths = places.map { found[$0] }
        } else {
            paths = found.filter { (try? PhotoHeader(contentsOf: folder.appending(path: $0)))?.focalLength != nil }
            guard !paths.isEmpty else {
                throw DatasetError(.missing, "\(folder.relativePath): no photograph in it records a focal length.")
            }
        }
    }

    /// Reads the photograph at `index`.
    ///
    /// - Throws: ``DatasetError``, naming the file, also when it records no focal length.
    public func photo(at index: Int) throws(DatasetError) -> PhotoSample {
        let photo: Photo
        do throws(ImageError) {
            photo = try Photo(contentsOf: root.appending(path: paths[index]))
        } catch {
            throw DatasetError(image: error)
        }
        guard let focalLength = photo.focalLength() else {
            throw DatasetError(.malformed, "\(paths[index]) records no focal length that can be believed.")
        }
        return PhotoSample(id: paths[index].withoutExtension, image: photo.image, focalLength: focalLength)
    }
}

/// For learning the field of view alone: all depths are unknown (paper, section 3.3).
extension PhotoFolder: DepthDataset {
    /// Measured, in metres.
    public var traits: DatasetTraits { .realMetric }

    /// Reads the photograph at `index`.
    public func sample(at index: Int) throws(DatasetError) -> DepthSample {
        let photo = try photo(at: index)
        let (width, height) = (photo.image.width, photo.image.height)
        return DepthSample(
            id: photo.id, image: photo.image,
            depth: FloatRaster(width: width, height: height, values: Array(repeating: .nan, count: width * height)),
            intrinsics: Intrinsics(focalLength: photo.focalLength.pixels, width: width, height: height), traits: traits)
    }
}

extension PhotoFolder: FileBackedDataset {
    package func id(at index: Int) -> String { paths[index].withoutExtension }

    package func files(at index: Int) -> [URL] { [root.appending(path: paths[index])] }

    package func verify(at index: Int) throws { _ = try photo(at: index) }
}

extension String {
    /// A path without the extension of its file.
    fileprivate var withoutExtension: String {
        guard let dot = lastIndex(of: "."), !self[dot...].contains("/") else { return self }
        return String(self[..<dot])
    }
}
