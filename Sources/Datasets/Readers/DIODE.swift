package import Foundation
package import Images

/// DIODE (I. Vasiljevic et al., arXiv 1908.00463): rooms and streets by a laser scanner.
///
/// `_depth.npy` holds metres, height × width × 1; `_depth_mask.npy` 1 where the scanner had a return. The virtual camera
/// of 1024 × 768 pixels has focal lengths of 886.81 across and 927.06 down; the horizontal one is given here.
/// Source: README and `intrinsics.txt` of diode-dataset/diode-devkit, which do not say whether depth is along the axis,
/// as is assumed here, or along the ray.
package struct DIODE: FrameDataset {
    package static let description = DatasetDescription(
        name: "diode", title: "DIODE", content: "Rooms and streets by one laser scanner, near and far.",
        homepage: "https://diode-dataset.org", licence: "MIT", traits: .realMetric, splits: ["train", "val"],
        purpose: .evaluation,
        tree: """
            val/indoors/scene_00019/scan_00183/<name>.png
            val/indoors/scene_00019/scan_00183/<name>_depth.npy
            val/indoors/scene_00019/scan_00183/<name>_depth_mask.npy
            val/outdoor/…, train/… likewise
            """)
    /// Of images 1024 pixels wide.
    private static let camera = (focalLength: 886.81, centerX: 512.0, centerY: 384.0)
    private static let publishedWidth = 1024.0
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for part in split.map({ [$0] }) ?? Self.description.splits where Folder(root).folder(part).exists {
            // Indoors or outdoor, scene, scan.
            for folder in try Folder(root).folder(part).descendants(depth: 3) {
                for stem in try folder.stems(suffix: "_depth.npy") {
                    frames.append(
                        Frame(
                            id: folder.path(stem), image: folder.path("\(stem).png"),
                            depth: folder.path("\(stem)_depth.npy"), others: [folder.path("\(stem)_depth_mask.npy")]))
                }
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let depth = DepthEncoding(unit: 1).decode(try SampleFile.raster(url(frame.depth)))
        let mask = try SampleFile.raster(url(frame.others[0]))
        let camera = Intrinsics(
            focalLength: Self.camera.focalLength, centerX: Self.camera.centerX, centerY: Self.camera.centerY)
        return (
            depth.setting(.nan, where: mask) { $0 == 0 }, camera.scaled(by: Double(image.width) / Self.publishedWidth)
        )
    }
}
