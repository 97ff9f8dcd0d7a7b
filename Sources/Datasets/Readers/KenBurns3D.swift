package import Foundation
package import Images

/// 3D Ken Burns (S. Niklaus et al., SIGGRAPH Asia 2019): four views each of points in 32 virtual worlds.
///
/// `NAME-meta.json` has the horizontal field of view in degrees as `fltFov`; `NAME-bl-image.png` is one of the views
/// bl, br, tl, tr, its depth in the same-named file of the archive of depths, an OpenEXR file along the optical axis.
/// Images have 512×512 pixels. The unit is the worlds' own.
/// Source: sniklaus/3d-ken-burns, and the loader of CUT3R for the folders' names.
package struct KenBurns3D: FrameDataset {
    package static let description = DatasetDescription(
        name: "3d-ken-burns", title: "3D Ken Burns", content: "Views into 32 virtual worlds, indoors and outdoors.",
        homepage: "https://github.com/sniklaus/3d-ken-burns", licence: "CC BY-NC-SA 4.0", traits: .syntheticRelative,
        tree: """
            <world>/00001-bl-image.png (also br, tl, tr)
            <world>/00001-meta.json
            <world>-depth/00001-bl-depth.exr
            """)
    package let root: URL
    package var frames: [Frame]

    private struct Metadata: Decodable { let fltFov: Double }

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for world in try Folder(root).folders() where !world.path.hasSuffix("-depth") {
            for stem in try world.stems(suffix: "-image.png") {
                // 00001-bl: the world's metadata are the same for its four views.
                let point = stem.split(separator: "-").dropLast().joined(separator: "-")
                frames.append(
                    Frame(
                        id: world.path(stem), image: world.path("\(stem)-image.png"),
                        depth: "\(world.path)-depth/\(stem)-depth.exr", others: [world.path("\(point)-meta.json")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let file = url(frame.others[0])
        let degrees = try SampleFile.json(Metadata.self, file).fltFov
        guard degrees > 0, degrees < 180 else {
            throw DatasetError(.malformed, "\(file.relativePath) has a field of view of \(degrees)°.")
        }
        return (
            DepthEncoding(unit: 1).decode(try SampleFile.raster(url(frame.depth), anyOf: [nil, "R", "G"])),
            Intrinsics(
                focalLength: FocalLength.pixels(horizontalFieldOfView: degrees, width: image.width),
                width: image.width, height: image.height)
        )
    }
}
