package import Foundation
package import Images

/// BEDLAM (M. J. Black et al., CVPR 2023): people in clothing, in scenes of Unreal Engine.
///
/// Depth is an OpenEXR file of 32-bit floats in centimetres along the optical axis; its background lies at about
/// 1.2e8 cm on average where sky shows, so what is 10 km away or more is sky here. `ground_truth/camera/SEQ_camera.csv`
/// has a row per frame with the focal length in millimetres of a sensor 36 mm wide.
/// Source: issue 14 of PerceivingSystems/bedlam_render for the unit, the loader of CUT3R for layout and sensor. Images
/// of the scenes named `closeup` are turned by 90° against their camera file; how could not be established, so these
/// scenes are left out. So are frames without a depth file: depth is published for part of the set only. The
/// depth channel's name could not be established: see ``depthChannels``.
package struct BEDLAM: FrameDataset {
    package static let description = DatasetDescription(
        name: "bedlam", title: "BEDLAM", content: "Animated people in clothing, indoors and outdoors, 1280×720.",
        homepage: "https://bedlam.is.tue.mpg.de/", licence: "custom, non-commercial", traits: .syntheticMetric,
        marksSky: true, farthest: 10_000,
        tree: """
            <scene>/png/seq_000000/seq_000000_0000.png
            <scene>/depth/seq_000000/seq_000000_0000_depth.exr
            <scene>/ground_truth/camera/seq_000000_camera.csv
            """)
    private static let sensorWidth = 36.0
    /// In centimetres: 10 km.
    private static let farthest: Float = 1_000_000
    /// The plain name, that of Unreal Engine's layer, and whatever is alone in the file; never a colour.
    private static let depthChannels = ["Depth", "FinalImageMovieRenderQueue_WorldDepth.R", nil]
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for scene in try Folder(root).folders() where !scene.path.contains("closeup") && scene.folder("depth").exists {
            for sequence in try scene.folder("depth").folders() {
                let name = String(sequence.path.split(separator: "/").last ?? "")
                for stem in try sequence.stems(suffix: "_depth.exr") {
                    frames.append(
                        Frame(
                            id: "\(scene.path)/\(stem)", image: scene.path("png/\(name)/\(stem).png"),
                            depth: sequence.path("\(stem)_depth.exr"),
                            others: [scene.path("ground_truth/camera/\(name)_camera.csv")]))
                }
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let raw = try SampleFile.raster(url(frame.depth), anyOf: Self.depthChannels)
        let file = url(frame.others[0])
        let rows = try SampleFile.table(file, columns: ["focal_length"])
        guard let index = frame.id.split(separator: "_").last.flatMap({ Int($0) }), rows.indices.contains(index),
            let millimetres = Double(rows[index][0]), millimetres > 0
        else {
            throw DatasetError(.malformed, "\(file.relativePath) has no focal length for \(frame.id.printable).")
        }
        return (
            DepthEncoding(unit: 0.01, sky: .atLeast(Self.farthest)).decode(raw),
            Intrinsics(
                focalLength: millimetres / Self.sensorWidth * Double(image.width), width: image.width,
                height: image.height)
        )
    }
}
