package import Foundation
package import Images

/// ETH3D (T. Schöps et al., CVPR 2017): the training scenes of its multi-view benchmark, by a camera of 24 megapixels.
///
/// Depth belongs to the pictures as taken, not the undistorted ones: files named as the JPEGs that hold 32-bit floats in
/// rows, metres, infinite where unknown. The camera comes from the picture's EXIF, as the paper does it; without, it is
/// the focal length in `cameras.txt` (COLMAP's form), whose lens distortion is left aside.
/// Source: the documentation on the set's page.
package struct ETH3D: FrameDataset {
    package static let description = DatasetDescription(
        name: "eth3d", title: "ETH3D", content: "454 photographs of 13 places, in and out of doors, by laser scanner.",
        homepage: "https://www.eth3d.net/datasets", licence: "CC BY-NC-SA 4.0", traits: .realMetric,
        purpose: .evaluation, evaluation: EvaluationProtocol(nearest: 0.1, farthest: 200, sampleCount: 454),
        tree: """
            <scene>/images/dslr_images/DSC_0001.JPG
            <scene>/ground_truth_depth/dslr_images/DSC_0001.JPG
            <scene>/dslr_calibration_jpg/cameras.txt (for photographs that have lost their EXIF)
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for scene in try Folder(root).folders() where scene.folder("images").folder("dslr_images").exists {
            let images = scene.folder("images").folder("dslr_images")
            for stem in try images.stems(suffix: ".JPG") {
                frames.append(
                    Frame(
                        id: scene.path(stem), image: images.path("\(stem).JPG"),
                        depth: scene.path("ground_truth_depth/dslr_images/\(stem).JPG")))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let file = url(frame.depth)
        var reader = BinaryReader(try SampleFile.data(file), name: file.relativePath)
        guard reader.remaining == 4 * image.width * image.height else {
            throw DatasetError(
                .malformed,
                "\(file.relativePath) has \(reader.remaining) bytes, not four for each of "
                    + "\(image.width)×\(image.height) pixels.")
        }
        let values = try reader.floats(image.width * image.height).map { $0 > 0 && $0.isFinite ? $0 : .nan }
        return (
            FloatRaster(width: image.width, height: image.height, values: values), try camera(of: frame, image: image)
        )
    }

    private func camera(of frame: Frame, image: RGBImage) throws(DatasetError) -> Intrinsics? {
        if let recorded = try SampleFile.focalLength(url(frame.image)) {
            return Intrinsics(focalLength: recorded.pixels, width: image.width, height: image.height)
        }
        let scene = frame.id.prefix { $0 != "/" }
        let file = url("\(scene)/dslr_calibration_jpg/cameras.txt")
        guard file.exists else { return nil }
        // CAMERA_ID MODEL WIDTH HEIGHT fx fy cx cy …; all photographs of a scene are by one camera and lens, and COLMAP
        // counts from the pixel's corner.
        for line in try SampleFile.text(file).split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let numbers = line.split(separator: " ").dropFirst(2).compactMap { Double($0) }
            guard numbers.count >= 6, numbers[0] == Double(image.width), numbers[1] == Double(image.height),
                numbers[2] > 0, numbers[2].isFinite
            else { continue }
            return Intrinsics(focalLength: numbers[2], centerX: numbers[4], centerY: numbers[5])
        }
        throw DatasetError(
            .malformed, "\(file.relativePath) has no camera of \(image.width)×\(image.height) pixels.")
    }
}
