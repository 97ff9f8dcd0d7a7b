package import Foundation
package import Images

/// Dynamic Replica (N. Karaev et al., CVPR 2023): animated people and animals in Replica's rooms.
///
/// Depth is a 16-bit PNG whose numbers are the bits of 16-bit floats, in metres. `frame_annotations_train.jgz`, gzipped
/// JSON, has an entry per frame with the paths of image and depth and the camera in PyTorch3D's form: `focal_length` and
/// `principal_point` in units of half the image (`ndc_norm_image_bounds`) or of half its shorter side
/// (`ndc_isotropic`), x to the left and y up from the middle.
/// Source: facebookresearch/dynamic_stereo, `datasets/dynamic_stereo_datasets.py`.
package struct DynamicReplica: FrameDataset {
    package static let description = DatasetDescription(
        name: "dynamic-replica", title: "Dynamic Replica", content: "Stereo videos of people and animals in rooms.",
        homepage: "https://github.com/facebookresearch/dynamic_stereo", licence: "CC BY-NC 4.0",
        traits: .syntheticMetric, marksUnknown: true, farthest: 65_504, splits: ["train", "valid", "test"],
        tree: """
            train/frame_annotations_train.jgz
            train/<sequence>_left/images/…png (as the annotations say)
            train/<sequence>_left/depths/…geometric.png (as the annotations say)
            valid/…, test/… likewise
            """)
    package let root: URL
    package var frames: [Frame]
    private let cameras: [String: FrameAnnotation.Viewpoint]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        var cameras: [String: FrameAnnotation.Viewpoint] = [:]
        for part in split.map({ [$0] }) ?? Self.description.splits {
            let folder = Folder(root).folder(part)
            guard folder.exists || split != nil else { continue }
            let file = root.appending(path: folder.path("frame_annotations_\(part).jgz"))
            for annotation in try SampleFile.gzippedJSON([FrameAnnotation].self, file) {
                let image = folder.path(annotation.image.path)
                frames.append(
                    Frame(
                        id: String(image.prefix { $0 != "." }), image: image, depth: folder.path(annotation.depth.path))
                )
                cameras[image] = annotation.viewpoint
            }
        }
        self.frames = frames.sorted { $0.id < $1.id }
        self.cameras = cameras
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let bits = try SampleFile.greyPNG(url(frame.depth))
        let depth = DepthEncoding(unit: 1).decode(bits.map { Float(half: UInt16($0)) })
        return (depth, try cameras[frame.image]?.intrinsics(width: image.width, height: image.height, of: frame.id))
    }
}
