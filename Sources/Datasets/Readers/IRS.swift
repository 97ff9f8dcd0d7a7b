package import Foundation
package import Images

/// IRS (Q. Wang et al., ICME 2021): a large synthetic indoor robotics stereo set.
///
/// `d_N.exr` holds the disparity of the left image `l_N.png` in pixels. The rig has a baseline of 0.1 m and 960×540
/// images with a focal length of 480 pixels, so depth is 48 / disparity in metres.
/// Source: the repository HKBU-HPML/IRS (channel names, rig) and the loader of CUT3R.
package struct IRS: FrameDataset {
    package static let description = DatasetDescription(
        name: "irs", title: "IRS", content: "Homes, offices, restaurants and shops of a game engine, in stereo.",
        homepage: "https://github.com/HKBU-HPML/IRS", licence: "custom, research only", traits: .syntheticMetric,
        tree: """
            Home/<sequence>/l_1.png
            Home/<sequence>/d_1.exr
            Office/…, Restaurant/…, Store/… likewise
            """)
    private static let baseline: Float = 0.1
    /// In pixels of an image as wide as ``publishedWidth``.
    private static let focalLength = 480.0
    private static let publishedWidth = 960.0
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for sequence in try Folder(root).descendants(depth: 3) {
            for stem in try sequence.stems(prefix: "d_", suffix: ".exr") {
                frames.append(
                    Frame(
                        id: sequence.path(stem), image: sequence.path("l_\(stem).png"),
                        depth: sequence.path("d_\(stem).exr")))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let disparity = try SampleFile.raster(url(frame.depth), anyOf: [nil, "R", "G"])
        // Disparity is in pixels of the disparity map, whatever size that has.
        let focalLength = Self.focalLength * Double(disparity.width) / Self.publishedWidth
        let camera = Intrinsics(
            focalLength: Self.focalLength * Double(image.width) / Self.publishedWidth, width: image.width,
            height: image.height)
        return (disparity.depth(ofDisparityWithFactor: Self.baseline * Float(focalLength)), camera)
    }
}
