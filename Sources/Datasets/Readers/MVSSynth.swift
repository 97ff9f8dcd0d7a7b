package import Foundation
package import Images

/// MVS-Synth (P.-H. Huang et al., CVPR 2018): sequences of a computer game.
///
/// Depth is an OpenEXR file along the optical axis, in the game's unit; infinity is sky. `poses/0000.json` has `f_x`,
/// `f_y`, `c_x`, `c_y` in pixels of the published size.
/// Source: the set's page and the loader of CUT3R.
package struct MVSSynth: FrameDataset {
    package static let description = DatasetDescription(
        name: "mvs-synth", title: "MVS-Synth", content: "120 city sequences of a computer game, 100 frames each.",
        homepage: "https://phuang17.github.io/DeepMVS/mvs-synth.html", licence: "custom, non-commercial",
        traits: .syntheticRelative, marksSky: true,
        tree: """
            0000/images/0000.png
            0000/depths/0000.exr
            0000/poses/0000.json
            (0000 to 0119, in the folder of one size: GTAV_540, GTAV_720 or GTAV_1080)
            """)
    package let root: URL
    package var frames: [Frame]

    private struct Pose: Decodable {
        let focalLength, centerX, centerY: Double
        enum CodingKeys: String, CodingKey {
            case focalLength = "f_x"
            case centerX = "c_x"
            case centerY = "c_y"
        }
    }

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for sequence in try Folder(root).folders() where sequence.folder("images").exists {
            for stem in try sequence.folder("images").stems(suffix: ".png") {
                frames.append(
                    Frame(
                        id: sequence.path(stem), image: sequence.path("images/\(stem).png"),
                        depth: sequence.path("depths/\(stem).exr"), others: [sequence.path("poses/\(stem).json")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let file = url(frame.others[0])
        let pose = try SampleFile.json(Pose.self, file)
        return (
            DepthEncoding(unit: 1).decode(try SampleFile.raster(url(frame.depth), anyOf: [nil, "R", "G"])),
            try Intrinsics(
                focalLength: pose.focalLength, middleX: pose.centerX, middleY: pose.centerY, file: file.relativePath)
        )
    }
}
