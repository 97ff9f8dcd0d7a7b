import ArgumentParser
import DepthPro
import Foundation
import Images

/// A photo and where its depth comes from: a file that is at hand, or the network.
struct PhotoDepthArguments: ParsableArguments {
    @Argument(
        help: "The photo: JPEG, PNG, WebP, TIFF, HEIC, AVIF, OpenEXR, Radiance HDR or GIF.", completion: .file())
    var photo: String

    @Option(
        name: .customLong("depth"),
        help: .init(
            "A depth map of the photo in metres (.npz, .npy, .exr, .tiff, .pfm, 16-bit .png), or a photo that carries "
                + "one (.jpg, .heic), of any size with the photo's proportions; unless given, the network makes one.",
            valueName: "file"),
        completion: .file())
    var depthFile: String?

    @Option(help: .init("Steps per metre in a 16-bit PNG given with --depth; 1000 unless given.", valueName: "n"))
    var depthScale: Double?

    @OptionGroup(title: "Network")
    var network: NetworkArguments

    @OptionGroup(title: "Focal length")
    var focalLength: FocalLengthArguments

    @Flag(help: "Let the network see the mirrored photo as well and take the mean, as predict --mirror does.")
    var mirror = false

    @Option(help: .init("Refuse photos with more pixels than this, before decoding them.", valueName: "n"))
    var maxPixels = PhotoLimits().maximumPixels

    func validate() throws {
        if let depthScale {
            guard Float(depthScale) > 0, Float(depthScale).isFinite else {
                throw ValidationError("--depth-scale must be a positive number, and is \(depthScale)")
            }
            guard depthFile != nil else {
                throw ValidationError("--depth-scale is about a PNG given with --depth")
            }
        }
        guard depthFile == nil || network.model == nil else {
            throw ValidationError("--depth and --model both state where the depth comes from: give one of them")
        }
        guard depthFile == nil || !mirror else {
            throw ValidationError(
                "--mirror is about the network, and --depth leaves it nothing to do: give one of them")
        }
        guard maxPixels > 0 else { throw ValidationError("--max-pixels must be positive, and is \(maxPixels)") }
    }

    /// Decodes the photo and reads or estimates its depth.
    ///
    /// - Parameters:
    ///   - progress: Told what is being done.
    ///   - needsMetres: Whether relative depth is refused, rather than remarked on.
    func open(progress: ProgressReporter, needsMetres: Bool = false) async throws -> PhotoDepth {
        try ImageLibrary.start()
        let url = URL(fileURLWithPath: photo)
        progress.activity("\(photo): decoding")
        let decoded = try Photo(contentsOf: url, limits: PhotoLimits(maximumPixels: maxPixels))
        if let depthFile {
            let isMetric = try DepthFileCamera.isMetric(URL(fileURLWithPath: depthFile))
            if !isMetric { try remarkOnRelativeDepth(depthFile, progress, isRefused: needsMetres) }
            return try read(depthFile, of: decoded, at: url, isMetric: isMetric)
        }
        progress.activity("loading the network")
        let estimator = try network.openModel().estimator
        try await estimator.load()
        progress.activity("\(photo): estimating depth")
        let map = try await estimator.estimate(
            decoded, focalLength: focalLength.option,
            options: .init(
                usesCamera: !focalLength.ignoresExif, keepsCanonicalInverseDepth: true, averagesMirrored: mirror))
        return PhotoDepth(url: url, photo: decoded, map: map)
    }

    private func remarkOnRelativeDepth(_ path: String, _ progress: ProgressReporter, isRefused: Bool) throws {
        let remark = "\(path) is relative depth: its inverse is right up to a factor and an offset"
        guard !isRefused else {
            throw CommandFailure(
                "\(remark), and metres are needed; leave --depth out, or fit it to an estimate with “depthpro convert "
                    + "--align-to”")
        }
        progress.line("\(remark), so distances are not in metres")
    }

    private func read(_ path: String, of photo: Photo, at url: URL, isMetric: Bool) throws -> PhotoDepth {
        let raster = try RasterFile.depth(at: path, scale: depthScale ?? 1000)
        // A pixel more or less is what rounding leaves when a photo is made smaller.
        let height = Double(raster.width) * Double(photo.height) / Double(photo.width)
        guard abs(height - Double(raster.height)) <= max(1.5, 0.01 * height) else {
            throw CommandFailure(
                "\(path) is \(raster.width)×\(raster.height), which has not the proportions of \(self.photo) "
                    + "(\(photo.width)×\(photo.height))")
        }
        guard raster.values.contains(where: { $0 > 0 && $0.isFinite }) else {
            throw CommandFailure("\(path) has no depth that is finite and above zero")
        }
        let stated = photo.focalLength(option: focalLength.option, ignoringCamera: focalLength.ignoresExif)
        let written = try DepthFileCamera.focalLength(of: URL(fileURLWithPath: path), width: photo.width)
        // What was stated comes first; the file's own focal length is the one that its metres were made with.
        let focalLength = stated?.source == .given ? stated : written ?? stated
        return PhotoDepth(
            url: url, photo: photo, measured: raster, focalLength: focalLength, isMetric: isMetric)
    }
}
