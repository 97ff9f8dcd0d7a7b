package import Foundation
package import Images

/// Spring (L. Mehl et al., CVPR 2023): frames of an animated film, its training part, by the left camera.
///
/// `.dsp5` is an HDF5 file with the data set `disparity`: 3840×2160 values for a picture of 1920×1080, counted in the
/// picture's pixels; 0 is infinitely far, NaN unknown. The cameras stand 0.065 m apart. `intrinsics.txt` has a line
/// `fx fy cx cy` per frame. `skymap_left`, where it is there, is above 0 in the sky.
/// Source: the description on the set's page and public loaders.
package struct Spring: FrameDataset {
    package static let description = DatasetDescription(
        name: "spring", title: "Spring", content: "5,000 frames of an animated film in high definition.",
        homepage: "https://spring-benchmark.org/", licence: "CC BY 4.0", traits: .syntheticMetric, marksSky: true,
        marksUnknown: true, purpose: .evaluation,
        tree: """
            train/0001/frame_left/frame_left_0001.png
            train/0001/disp1_left/disp1_left_0001.dsp5
            train/0001/cam_data/intrinsics.txt
            train/0001/maps/skymap_left/skymap_left_0001.png (if it is there)
            """)
    private static let baseline = 0.065
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let nested = Folder(root).folder("spring").folder("train")
        let train = nested.exists ? nested : Folder(root).folder("train")
        var frames: [Frame] = []
        for scene in train.exists ? try train.folders() : [] where scene.folder("frame_left").exists {
            let name = scene.path.split(separator: "/").last ?? ""
            let hasSky = scene.folder("maps").folder("skymap_left").exists
            for stem in try scene.folder("frame_left").stems(prefix: "frame_left_", suffix: ".png") {
                frames.append(
                    Frame(
                        id: "\(name)/\(stem)", image: scene.path("frame_left/frame_left_\(stem).png"),
                        depth: scene.path("disp1_left/disp1_left_\(stem).dsp5"),
                        others: [scene.path("cam_data/intrinsics.txt")]
                            + (hasSky ? [scene.path("maps/skymap_left/skymap_left_\(stem).png")] : [])))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let camera = try camera(of: frame)
        let disparity = try HDF5File.array("disparity", in: url(frame.depth)).raster(name: frame.depth)
        let depth = disparity.depth(
            ofDisparityWithFactor: Float(camera.focalLength * Self.baseline), zeroIsSky: true)
        guard frame.others.count > 1 else { return (depth, camera) }
        return (depth.setting(.infinity, where: try SampleFile.labels(url(frame.others[1]))) { $0 > 0 }, camera)
    }

    private func camera(of frame: Frame) throws(DatasetError) -> Intrinsics {
        let file = url(frame.others[0])
        let lines = try SampleFile.text(file).split(whereSeparator: \.isNewline)
        let number = Int(frame.id.split(separator: "/").last ?? "") ?? 0
        guard lines.indices.contains(number - 1) else {
            throw DatasetError(.malformed, "\(file.relativePath) has no line for frame \(number).")
        }
        let numbers = lines[number - 1].split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 4 else {
            throw DatasetError(.malformed, "\(file.relativePath), line \(number), has not four numbers.")
        }
        return try Intrinsics(
            focalLength: numbers[0], middleX: numbers[2], middleY: numbers[3], file: file.relativePath)
    }
}
