import ArgumentParser
import Editing
import Foundation
import Images

/// A photo opened for editing, and the way back to a file.
struct EditSession {
    let arguments: EditArguments
    /// In the colours of its own profile.
    let original: EditablePhoto
    let source: PhotoDepth
    /// At the photo's size, with edges where the photo has them.
    let nearness: Nearness
    private let progress: ProgressReporter
    private let started = ContinuousClock.now

    /// Decodes, estimates or reads, and refines.
    init(_ arguments: EditArguments) async throws {
        Interruption.install()
        self.arguments = arguments
        progress = ProgressReporter(total: 1, isQuiet: arguments.quiet)
        let reporter = progress
        source = try await Interruption.withoutFiles { try await arguments.source.open(progress: reporter) }
        original = try EditablePhoto(
            contentsOf: source.url, limits: PhotoLimits(maximumPixels: arguments.source.maxPixels))
        let measured = try Nearness(source.measured)
        let isExact =
            arguments.source.depthFile != nil && measured.width == source.photo.width
            && measured.height == source.photo.height
        if isExact || arguments.noRefine {
            nearness = try measured.width == source.photo.width ? measured : Nearness(source.depth)
        } else {
            let photo = source.photo.image
            let upsampling = arguments.source.depthFile == nil ? GuidedUpsampling(networkMap: measured) : .init()
            nearness = try Self.working(progress, "refining the depth's edges") {
                try upsampling(measured, photo: photo, report: $0)
            }
        }
    }

    /// Runs long work, with progress and an ear for Ctrl-C.
    func working<Value>(_ activity: String, _ body: (WorkReport) throws -> Value) throws -> Value {
        try Self.working(progress, "\(arguments.source.photo): \(activity)", body)
    }

    private static func working<Value>(
        _ progress: ProgressReporter, _ activity: String, _ body: (WorkReport) throws -> Value
    ) throws -> Value {
        do {
            return try body(
                WorkReport { share in
                    progress.activity("\(activity), \(Int(share * 100)) %")
                    return Interruption.exitStatus == nil
                })
        } catch let error as EditingError where error.code == .cancelled {
            try leaveIfInterrupted(progress)
            throw error
        }
    }

    private static func leaveIfInterrupted(_ progress: ProgressReporter) throws {
        guard let status = Interruption.exitStatus else { return }
        progress.clear()
        throw ExitCode(status)
    }

    /// Writes the result and tells of it.
    func write(_ picture: RGBImage, alpha: [UInt8]? = nil, to url: URL, facts: [String: EditFact]) throws {
        try save(picture, alpha: alpha, to: url)
        try finish([url], facts: facts)
    }

    /// Writes one of several results.
    func save(_ picture: RGBImage, alpha: [UInt8]? = nil, to url: URL) throws {
        try Self.leaveIfInterrupted(progress)
        progress.activity("writing \(url.relativePath)")
        try original.write(picture, alpha: alpha, to: url, quality: arguments.quality)
    }

    /// Says what was written.
    func finish(_ files: [URL], facts: [String: EditFact]) throws {
        let names = files.map(\.relativePath)
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        let words = facts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.words)" }
        let target = names.count > 2 ? "\(names[0]) … \(names[names.count - 1])" : names.joined(separator: ", ")
        let line = "\(arguments.source.photo) → \(target): "
        if files.contains(where: { PictureFormat($0) == .tiff }), original.camera != CameraFacts() {
            progress.line("\(arguments.source.photo): a TIFF does not get the photo's EXIF; a .jpg, .png or .webp does")
        }
        progress.line(line + (words + [String(format: "%.1f s", seconds)]).joined(separator: ", "))
        guard arguments.json else { return }
        let report = EditReport(
            photo: arguments.source.photo, files: names, width: original.image.width, height: original.image.height,
            facts: facts, seconds: seconds)
        _ = StandardOutput.write(try ModelsOutput.line(report) + "\n")
    }

    /// The depth at a pixel in metres; infinity for the sky.
    ///
    /// - Throws: Where the pixel lies outside of the photo, or the depth map has a hole there.
    func distance(at point: PixelPoint, option: String) throws -> Double {
        let (width, height) = (nearness.width, nearness.height)
        guard point.x < width, point.y < height else {
            throw CommandFailure(
                "\(option) \(point): there is no such pixel, \(arguments.source.photo) has \(width)×\(height)")
        }
        let known = source.depth.values[point.y * width + point.x]
        guard known > 0 else { throw CommandFailure("\(option) \(point): the depth map has no depth there") }
        return Double(nearness.metres(point.x, point.y))
    }
}

/// What `--json` says of an edit.
private struct EditReport: Encodable {
    let photo: String
    let files: [String]
    let width: Int
    let height: Int
    let facts: [String: EditFact]
    let seconds: Double
}
