package import Foundation
package import Images

/// KITTI (A. Geiger et al., IJRR 2013), raw images with the annotated depth of J. Uhrig et al. (3DV 2017).
///
/// Depth is a 16-bit PNG, 256 steps a metre, 0 where unknown. `calib_cam_to_cam.txt` of a day has the rectified cameras,
/// `P_rect_02: …` and `P_rect_03: …`, as 3×4 matrices.
///
/// The part `eigen` takes from all drives what the list of D. Eigen et al. (NeurIPS 2014) names, 697 frames of which 652
/// have annotated depth, and leaves depth unknown outside of the crop of R. Garg et al. (ECCV 2016). The list goes around
/// in many forms: paths of images, or `drive frame side`.
/// Source: readme of the depth devkit, raw data's development kit; the crop: public evaluation scripts.
package struct KITTI: FrameDataset {
    package static let description = DatasetDescription(
        name: "kitti", title: "KITTI", content: "Streets from a car, with depth of accumulated laser scans.",
        homepage: "https://www.cvlibs.net/datasets/kitti/eval_depth.php?benchmark=depth_prediction",
        licence: "CC BY-NC-SA 3.0", traits: .realMetric, farthest: 256, splits: ["train", "val", "eigen"],
        purpose: .evaluation,
        tree: """
            2011_09_26/2011_09_26_drive_0001_sync/image_02/data/0000000005.png (also image_03; raw/ around it if need be)
            2011_09_26/calib_cam_to_cam.txt
            train/2011_09_26_drive_0001_sync/proj_depth/groundtruth/image_02/0000000005.png (and val/; \
            data_depth_annotated/ around it if need be)
            eigen_test_files.txt (for the part eigen: the list of test images, to be had with many methods)
            """)
    /// The parts of height and width where it begins and ends; rounded down.
    private static let crop = (rows: (0.40810811, 0.99189189), columns: (0.03594771, 0.96405229))
    package let root: URL
    package var frames: [Frame]
    private let isCropped: Bool

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        isCropped = split == "eigen"
        let top = Folder(root)
        let raw = ["raw", "raw_data", "kitti_raw"].map { top.folder($0) }.first(where: \.exists) ?? top
        let depth = ["data_depth_annotated", "depth"].map { top.folder($0) }.first(where: \.exists) ?? top
        var frames: [Frame] = []
        for part in isCropped ? ["train", "val"] : split.map({ [$0] }) ?? ["train", "val"] {
            guard depth.folder(part).exists else { continue }
            for drive in try depth.folder(part).folders() {
                let name = String(drive.path.split(separator: "/").last ?? "")
                let day = raw.folder(String(name.prefix(10)))
                for side in try drive.folder("proj_depth").folder("groundtruth").folders() {
                    let camera = String(side.path.split(separator: "/").last ?? "")
                    for stem in try side.stems(suffix: ".png") {
                        frames.append(
                            Frame(
                                id: "\(name)/\(camera)/\(stem)", image: day.path("\(name)/\(camera)/data/\(stem).png"),
                                depth: side.path("\(stem).png"), others: [day.path("calib_cam_to_cam.txt")]))
                    }
                }
            }
        }
        self.frames = frames
    }

    package static func listFile(of split: String?) -> String? { split == "eigen" ? "eigen_test_files.txt" : nil }

    package static var listsNameMore: Bool { true }

    /// `2011_09_26/2011_09_26_drive_0002_sync 69 l`, or the path of an image, with the path of its depth or `None` after.
    package static func listedName(_ line: Substring) -> String? {
        let fields = line.split(separator: " ")
        if fields.count == 3, let frame = Int(fields[1]), fields[2] == "l" || fields[2] == "r",
            let drive = fields[0].split(separator: "/").last
        {
            let digits = String(frame)
            let padding = String(repeating: "0", count: max(0, 10 - digits.count))
            return "\(drive)/image_0\(fields[2] == "l" ? 2 : 3)/\(padding)\(digits)"
        }
        return fields.count > 1 && fields[1] == "None" ? nil : fields.first.map(String.init)
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let depth = DepthEncoding(unit: 1 / 256).decode(try SampleFile.raster(url(frame.depth)))
        let camera = try camera(of: frame)
        guard isCropped else { return (depth, camera) }
        let (width, height) = (Double(depth.width), Double(depth.height))
        let (rows, columns) = Self.crop
        return (
            depth.keeping(
                rows: Int(rows.0 * height)..<Int(rows.1 * height),
                columns: Int(columns.0 * width)..<Int(columns.1 * width)), camera
        )
    }

    private func camera(of frame: Frame) throws(DatasetError) -> Intrinsics {
        let file = url(frame.others[0])
        let side = frame.id.contains("/image_03/") ? "P_rect_03:" : "P_rect_02:"
        for line in try SampleFile.text(file).split(whereSeparator: \.isNewline) where line.hasPrefix(side) {
            let matrix = line.dropFirst(side.count).split(separator: " ").compactMap { Double($0) }
            guard matrix.count == 12 else { break }
            return try Intrinsics(
                focalLength: matrix[0], middleX: matrix[2], middleY: matrix[6], file: file.relativePath)
        }
        throw DatasetError(.malformed, "\(file.relativePath) has no \(side) of twelve numbers.")
    }
}
