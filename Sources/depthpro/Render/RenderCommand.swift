import ArgumentParser
import Foundation
import Images
import Views

/// `depthpro render`: a photo, seen from elsewhere.
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Look at a photo from elsewhere: stills, films along a path, stereo pairs.",
        discussion: RenderHelp.discussion)

    @OptionGroup
    var source: PhotoDepthArguments

    @Option(
        name: .shortAndLong,
        help: .init("The file to write: .jpg or .png; .mp4, .webp or .gif for a --path.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(
        help: .init(
            "Width x height; the photo's for stills, at most 1920 along the longer side for films.", valueName: "wxh"),
        transform: PictureSize.init(argument:))
    var size: PictureSize?

    @OptionGroup(title: "Camera")
    var camera: CameraArguments

    @OptionGroup(title: "Film")
    var film: FilmArguments

    @OptionGroup(title: "Stereo")
    var stereo: StereoArguments

    @Option(help: .init("Cut the scene where neighbours' depths differ by more, as a share.", valueName: "n"))
    var edgeThreshold = SceneOptions().edgeThreshold

    @Flag(help: "Print what was written as one line of JSON on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but failures.")
    var quiet = false

    func validate() throws {
        guard edgeThreshold > 0, edgeThreshold <= 10 else {
            throw ValidationError("--edge-threshold must be above 0 and at most 10, and is \(edgeThreshold)")
        }
        let format = try format()
        guard format.isFilm == (camera.path != nil) else {
            throw ValidationError(
                format.isFilm
                    ? ".\(format.rawValue) is a film: say with --path how the camera moves"
                    : "a --path makes a film: --output ends in .mp4, .webp or .gif")
        }
        if let quality = film.quality {
            let range = format == .mp4 ? 0...51 : 1...100
            guard range.contains(quality) else {
                throw ValidationError(
                    "--quality of .\(format.rawValue) goes from \(range.lowerBound) to \(range.upperBound), and is "
                        + "\(quality)")
            }
        }
    }

    func run() async throws {
        let run = RenderRun(command: self, format: try format(), output: try outputURL())
        let status = try await run.run()
        if status != 0 { throw ExitCode(status) }
    }

    private func format() throws -> RenderFormat {
        guard let output else { return camera.path == nil ? .jpg : .mp4 }
        guard let format = RenderFormat(rawValue: URL(fileURLWithPath: output).pathExtension.lowercased()) else {
            throw ValidationError("\(output): the extension must be .jpg, .png, .mp4, .webp or .gif")
        }
        return format
    }

    /// As named; or the photo's name with what is done to it, in the current folder.
    private func outputURL() throws -> URL {
        if let output { return URL(fileURLWithPath: output) }
        let stem = URL(fileURLWithPath: source.photo).deletingPathExtension().lastPathComponent
        let deed = camera.path?.rawValue ?? (stereo.stereo == nil || camera.move != nil ? "view" : nil)
        let name = [stem, deed].compactMap(\.self).joined(separator: "-") + (stereo.stereo?.suffix ?? "")
        return URL(fileURLWithPath: "\(name).\(try format().rawValue)")
    }
}
