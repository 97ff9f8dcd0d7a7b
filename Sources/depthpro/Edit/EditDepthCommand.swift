import ArgumentParser
import Editing
import Foundation
import Images

/// `depthpro edit depth`.
struct EditDepthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "depth", abstract: "Write depth at the photo's own resolution, with the photo's edges.",
        discussion: """
            Brings a depth map to the photo's size, guided by its colours: no pixel floats between two surfaces. Works \
            in strips, for photos of any size. The result serves the other edits as --depth.

            Examples:
              depthpro edit depth photo.heic --output photo.exr
              depthpro edit depth photo.jpg --depth lidar.png --output photo.pfm
            """)

    @OptionGroup
    var edit: EditArguments

    /// By extension.
    private static let writers: [String: @Sendable (FloatRaster, URL) throws -> Void] = [
        "exr": { try $0.writeOpenEXR(to: $1) },
        "pfm": { try $0.writePFM(to: $1) },
        "tif": { try $0.writeTIFF(to: $1) },
        "tiff": { try $0.writeTIFF(to: $1) },
        "png": { _ = try $0.writePNG16(to: $1, scale: 1000) },
    ]

    func run() async throws {
        let stem = URL(fileURLWithPath: edit.source.photo).deletingPathExtension().lastPathComponent
        let url = URL(fileURLWithPath: edit.output ?? "\(stem)-depth.exr")
        guard let write = Self.writers[url.pathExtension.lowercased()] else {
            throw ValidationError("\(url.relativePath): depth is written as .exr, .pfm, .tif or .png (millimetres)")
        }
        try edit.check(url)
        let session = try await EditSession(edit)
        let metres = session.nearness.metres
        try write(metres, url)
        let known = metres.values.filter(\.isFinite)
        try session.finish(
            [url],
            facts: [
                "nearest": EditFact(Double(known.min() ?? 0), "m"), "farthest": EditFact(Double(known.max() ?? 0), "m"),
            ])
    }
}
