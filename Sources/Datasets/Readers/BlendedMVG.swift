package import Foundation
package import Images

/// BlendedMVG: BlendedMVS and its two extensions (Y. Yao et al., CVPR 2020), 502 scenes, low resolution.
///
/// Depth is a PFM along the optical axis, rendered from a reconstructed mesh, in the scene's own unit; 0 is unknown.
/// `XXXXXXXX_cam.txt` has the word `extrinsic`, a 4×4 matrix, the word `intrinsic`, a 3×3 matrix, and a line of depth
/// limits. `blended_images` also holds `…_masked.jpg`, which are left out.
/// Source: README of YoYo000/BlendedMVS and the camera files of MVSNet.
package struct BlendedMVG: FrameDataset {
    package static let description = DatasetDescription(
        name: "blendedmvg", title: "BlendedMVG",
        content: "Photographs of buildings, sculptures and objects blended with renderings of their meshes.",
        homepage: "https://github.com/YoYo000/BlendedMVS", licence: "CC BY 4.0", traits: .realRelative,
        splits: ["train", "val"],
        tree: """
            <scene>/blended_images/00000000.jpg
            <scene>/rendered_depth_maps/00000000.pfm
            <scene>/cams/00000000_cam.txt
            training_list.txt, validation_list.txt (for parts only)
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let listed: Set<Substring>? = try split.map { name throws(DatasetError) in
            let file = root.appending(path: name == "train" ? "training_list.txt" : "validation_list.txt")
            return Set(try SampleFile.text(file).split(whereSeparator: \.isWhitespace))
        }
        var frames: [Frame] = []
        for scene in try Folder(root).folders() where listed?.contains(scene.path[...]) ?? true {
            guard scene.folder("blended_images").exists else { continue }
            for stem in try scene.folder("blended_images").stems(suffix: ".jpg") where !stem.hasSuffix("_masked") {
                frames.append(
                    Frame(
                        id: "\(scene.path)/\(stem)", image: scene.path("blended_images/\(stem).jpg"),
                        depth: scene.path("rendered_depth_maps/\(stem).pfm"),
                        others: [scene.path("cams/\(stem)_cam.txt")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let file = url(frame.others[0])
        let text = try SampleFile.text(file)
        let numbers = text.components(separatedBy: "intrinsic").last?.split(whereSeparator: \.isWhitespace)
            .compactMap { Double($0) }
        guard text.contains("intrinsic"), let numbers, numbers.count >= 9 else {
            throw DatasetError(.malformed, "\(file.relativePath) has no 3×3 matrix after the word “intrinsic”.")
        }
        return (
            DepthEncoding(unit: 1).decode(try SampleFile.raster(url(frame.depth))),
            try Intrinsics(focalLength: numbers[0], middleX: numbers[2], middleY: numbers[5], file: file.relativePath)
        )
    }
}
