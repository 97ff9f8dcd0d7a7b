import ArgumentParser
import Foundation
import Images

/// What all edits are told: a photo with its depth, and where the result goes.
struct EditArguments: ParsableArguments {
    @OptionGroup
    var source: PhotoDepthArguments

    @Option(
        name: .shortAndLong,
        help: .init(
            "The file to write: .jpg, .png, .tif or .webp; unless given, the photo's name with the edit's, in the "
                + "current folder.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: .init("Of JPEG and WebP, 1 to 100.", valueName: "n"))
    var quality = 92

    @Flag(help: "Keep the edges of the depth map as they are, rather than move them to those of the photo.")
    var noRefine = false

    @Flag(help: "Print a line of JSON about the result on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but failures.")
    var quiet = false

    func validate() throws {
        guard (1...100).contains(quality) else {
            throw ValidationError("--quality must be between 1 and 100, and is \(quality)")
        }
        guard output != "" else { throw ValidationError("--output names nothing") }
    }

    /// Where the result goes, checked before anything is computed.
    ///
    /// - Parameters:
    ///   - edit: The edit's name, for a file that is not named.
    ///   - needsAlpha: Whether the result is transparent in parts.
    func outputURL(_ edit: String, needsAlpha: Bool = false) throws -> URL {
        let photo = URL(fileURLWithPath: source.photo)
        let fallback = needsAlpha ? "png" : PictureFormat(photo).map { _ in photo.pathExtension } ?? "jpg"
        let url = URL(
            fileURLWithPath: output ?? "\(photo.deletingPathExtension().lastPathComponent)-\(edit).\(fallback)")
        guard let format = PictureFormat(url), format.hasAlpha || !needsAlpha else {
            throw ValidationError(
                "\(url.relativePath): the result is written as "
                    + (needsAlpha ? ".png, .tif or .webp, which can be transparent" : ".jpg, .png, .tif or .webp"))
        }
        try check(url)
        return url
    }

    /// Where a rack focus goes: a film, or pictures that are numbered.
    func rackURL(_ edit: String) throws -> URL {
        let stem = URL(fileURLWithPath: source.photo).deletingPathExtension().lastPathComponent
        let url = URL(fileURLWithPath: output ?? "\(stem)-\(edit).mp4")
        guard RackFocus.filmFormat(url) != nil || PictureFormat(url) != nil else {
            throw ValidationError(
                "\(url.relativePath): a rack focus is written as .mp4, .webp or .gif, or in pictures as .jpg, .png or .tif"
            )
        }
        try check(url)
        return url
    }

    /// - Throws: Where the file would replace an input, or cannot be written.
    func check(_ url: URL) throws { try OutputFile.check(url, inputs: [source.photo, source.depthFile]) }
}
