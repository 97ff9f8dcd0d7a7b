internal import Foundation
package import Images

/// What the two Middlebury stereo sets with structured-light truth have in common.
///
/// `disp0.pfm` holds the disparity of the left image in pixels, infinite where unknown. `calib.txt` has lines such as
/// `cam0=[3979.911 0 1244.772; 0 3979.911 1019.507; 0 0 1]`, `doffs=124.343` and `baseline=193.001`; depth in the
/// baseline's millimetres is baseline · f / (d + doffs).
/// Source: README of the 2014 data sets.
enum Middlebury {
    /// What the disparities of the left image are called, in the data sets and in the benchmark's archives.
    private static let disparities = ["disp0", "disp0GT"]

    /// The folders, to `depth` levels, that hold a left image, its disparities and the calibration.
    static func frames(_ root: URL, depth: Int) throws(DatasetError) -> [Frame] {
        var frames: [Frame] = []
        for scene in try Folder(root).descendants(depth: depth) {
            guard try scene.stems(suffix: ".txt").contains("calib") else { continue }
            let known = try scene.stems(suffix: ".pfm")
            let disparity = disparities.first(where: known.contains) ?? disparities[0]
            frames.append(
                Frame(
                    id: scene.path, image: scene.path("im0.png"), depth: scene.path("\(disparity).pfm"),
                    others: [scene.path("calib.txt")]))
        }
        return frames
    }

    /// Depth in metres, and the left camera.
    static func depthAndCamera(
        disparity: URL, calibration: URL
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics) {
        let stereo = try StereoCalibration(contentsOf: calibration)
        let factor = Float(stereo.camera.focalLength * stereo.baseline / 1000)
        let shifted = try SampleFile.raster(disparity).map { $0 + Float(stereo.offset) }
        return (shifted.depth(ofDisparityWithFactor: factor), stereo.camera)
    }
}

/// A data set of such folders: the depth from the disparities beside each image.
package protocol MiddleburyDataset: FrameDataset {}

extension MiddleburyDataset {
    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let (depth, camera) = try Middlebury.depthAndCamera(
            disparity: url(frame.depth), calibration: url(frame.others[0]))
        return (depth, camera)
    }
}
