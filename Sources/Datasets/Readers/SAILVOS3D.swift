package import Foundation
package import Images

/// SAIL-VOS 3D (Y.-T. Hu et al., CVPR 2021): scenes of GTA V.
///
/// Depth is an NPY file with the value of the game's depth buffer, written as 6 × (z + 4e-5) of the normalised device
/// coordinate z; 24e-5, which is z = 0, is sky. `rage_matrices` is an NPZ file with the projection `P` and its inverse
/// `P_inv`, for row vectors (a point times `P`); they give depth in metres and the focal length. Images are BMP files
/// of 1280×800.
/// Source: the set's loader as MapAnything and MVSAnywhere reflect it.
package struct SAILVOS3D: FrameDataset {
    package static let description = DatasetDescription(
        name: "sail-vos-3d", title: "SAIL-VOS 3D", content: "Film-like scenes of GTA V with people and traffic.",
        homepage: "https://sailvos.web.illinois.edu/_site/_site/index.html", licence: "custom, research only",
        traits: .syntheticMetric, marksSky: true,
        tree: """
            <scene>/images/000000.bmp
            <scene>/depth/000000.npy
            <scene>/rage_matrices/000000.npz
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for scene in try Folder(root).folders() where scene.folder("images").exists {
            for stem in try scene.folder("images").stems(suffix: ".bmp") {
                frames.append(
                    Frame(
                        id: scene.path(stem), image: scene.path("images/\(stem).bmp"),
                        depth: scene.path("depth/\(stem).npy"), others: [scene.path("rage_matrices/\(stem).npz")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let raw = try SampleFile.raster(url(frame.depth))
        let inverse = try matrix("P_inv", frame)
        let horizontalScale = Double(abs(try matrix("P", frame)[0]))
        guard horizontalScale > 0, horizontalScale.isFinite else {
            throw DatasetError(.malformed, "\(frame.others[0]) has a projection without a focal length.")
        }
        let depth = raw.map { value in
            let z = value / 6 - 4e-5
            // A perspective projection keeps depth free of x and y: the lower right 2×2 block is all of it.
            let (along, scale) = (z * inverse[10] + inverse[14], z * inverse[11] + inverse[15])
            if value == 24e-5 { return Float.infinity }
            let depth = -along / scale
            return depth > 0 ? depth : .nan
        }
        return (
            depth,
            Intrinsics(
                focalLength: horizontalScale * Double(image.width) / 2, width: image.width, height: image.height)
        )
    }

    private func matrix(_ name: String, _ frame: Frame) throws(DatasetError) -> [Float] {
        let array = try NumPyFile.array(name, in: url(frame.others[0]))
        guard array.shape == [4, 4] else {
            throw DatasetError(.malformed, "\(frame.others[0]) has a matrix \(name) of shape \(array.shape), not 4×4.")
        }
        return array.values
    }
}
