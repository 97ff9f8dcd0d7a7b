package import Foundation
package import Images

/// Booster (P. Zama Ramirez et al., CVPR 2022): rooms with glass and mirrors, painted over for the truth.
///
/// A scene has several pictures of the left camera, in other light, and one map of disparities, 0 where unknown, in
/// pixels of these 12-megapixel pictures. `calib_00-02.xml` is a file of OpenCV's with the left camera as `proj_matL`
/// and the distance of the cameras in millimetres as `baselineLR`.
/// Source: README of the set, and its authors' Depth4ToM, which does not apply `mask_00.png` either: it marks what only
/// one camera sees.
package struct Booster: FrameDataset {
    package static let description = DatasetDescription(
        name: "booster", title: "Booster", content: "228 pictures of 38 rooms with glass and mirrors, in stereo.",
        homepage: "https://cvlab-unibo.github.io/booster-web/", licence: "CC BY-NC-SA 4.0", traits: .realMetric,
        purpose: .evaluation, evaluation: EvaluationProtocol(nearest: 0.001, farthest: 10, sampleCount: 228),
        tree: """
            train/balanced/<scene>/camera_00/im0.png
            train/balanced/<scene>/disp_00.npy
            train/balanced/<scene>/calib_00-02.xml
            (train/balanced/ may be the folder itself)
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let nested = Folder(root).folder("train").folder("balanced")
        var frames: [Frame] = []
        for scene in try (nested.exists ? nested : Folder(root)).folders() where scene.folder("camera_00").exists {
            let name = scene.path.split(separator: "/").last ?? ""
            for stem in try scene.folder("camera_00").stems(suffix: ".png") {
                frames.append(
                    Frame(
                        id: "\(name)/\(stem)", image: scene.path("camera_00/\(stem).png"),
                        depth: scene.path("disp_00.npy"), others: [scene.path("calib_00-02.xml")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let calibration = try OpenCVStorage(contentsOf: url(frame.others[0]))
        let matrix = try calibration.matrix("proj_matL")
        let baseline = try calibration.number("baselineLR")
        guard matrix.columns >= 3, matrix.values.count >= 2 * matrix.columns, baseline > 0, baseline.isFinite else {
            throw DatasetError(.malformed, "\(frame.others[0]) has no camera matrix and positive baseline.")
        }
        let camera = try Intrinsics(
            focalLength: matrix.values[0], middleX: matrix.values[2], middleY: matrix.values[matrix.columns + 2],
            file: frame.others[0])
        let disparity = try SampleFile.raster(url(frame.depth))
        return (disparity.depth(ofDisparityWithFactor: Float(camera.focalLength * baseline / 1000)), camera)
    }
}
