public import Foundation
internal import Images

/// A data set described by a manifest: a JSON Lines file with one ``ManifestRow`` per line.
///
/// ```json
/// {"id": "desk", "rgb": "desk.jpg", "depth": "desk.png", "depth_scale": 0.001, "fx": 525, "kind": "real"}
/// ```
public struct ManifestDataset: DepthDataset {
    /// The manifest's file name by convention.
    public static let fileName = "manifest.jsonl"

    /// As people and recipes name it.
    public let name: String
    /// Synthetic if every row is, metric if every row is; samples have the traits of their own row.
    public let traits: DatasetTraits
    /// The chosen rows, in the manifest's order.
    public private(set) var rows: [ManifestRow]
    private let folder: URL

    /// How many rows were chosen.
    public var count: Int { rows.count }

    /// Reads the manifest at `url`, or the `manifest.jsonl` in the folder at `url`; images are read later.
    ///
    /// - Parameters:
    ///   - name: How the set is named; by default as its folder.
    ///   - selection: Which rows to take.
    /// - Throws: ``DatasetError``, naming the line that is wrong, also when no row is chosen.
    public init(
        contentsOf url: URL, name: String? = nil, selection: ManifestSelection = ManifestSelection()
    ) throws(DatasetError) {
        let file = url.isDirectory ? url.appending(path: Self.fileName) : url
        folder = file.deletingLastPathComponent()
        self.name = name ?? folder.lastPathComponent
        rows = try ManifestFile.rows(of: file).filter(selection.contains)
        guard !rows.isEmpty else {
            throw DatasetError(.missing, "No row of \(file.relativePath) is among those asked for.")
        }
        traits = DatasetTraits(
            isSynthetic: rows.allSatisfy(\.traits.isSynthetic), isMetric: rows.allSatisfy(\.traits.isMetric))
    }

    /// The set with only some of its rows.
    func choosing(_ places: [Int]) -> ManifestDataset {
        var chosen = self
        chosen.rows = places.map { rows[$0] }
        return chosen
    }

    /// Reads image, depth and matte of row `index`.
    ///
    /// Depth of another size than the image is brought to the image's by taking the nearest value.
    public func sample(at index: Int) throws(DatasetError) -> DepthSample {
        let row = rows[index]
        let image = try SampleFile.image(folder.file(row.rgb))
        if let width = row.width, let height = row.height, (width, height) != (image.width, image.height) {
            throw DatasetError(
                .malformed,
                "\(row.rgb) is \(image.width)×\(image.height), but its row in the manifest says \(width)×\(height).")
        }
        let raw = try SampleFile.raster(folder.file(row.depth), channel: row.depthChannel)
        let depth = DepthEncoding(
            unit: Float(row.depthScale ?? 1), sky: row.depthSky.map { .equal(Float($0)) }
        ).decode(raw)
        return DepthSample(
            id: row.id, image: image, depth: depth.resizedToNearest(width: image.width, height: image.height),
            intrinsics: row.intrinsics(width: image.width, height: image.height), traits: row.traits,
            matte: try row.matte.map { path throws(DatasetError) in
                try SampleFile.matte(folder.file(path), width: image.width, height: image.height)
            })
    }
}

extension ManifestDataset: FileBackedDataset {
    package func verify(at index: Int) throws { _ = try sample(at: index) }

    package func id(at index: Int) -> String { rows[index].id }

    package func files(at index: Int) -> [URL] {
        let row = rows[index]
        return ([row.rgb, row.depth] + (row.matte.map { [$0] } ?? [])).map(folder.file)
    }
}
