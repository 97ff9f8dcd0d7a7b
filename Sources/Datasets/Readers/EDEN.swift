package import Foundation
package import Images

/// EDEN (H.-A. Le et al., WACV 2021): gardens rendered with Blender.
///
/// `Depth` holds MAT files with the array `Depth`, height × width × channels, of which the first is taken; `cam_matrix`
/// holds MAT files with the left camera's matrix `K_L`. Only left images are read.
/// Source: the loader of CUT3R. The unit of depth could not be established; as the paper's table does, the set is
/// taken as not metric. Nor could a mark for sky: Blender writes 1e10 for the background, so 1e6 and more is sky here.
package struct EDEN: FrameDataset {
    package static let description = DatasetDescription(
        name: "eden", title: "EDEN", content: "Enclosed gardens in five kinds of light.",
        homepage: "https://lhoangan.github.io/eden/", licence: "custom, research only", traits: .syntheticRelative,
        marksSky: true, farthest: 1e6,
        tree: """
            RGB/0001/clear/<name>_L.png (also cloudy, overcast, sunset, twilight)
            Depth/0001/clear/<name>_L.mat
            cam_matrix/0001/clear/<name>.mat
            """)
    private static let sky: Float = 1e6
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for garden in try Folder(root).folder("RGB").folders() {
            for light in try garden.folders() {
                let place = light.path.dropFirst("RGB/".count)
                for stem in try light.stems(suffix: "_L.png") {
                    frames.append(
                        Frame(
                            id: "\(place)/\(stem)", image: light.path("\(stem)_L.png"),
                            depth: "Depth/\(place)/\(stem)_L.mat", others: ["cam_matrix/\(place)/\(stem).mat"]))
                }
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let raw = try MATFile.array("Depth", in: url(frame.depth)).raster(name: frame.depth)
        let file = frame.others[0]
        let matrix = try MATFile.array("K_L", in: url(file))
        guard matrix.shape == [3, 3] else {
            throw DatasetError(.malformed, "\(file) has a matrix K_L of shape \(matrix.shape), not 3×3.")
        }
        let numbers = matrix.values.map { Double($0) }
        return (
            DepthEncoding(unit: 1, sky: .atLeast(Self.sky)).decode(raw),
            try Intrinsics(focalLength: numbers[0], middleX: numbers[2], middleY: numbers[5], file: file)
        )
    }
}
