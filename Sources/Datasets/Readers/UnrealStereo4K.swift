package import Foundation
package import Images

/// UnrealStereo4K (F. Tosi et al., CVPR 2021): stereo pairs of a game engine, 3840×2160.
///
/// `Disp0` holds NPY files with the disparity of the left image in pixels. `Extrinsics0` and `Extrinsics1` have two
/// lines each, the 3×3 camera matrix and the 3×4 pose that takes the world to the camera; the distance between the two
/// cameras is the baseline. Depth is given in the unit of the poses. What comes out at 10,000 or more is sky.
/// Source: fabiotosi92/SMD-Nets, and the loader of MapAnything for the camera files and the limit.
package struct UnrealStereo4K: FrameDataset {
    package static let description = DatasetDescription(
        name: "unrealstereo4k", title: "UnrealStereo4K", content: "Nine game-engine scenes in 4K stereo.",
        homepage: "https://github.com/fabiotosi92/SMD-Nets", licence: "MIT, as its download page says",
        traits: .syntheticRelative, marksSky: true, farthest: 10_000,
        purpose: .both,
        tree: """
            00000/Image0/00000.png
            00000/Disp0/00000.npy
            00000/Extrinsics0/00000.txt
            00000/Extrinsics1/00000.txt
            """)
    private static let sky: Float = 10_000
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for scene in try Folder(root).folders() where scene.folder("Image0").exists {
            for stem in try scene.folder("Image0").stems(suffix: ".png") {
                frames.append(
                    Frame(
                        id: scene.path(stem), image: scene.path("Image0/\(stem).png"),
                        depth: scene.path("Disp0/\(stem).npy"),
                        others: [scene.path("Extrinsics0/\(stem).txt"), scene.path("Extrinsics1/\(stem).txt")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        // 9 numbers of the matrix, then 12 of the pose.
        let left = try SampleFile.matrix(url(frame.others[0]), rows: 1, columns: 21)
        let right = try SampleFile.matrix(url(frame.others[1]), rows: 1, columns: 21)
        let camera = try Intrinsics(
            focalLength: left[0], middleX: left[2], middleY: left[5], file: frame.others[0])
        let baseline = Self.distance(Self.center(left), Self.center(right))
        guard baseline > 0 else {
            throw DatasetError(.malformed, "\(frame.others[1]) has the pose of the left camera.")
        }
        let disparity = try SampleFile.raster(url(frame.depth))
        let depth = disparity.depth(ofDisparityWithFactor: Float(left[0] * baseline), zeroIsSky: true)
        return (depth.map { $0 >= Self.sky ? .infinity : $0 }, camera)
    }

    private static func distance(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for (a, b) in zip(first, second) { sum += (a - b) * (a - b) }
        return sum.squareRoot()
    }

    /// Where a camera stands: -Rᵀt of its pose.
    private static func center(_ numbers: [Double]) -> [Double] {
        let pose = Array(numbers.dropFirst(9))
        return (0..<3).map { column -> Double in
            var sum = 0.0
            for row in 0..<3 { sum -= pose[row * 4 + column] * pose[row * 4 + 3] }
            return sum
        }
    }
}
