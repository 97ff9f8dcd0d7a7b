package import Foundation
package import Images

/// Synscapes (M. Wrenninge, J. Unger, arXiv 1810.08705): path-traced streets.
///
/// Depth is the channel `Z` of an OpenEXR file, in metres along the optical axis; class 23 of `img/class` is sky.
/// `meta/N.json` has the camera at `camera.intrinsic`: `fx`, `fy`, `u0`, `v0` and the size `resx` × `resy`.
/// Source: the set's documentation as public loaders reflect it.
package struct Synscapes: FrameDataset {
    package static let description = DatasetDescription(
        name: "synscapes", title: "Synscapes", content: "25,000 path-traced street scenes, each a world of its own.",
        homepage: "https://synscapes.on.liu.se/", licence: "custom, non-commercial", traits: .syntheticMetric,
        marksSky: true,
        tree: """
            img/rgb/1.png
            img/depth/1.exr
            img/class/1.png
            meta/1.json
            """)
    private static let skyClass: Float = 23
    package let root: URL
    package var frames: [Frame]

    private struct Metadata: Decodable {
        struct Camera: Decodable { let intrinsic: Matrix }
        struct Matrix: Decodable {
            let fx, u0, v0: Double
            let resx: Double?
        }
        let camera: Camera
    }

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        frames = try Folder(root).folder("img/rgb").stems(suffix: ".png").map { stem in
            Frame(
                id: stem, image: "img/rgb/\(stem).png", depth: "img/depth/\(stem).exr",
                others: ["img/class/\(stem).png", "meta/\(stem).json"])
        }
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let file = url(frame.others[1])
        let matrix = try SampleFile.json(Metadata.self, file).camera.intrinsic
        let camera = try Intrinsics(
            focalLength: matrix.fx, middleX: matrix.u0, middleY: matrix.v0, file: file.relativePath)
        let depth = DepthEncoding(unit: 1).decode(try SampleFile.raster(url(frame.depth), channel: "Z"))
        let classes = try SampleFile.labels(url(frame.others[0]))
        return (
            depth.setting(.infinity, where: classes) { $0 == Self.skyClass },
            matrix.resx.map { camera.scaled(by: Double(image.width) / $0) } ?? camera
        )
    }
}
