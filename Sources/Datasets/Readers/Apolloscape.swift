package import Foundation
package import Images

/// ApolloScape (X. Huang et al., CVPRW 2018): streets of its scene parsing part, with the depth of what stands still.
///
/// Depth is a 16-bit PNG, 200 steps a metre, rendered from scanned points; 65535 and 0 are unknown, among them all that
/// moved and the sky. The two cameras, 5 and 6, have 3384×2710 pixels and constant matrices.
/// Source: the set's page on scene parsing and `camera` tables of ApolloScapeAuto/dataset-api; that 65535 also stands for
/// what moved could not be checked.
package struct Apolloscape: FrameDataset {
    package static let description = DatasetDescription(
        name: "apolloscape", title: "ApolloScape", content: "Streets of China from a car, with scanned static depth.",
        homepage: "https://apolloscape.auto/scene.html", licence: "custom, research only", traits: .realMetric,
        farthest: 327.67, purpose: .evaluation,
        tree: """
            road02_ins/ColorImage/Record001/Camera 5/<name>.jpg (also Camera 6)
            road02_ins_depth/Record001/Camera 5/<name>.png (or Depth/ beside ColorImage/)
            """)
    /// By name, of pictures ``publishedWidth`` wide.
    private static let cameras = [
        "Camera 5": (focalLength: 2304.54786556982, middleX: 1686.23787612802, middleY: 1354.98486439791),
        "Camera 6": (focalLength: 2300.39065314361, middleX: 1713.21615190657, middleY: 1342.91100799715),
    ]
    private static let publishedWidth = 3384.0
    private static let unknown: Float = 65535
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for road in try Folder(root).folders() where road.folder("ColorImage").exists {
            let beside = road.folder("Depth")
            let depths = beside.exists ? beside : Folder(root).folder("\(road.path)_depth")
            for folder in try road.folder("ColorImage").descendants(depth: 2) {
                let place = String(folder.path.dropFirst(road.path("ColorImage/").count))
                for stem in try folder.stems(suffix: ".jpg") {
                    frames.append(
                        Frame(
                            id: "\(road.path)/\(place)/\(stem)", image: folder.path("\(stem).jpg"),
                            depth: depths.path("\(place)/\(stem).png")))
                }
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let raw = try SampleFile.raster(url(frame.depth))
        let depth = DepthEncoding(unit: 0.005).decode(raw).setting(.nan, where: raw) { $0 == Self.unknown }
        let name = frame.id.split(separator: "/").first { Self.cameras[String($0)] != nil }
        guard let camera = name.flatMap({ Self.cameras[String($0)] }) else { return (depth, nil) }
        let published = try Intrinsics(
            focalLength: camera.focalLength, middleX: camera.middleX, middleY: camera.middleY, file: frame.image)
        return (depth, published.scaled(by: Double(image.width) / Self.publishedWidth))
    }
}
