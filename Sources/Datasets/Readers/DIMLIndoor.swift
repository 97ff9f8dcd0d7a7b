package import Foundation
package import Images

/// The indoor part of DIML/CVL RGB-D (J. Cho et al., arXiv 2110.11590), sampled with a Kinect v2.
///
/// `depth_filled` holds 16-bit PNGs in millimetres at the image's size, holes filled; `HR` images have 1344×756 pixels,
/// `LR` 512×288. The camera is not published with the samples, so it is unknown here.
/// Source: public loaders of the sample archives; the names of folders and files vary between archives, and only this
/// form could be established.
package struct DIMLIndoor: FrameDataset {
    package static let description = DatasetDescription(
        name: "diml-indoor", title: "DIML indoor", content: "Rooms, shops and corridors seen by a Kinect v2.",
        homepage: "https://dimlrgbd.github.io/", licence: "DIML terms: research only", traits: .realMetric,
        farthest: 65.535,
        splits: ["train", "test"],
        tree: """
            indoor/train/HR/<scene>/color/<name>_c.png
            indoor/train/HR/<scene>/depth_filled/<name>_depth_filled.png
            (LR is read where there is no HR; indoor/ may be the folder itself)
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let nested = Folder(root).folder("indoor")
        let top = nested.exists ? nested : Folder(root)
        var frames: [Frame] = []
        for part in split.map({ [$0] }) ?? Self.description.splits where top.folder(part).exists {
            let sizes = ["HR", "LR"].map { top.folder(part).folder($0) }
            for scene in try sizes.first(where: \.exists)?.folders() ?? [] where scene.folder("color").exists {
                for stem in try scene.folder("color").stems(suffix: "_c.png") {
                    let name = scene.path.split(separator: "/").suffix(1).joined()
                    frames.append(
                        Frame(
                            id: "\(part)/\(name)/\(stem)", image: scene.path("color/\(stem)_c.png"),
                            depth: scene.path("depth_filled/\(stem)_depth_filled.png")))
                }
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        (DepthEncoding(unit: 0.001).decode(try SampleFile.raster(url(frame.depth))), nil)
    }
}
