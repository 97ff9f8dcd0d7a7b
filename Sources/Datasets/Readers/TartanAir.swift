package import Foundation
package import Images

/// TartanAir (W. Wang et al., IROS 2020), first version: flights through game-engine worlds.
///
/// Depth is an NPY file of floats in metres along the optical axis; the sky sphere stands at about 10,000 m, so what is
/// that far is sky. All images have 640×480 pixels and a focal length of 320, centre (320, 240).
/// Source: `data_type.md` of castacks/tartanair_tools.
package struct TartanAir: FrameDataset {
    package static let description = DatasetDescription(
        name: "tartanair", title: "TartanAir", content: "Flights through 30 virtual worlds in all weathers.",
        homepage: "https://theairlab.org/tartanair-dataset/", licence: "CC BY 4.0", traits: .syntheticMetric,
        marksSky: true, farthest: 9_000,
        tree: """
            <world>/Easy/P000/image_left/000000_left.png
            <world>/Easy/P000/depth_left/000000_left_depth.npy
            <world>/Hard/… likewise
            """)
    private static let focalLength = 320.0
    private static let publishedWidth = 640.0
    /// Where the sky begins, in metres: below the sky sphere, beyond anything else.
    private static let sky: Float = 9_000
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for trajectory in try Folder(root).descendants(depth: 3) where trajectory.folder("image_left").exists {
            for stem in try trajectory.folder("image_left").stems(suffix: "_left.png") {
                frames.append(
                    Frame(
                        id: trajectory.path(stem), image: trajectory.path("image_left/\(stem)_left.png"),
                        depth: trajectory.path("depth_left/\(stem)_left_depth.npy")))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        (
            DepthEncoding(unit: 1, sky: .atLeast(Self.sky)).decode(try SampleFile.raster(url(frame.depth))),
            Intrinsics(
                focalLength: Self.focalLength * Double(image.width) / Self.publishedWidth, width: image.width,
                height: image.height)
        )
    }
}
