package import Foundation
package import Images

/// UrbanSyn (J. L. Gómez et al., arXiv 2312.12176): 7,539 street scenes of a game engine.
///
/// Depth is an OpenEXR file in units of 100 km, that is metres × 1e-5, along the optical axis. Sky has the value 10 in
/// the pictures of labels, `ss`. `camera_metadata.json` has the focal length and the sensor's width in millimetres at
/// `parameters[0].Camera`.
/// Source: the set's page and the loader of CUT3R.
package struct UrbanSyn: FrameDataset {
    package static let description = DatasetDescription(
        name: "urbansyn", title: "UrbanSyn", content: "Streets of a game engine with global illumination.",
        homepage: "https://www.urbansyn.org/", licence: "CC BY-SA 4.0", traits: .syntheticMetric, marksSky: true,
        tree: """
            rgb/rgb_0001.png
            depth/depth_0001.exr
            ss/ss_0001.png
            camera_metadata.json
            """)
    private static let metresPerUnit: Float = 1e5
    private static let skyLabel: Float = 10
    package let root: URL
    package var frames: [Frame]

    private struct Metadata: Decodable {
        struct Parameters: Decodable {
            let camera: Camera
            enum CodingKeys: String, CodingKey { case camera = "Camera" }
        }
        struct Camera: Decodable {
            let focalLength, sensorWidth: Double
            enum CodingKeys: String, CodingKey {
                case focalLength = "focalLength_mm"
                case sensorWidth = "sensorWidth_mm"
            }
        }
        let parameters: [Parameters]
    }

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        frames = try Folder(root).folder("rgb").stems(prefix: "rgb_", suffix: ".png").map { stem in
            Frame(
                id: stem, image: "rgb/rgb_\(stem).png", depth: "depth/depth_\(stem).exr",
                others: ["ss/ss_\(stem).png", "camera_metadata.json"])
        }
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let file = url(frame.others[1])
        guard let camera = try SampleFile.json(Metadata.self, file).parameters.first?.camera, camera.sensorWidth > 0,
            camera.focalLength > 0
        else { throw DatasetError(.malformed, "\(file.relativePath) describes no camera.") }
        let raw = try SampleFile.raster(url(frame.depth), anyOf: [nil, "R", "G"])
        let labels = try SampleFile.labels(url(frame.others[0]), channel: 2)
        return (
            DepthEncoding(unit: Self.metresPerUnit).decode(raw)
                .setting(.infinity, where: labels) { $0 == Self.skyLabel },
            Intrinsics(
                focalLength: camera.focalLength / camera.sensorWidth * Double(image.width), width: image.width,
                height: image.height)
        )
    }
}
