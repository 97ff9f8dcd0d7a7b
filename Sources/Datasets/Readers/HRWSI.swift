package import Foundation
package import Images

/// HR-WSI (K. Xian et al., CVPR 2020): web stereo photographs with disparity from optical flow.
///
/// `gts` holds disparity as PNG, near is large, up to an unknown scale and shift; `valid_masks` is 0 where it cannot be
/// relied on. Depth is given as 1 / disparity with the largest disparity at 1, in no unit; disparity 0 is unknown, as
/// sky and failure are not told apart by it.
/// Source: the layout in the authors' repository, KexianHust/Structure-Guided-Ranking-Loss, and public loaders; whether
/// the files have 8 or 16 bits could not be established, so both are read.
package struct HRWSI: FrameDataset {
    package static let description = DatasetDescription(
        name: "hrwsi", title: "HR-WSI", content: "Stereo photographs from the web: people, streets, nature, rooms.",
        homepage: "https://github.com/KexianHust/Structure-Guided-Ranking-Loss", licence: "custom, research only",
        traits: .realRelative, splits: ["train", "val"],
        tree: """
            train/imgs/<name>.jpg
            train/gts/<name>.png
            train/valid_masks/<name>.png
            val/… likewise
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for part in split.map({ [$0] }) ?? Self.description.splits {
            let folder = Folder(root).folder(part)
            guard folder.exists || split != nil else { continue }
            for stem in try folder.folder("imgs").stems(suffix: ".jpg") {
                frames.append(
                    Frame(
                        id: "\(part)/\(stem)", image: folder.path("imgs/\(stem).jpg"),
                        depth: folder.path("gts/\(stem).png"), others: [folder.path("valid_masks/\(stem).png")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let disparity = try SampleFile.greyPNG(url(frame.depth))
        let largest = disparity.values.max() ?? 1
        let mask = try SampleFile.labels(url(frame.others[0]))
        return (disparity.depth(ofDisparityWithFactor: largest).setting(.nan, where: mask) { $0 == 0 }, nil)
    }
}
