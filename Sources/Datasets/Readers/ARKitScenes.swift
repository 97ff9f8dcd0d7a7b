package import Foundation
package import Images

/// ARKitScenes (G. Baruch et al., NeurIPS 2021 datasets track): rooms seen by an iPad.
///
/// Depth is a 16-bit PNG in millimetres, 0 where unknown: of a laser scanner, 1920×1440, where `highres_depth` is
/// there, else of the iPad, 256×192. A `.pincam` file has `width height fx fy cx cy`. `metadata.csv` says where the sky
/// lies in a video's pictures; they are turned here so that it lies above.
/// Source: DATA.md, raw/README.md and depth_upsampling/README.md of apple/ARKitScenes.
package struct ARKitScenes: FrameDataset {
    package static let description = DatasetDescription(
        name: "arkitscenes", title: "ARKitScenes", content: "Rooms of 1,661 homes, filmed with an iPad Pro.",
        homepage: "https://github.com/apple/ARKitScenes", licence: "custom, see its LICENSE",
        traits: .realMetric, farthest: 65.535, splits: ["train", "val"],
        tree: """
            Training/<video>/wide/<video>_<time>.png (or color/, vga_wide/, lowres_wide/)
            Training/<video>/wide_intrinsics/<video>_<time>.pincam
            Training/<video>/highres_depth/<video>_<time>.png (with vga_wide or lowres_wide: lowres_depth/)
            Validation/… likewise
            metadata.csv
            """)
    /// Folders of images and depth in order of preference.
    private static let pairs = [
        ("wide", "highres_depth"), ("color", "highres_depth"), ("vga_wide", "lowres_depth"),
        ("lowres_wide", "lowres_depth"),
    ]
    package let root: URL
    package var frames: [Frame]
    private let turns: [String: QuarterTurns]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let parts = split.map { [$0 == "train" ? "Training" : "Validation"] } ?? ["Training", "Validation"]
        var frames: [Frame] = []
        for part in parts where Folder(root).folder(part).exists {
            for video in try Folder(root).folder(part).folders() { frames += try Self.frames(of: video) }
        }
        self.frames = frames
        turns = try Self.turns(root.appending(path: "metadata.csv"))
    }

    package func sample(at index: Int) throws(DatasetError) -> DepthSample {
        let frame = frames[index]
        let image = try SampleFile.image(url(frame.image))
        let (depth, camera) = try depthAndCamera(of: frame, image: image)
        let turns = turns[String(frame.id.prefix { $0 != "_" })] ?? .none
        return DepthSample(
            id: frame.id, image: image.turned(turns),
            depth: depth.resizedToNearest(width: image.width, height: image.height).turned(turns),
            intrinsics: camera?.turned(turns, width: image.width, height: image.height), traits: traits)
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let depth = DepthEncoding(unit: 0.001).decode(try SampleFile.raster(url(frame.depth)))
        guard let path = frame.others.first else { return (depth, nil) }
        let numbers = try SampleFile.matrix(url(path), rows: 1, columns: 6)
        guard numbers[0] > 0 else { throw DatasetError(.malformed, "\(path) describes no camera.") }
        let camera = try Intrinsics(focalLength: numbers[2], middleX: numbers[4], middleY: numbers[5], file: path)
        return (depth, camera.scaled(by: Double(image.width) / numbers[0]))
    }

    private static func frames(of video: Folder) throws(DatasetError) -> [Frame] {
        guard let pair = pairs.first(where: { video.folder($0.0).exists && video.folder($0.1).exists }) else {
            return []
        }
        let (images, depths) = (video.folder(pair.0), video.folder(pair.1))
        let cameras = video.folder(pair.0 + "_intrinsics")
        let known = cameras.exists ? Set(try cameras.stems(suffix: ".pincam")) : []
        let withDepth = Set(try depths.stems(suffix: ".png"))
        return try images.stems(suffix: ".png").filter(withDepth.contains).map { stem in
            Frame(
                id: stem, image: images.path("\(stem).png"), depth: depths.path("\(stem).png"),
                others: neighbours(of: stem).first(where: known.contains).map { [cameras.path("\($0).pincam")] } ?? [])
        }
    }

    /// The name itself and those a millisecond off, as cameras were stamped with times rounded differently.
    private static func neighbours(of stem: String) -> [String] {
        let parts = stem.split(separator: "_")
        guard parts.count == 2, let time = Double(parts[1]) else { return [stem] }
        return [stem] + [-0.001, 0.001].map { "\(parts[0])_" + String(format: "%.3f", time + $0) }
    }

    private static func turns(_ file: URL) throws(DatasetError) -> [String: QuarterTurns] {
        guard file.exists else { return [:] }
        var turns: [String: QuarterTurns] = [:]
        for row in try SampleFile.table(file, columns: ["video_id", "sky_direction"]) {
            switch row[1].lowercased() {
            case "left": turns[row[0]] = .clockwise
            case "right": turns[row[0]] = .counterclockwise
            case "down": turns[row[0]] = .half
            default: break
            }
        }
        return turns
    }
}
