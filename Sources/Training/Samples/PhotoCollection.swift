internal import Datasets
internal import Foundation
internal import Images

/// A folder of photographs whose EXIF tells the focal length: data for the field-of-view network alone
/// (paper, section 3.3).
struct PhotoCollection: DepthDataset {
    let name: String
    let traits = DatasetTraits(isSynthetic: false, isMetric: true)
    private let photos: [URL]

    var count: Int { photos.count }

    /// Finds the photographs, also in folders within; those without a focal length are passed over.
    init(folder: URL, name: String) throws(DatasetError) {
        self.name = name
        let keys: [URLResourceKey] = [.isRegularFileKey]
        guard let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys) else {
            throw DatasetError(.missing, "\(folder.path): there is no such folder")
        }
        let suffixes: Set = ["jpg", "jpeg", "heic", "heif", "tif", "tiff", "webp"]
        let files = walker.compactMap { $0 as? URL }
            .filter { suffixes.contains($0.pathExtension.lowercased()) }.sorted { $0.path < $1.path }
        photos = files.filter { (try? Photo(contentsOf: $0))?.focalLength() != nil }
        guard !photos.isEmpty else {
            throw DatasetError(.missing, "\(folder.path): no photograph in it records a focal length")
        }
    }

    func sample(at index: Int) throws -> DepthSample {
        let photo = try Photo(contentsOf: photos[index])
        let unknown = [Float](repeating: .nan, count: photo.width * photo.height)
        return DepthSample(
            id: photos[index].deletingPathExtension().lastPathComponent, image: photo.image,
            depth: FloatRaster(width: photo.width, height: photo.height, values: unknown),
            intrinsics: photo.focalLength().map {
                Intrinsics(focalLength: $0.pixels, width: photo.width, height: photo.height)
            }, traits: traits)
    }
}
