package import Foundation
package import Images

/// Hypersim (M. Roberts et al., ICCV 2021): path-traced rooms.
///
/// `depth_meters` is an HDF5 file, data set `dataset`, with the distance from the camera's centre in metres, along the
/// ray; here it becomes depth along the axis with the focal length of 886.81 pixels at a width of 1024, a field of view
/// of 60°, which the set's own example uses for all scenes. NaN is unknown: no surface was hit. Colour is the authors'
/// tone-mapped JPEG; the HDR file beside it is not read.
///
/// Some scenes have shifted or tilted lenses (issue 24 of apple/ml-hypersim); their pixels deviate from this camera.
/// Source: README of apple/ml-hypersim and its issue 9.
package struct Hypersim: FrameDataset {
    package static let description = DatasetDescription(
        name: "hypersim", title: "Hypersim", content: "77,400 path-traced pictures of 461 furnished rooms.",
        homepage: "https://github.com/apple/ml-hypersim", licence: "CC BY-SA 3.0", traits: .syntheticMetric,
        marksUnknown: true, farthest: 65_504,
        splits: ["train", "val", "test"],
        purpose: .both,
        tree: """
            ai_001_001/images/scene_cam_00_final_preview/frame.0000.tonemap.jpg
            ai_001_001/images/scene_cam_00_geometry_hdf5/frame.0000.depth_meters.hdf5
            metadata_images_split_scene_v1.csv (for parts; where it is there, frames not in the release are left out)
            """)
    private static let focalLength = 886.81
    private static let publishedWidth = 1024.0
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let listed = try Self.listed(root.appending(path: "metadata_images_split_scene_v1.csv"), split)
        var frames: [Frame] = []
        for scene in try Folder(root).folders() where scene.folder("images").exists {
            for folder in try scene.folder("images").folders() where folder.path.hasSuffix("_final_preview") {
                let geometry = String(folder.path.dropLast("final_preview".count)) + "geometry_hdf5"
                let camera = folder.path.dropFirst(scene.path("images/scene_").count).dropLast("_final_preview".count)
                for stem in try folder.stems(prefix: "frame.", suffix: ".tonemap.jpg") {
                    let id = "\(scene.path)/\(camera)/\(Int(stem) ?? -1)"
                    guard listed?.contains(id) ?? true else { continue }
                    frames.append(
                        Frame(
                            id: "\(scene.path)/\(camera)/\(stem)", image: folder.path("frame.\(stem).tonemap.jpg"),
                            depth: "\(geometry)/frame.\(stem).depth_meters.hdf5"))
                }
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let distance = DepthEncoding(unit: 1).decode(try SampleFile.raster(url(frame.depth)))
        let camera = Intrinsics(
            focalLength: Self.focalLength * Double(image.width) / Self.publishedWidth, width: image.width,
            height: image.height)
        return (distance.planarDepth(camera.scaled(by: Double(distance.width) / Double(image.width))), camera)
    }

    /// The frames of the release, or of one part of it; `nil` where that is not known and not asked for.
    private static func listed(_ file: URL, _ split: String?) throws(DatasetError) -> Set<String>? {
        guard split != nil || file.exists else { return nil }
        let columns = ["scene_name", "camera_name", "frame_id", "included_in_public_release", "split_partition_name"]
        let rows = try SampleFile.table(file, columns: columns)
        return Set(
            rows.lazy.filter { $0[3].lowercased() == "true" && (split == nil || $0[4] == split) }
                .map { "\($0[0])/\($0[1])/\($0[2])" })
    }
}
