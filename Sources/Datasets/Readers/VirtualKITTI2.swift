package import Foundation
package import Images

/// Virtual KITTI 2 (Y. Cabon, N. Murray, M. Humenberger, arXiv 2001.10773).
///
/// Depth is a 16-bit PNG in centimetres, along the optical axis; 65535, which is 655.35 m, is sky and whatever is
/// farther. `intrinsic.txt` has a line per frame and camera: `frame cameraID K[0,0] K[1,1] K[0,2] K[1,2]`.
/// Source: the format description on the set's home page.
package struct VirtualKITTI2: FrameDataset {
    package static let description = DatasetDescription(
        name: "virtual-kitti-2", title: "Virtual KITTI 2",
        content: "Five streets of KITTI rebuilt in a game engine, in ten kinds of weather and view, two cameras.",
        homepage: "https://europe.naverlabs.com/research/computer-vision/proxy-virtual-worlds-vkitti-2/",
        licence: "CC BY-NC-SA 3.0", traits: .syntheticMetric, marksSky: true, farthest: 655.34,
        tree: """
            Scene01/clone/frames/rgb/Camera_0/rgb_00000.jpg
            Scene01/clone/frames/depth/Camera_0/depth_00000.png
            Scene01/clone/intrinsic.txt
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for scene in try Folder(root).folders() where scene.path.hasPrefix("Scene") {
            for variation in try scene.folders() where variation.folder("frames").exists {
                let depths = variation.folder("frames").folder("depth")
                for camera in try variation.folder("frames").folder("rgb").folders() {
                    let name = String(camera.path.split(separator: "/").last ?? "")
                    for stem in try camera.stems(prefix: "rgb_", suffix: ".jpg") {
                        frames.append(
                            Frame(
                                id: "\(variation.path)/\(name)/\(stem)", image: camera.path("rgb_\(stem).jpg"),
                                depth: depths.folder(name).path("depth_\(stem).png"),
                                others: [variation.path("intrinsic.txt")]))
                    }
                }
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let depth = DepthEncoding(unit: 0.01, sky: .equal(65535)).decode(try SampleFile.raster(url(frame.depth)))
        return (depth, try camera(of: frame))
    }

    private func camera(of frame: Frame) throws(DatasetError) -> Intrinsics {
        let file = url(frame.others[0])
        let parts = frame.id.split(separator: "/")
        let key = (frame: Int(parts[3]) ?? -1, camera: Int(parts[2].split(separator: "_").last ?? "") ?? -1)
        for line in try SampleFile.text(file).split(whereSeparator: \.isNewline).dropFirst() {
            let numbers = line.split(separator: " ").compactMap { Double($0) }
            guard numbers.count >= 6, numbers[0] == Double(key.frame), numbers[1] == Double(key.camera) else {
                continue
            }
            return try Intrinsics(
                focalLength: numbers[2], middleX: numbers[4], middleY: numbers[5], file: file.relativePath)
        }
        throw DatasetError(.malformed, "\(file.relativePath) has no camera \(key.camera) of frame \(key.frame).")
    }
}
