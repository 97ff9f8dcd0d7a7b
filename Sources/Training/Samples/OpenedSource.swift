package import Datasets
package import Foundation
internal import Images
internal import Scenes

/// A data source of a recipe, opened.
package struct OpenedSource: Sendable {
    let name: String
    let weight: Double
    /// `nil` for worlds without end.
    package let count: Int?
    private let read: @Sendable (Int) throws -> DepthSample
    private let sky: Bool

    /// - Parameter folder: Of the recipe: its relative paths begin there.
    package init(_ source: DataSource, relativeTo folder: URL) throws {
        name = source.name
        weight = source.weight
        sky = source.sky
        func url(_ path: String) -> URL { URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL }
        let dataset: any DepthDataset
        switch source.kind {
        case .synthesis(let plan):
            let frames = try SyntheticSource(plan, folder: folder)
            count = plan.count
            read = { try frames.sample(at: $0) }
            return
        case .manifest(let path):
            dataset = try ManifestDataset(
                contentsOf: url(path), name: source.name,
                selection: ManifestSelection(
                    idPrefixes: source.only, excludedIDPrefixes: source.without, fieldsOfView: source.fieldsOfView))
        case .dataset(let name, let path, let split):
            dataset = try DatasetCatalog.open(name, at: url(path), split: split)
        case .photos(let path):
            dataset = try PhotoFolder(folder: url(path), name: source.name)
        }
        guard dataset.count > 0 else { throw TrainingError(.noData, "\(source.name) holds no sample") }
        count = min(dataset.count, source.limit ?? .max)
        read = { try dataset.sample(at: $0) }
    }

    /// The sample at `index`.
    package func sample(at index: Int) throws -> DepthSample {
        var sample = try read(index)
        if !sky {
            for pixel in sample.depth.values.indices where sample.depth.values[pixel].isInfinite {
                sample.depth.values[pixel] = 0
            }
        }
        return sample
    }
}
