package import Foundation
package import Images

/// SmartPortraits (A. Kornilova et al., CVPR 2022): people recorded with a phone and an Azure Kinect.
///
/// The recordings hold phone videos and depth of another camera; what is read here is what the authors' toolkit makes
/// of them: its TUM form, where depth is warped into the undistorted phone image and stored as a 16-bit PNG, 5000 steps
/// a metre. `association.txt` pairs them: `time rgb/….png time depth/….png`. The camera's matrix stays inside the
/// toolkit (a NumPy file), so it is unknown here.
/// Source: SmartPortraits-toolkit, `convert_to_TUM`.
package struct SmartPortraits: FrameDataset {
    package static let description = DatasetDescription(
        name: "smartportraits", title: "SmartPortraits",
        content: "Half-length videos of 200 people by a phone, with depth of an Azure Kinect.",
        homepage: "https://mobileroboticsskoltech.github.io/SmartPortraits/", licence: "custom, research only",
        traits: .realMetric, farthest: 13.107,
        tree: """
            <recording>/association.txt
            <recording>/rgb/<time>.png
            <recording>/depth/<time>.png
            """)
    /// Steps per metre in the toolkit's depth images.
    private static let stepsPerMetre: Float = 5000
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        var frames: [Frame] = []
        for recording in try Folder(root).folders() {
            let file = root.appending(path: recording.path("association.txt"))
            guard file.exists else { continue }
            for line in try SampleFile.text(file).split(whereSeparator: \.isNewline) {
                let cells = line.split(separator: " ").map(String.init)
                guard cells.count == 4 else {
                    throw DatasetError(
                        .malformed,
                        "\(file.relativePath) has the line “\(String(line).printable)”, not a pair of files.")
                }
                frames.append(
                    Frame(
                        id: "\(recording.path)/\(cells[2])", image: recording.path(cells[1]),
                        depth: recording.path(cells[3])))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        (DepthEncoding(unit: 1 / Self.stepsPerMetre).decode(try SampleFile.raster(url(frame.depth))), nil)
    }
}
