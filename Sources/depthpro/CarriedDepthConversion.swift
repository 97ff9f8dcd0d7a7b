import ArgumentParser
import DepthFiles
import DepthPro
import Evaluation
import Foundation
import Images

/// The depth that a photo carries, on its way into another file.
struct CarriedDepthConversion {
    let input: String
    let output: String
    let replaces: Bool
    /// Depth of the same photo in metres, to which the carried depth is fitted.
    var reference: String?

    /// What the output's name asks for, and the name without it: the longest ending counts.
    private static func format(of path: String) -> (format: DepthFormat, stem: String)? {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let matches = DepthFormat.allCases.filter {
            name.lowercased().hasSuffix(".\($0.fileExtension)") && name.count > $0.fileExtension.count + 1
        }
        return matches.max { $0.fileExtension.count < $1.fileExtension.count }.map { format in
            (format, String(name.dropLast(format.fileExtension.count + 1)))
        }
    }

    /// - Throws: `ValidationError` where the name tells no format.
    static func check(_ output: String) throws {
        guard format(of: output) != nil else {
            let endings = DepthFormat.allCases.map { ".\($0.fileExtension)" }.joined(separator: ", ")
            throw ValidationError("“\(output)” does not end in one of \(endings)")
        }
    }

    func run() throws {
        guard let (format, stem) = Self.format(of: output) else { return try Self.check(output) }
        try ImageLibrary.start()
        let source = URL(fileURLWithPath: input)
        let carried = try RasterFile.carriedDepth(at: source)
        let photo = try Photo(contentsOf: source)
        let fitted = try reference.map { try self.fitted(carried.depth, to: $0) }
        let isMetric = carried.isMetric || fitted != nil
        guard isMetric || !format.needsMetres else {
            throw CommandFailure(
                "\(input) carries relative disparity, right up to a factor and an offset, and .\(format.fileExtension) "
                    + "holds metres: name depth of the photo in metres with --align-to, such as an estimate's .npz")
        }
        let depth = try depthMap(carried, fitted ?? carried.depth, photo)
        let folder = URL(fileURLWithPath: output).deletingLastPathComponent()
        // Floats alone do not say what they are.
        let isMarked = isMetric || format == .jpg || format == .json || format.isDepthPhoto
        var files = DepthFileSet(formats: isMarked ? [format] : [format, .json], stem: stem, folder: folder)
        files.isMetric = isMetric
        if !replaces, let url = files.urls.first(where: { FileManager.default.fileExists(atPath: $0.path) }) {
            throw CommandFailure("\(url.relativePath) exists; --force replaces it")
        }
        try files.write(
            depth, photo: photo.image,
            facts: EstimateFacts(
                input: .init(file: source.lastPathComponent, camera: photo.camera),
                model: .init(name: "none: \(carried.kind.rawValue)", inputSize: []), device: "none",
                precision: "float32", versions: ["depthpro": ProgramVersion.current]))
        let size = "\(carried.depth.width)×\(carried.depth.height)"
        let unit =
            fitted != nil ? "in metres as \(reference ?? "")" : isMetric ? "in metres" : "relative, not in metres"
        ModelsOutput.note("\(output): depth of \(size), \(unit)")
    }

    /// The carried depth with the factor and the offset of its inverse that bring it closest to a depth in metres.
    private func fitted(_ depth: FloatRaster, to path: String) throws -> FloatRaster {
        let target = try RasterFile.depth(at: path, scale: 1000)
        let pairs = MatchedDepths(prediction: depth, target: target)
        guard let transform = Alignment.robustAffineInverse.transform(fitting: pairs) else {
            throw CommandFailure("\(path) has no depth that is finite and above zero where \(input) has some")
        }
        if case .affineInverse(let scale, _) = transform, scale <= 0 {
            throw CommandFailure("\(path) is not depth of \(input): what is near there is far here")
        }
        return transform.applied(to: depth, farthest: Double(DepthMap.range.upperBound))
    }

    /// At the photo's size, within what a depth map can express.
    private func depthMap(_ carried: CarriedDepth, _ depth: FloatRaster, _ photo: Photo) throws -> DepthMap {
        let range = DepthMap.range
        let raster = depth.resizedToNearest(width: photo.width, height: photo.height)
        let metres = raster.values.map { value in
            value > 0 ? min(max(value, range.lowerBound), range.upperBound) : range.upperBound
        }
        let scale = Double(photo.width) / Double(carried.depth.width)
        let own = carried.intrinsics.map { FocalLength(pixels: $0.focalLength * scale, source: .exifSensor) }
        guard let focalLength = own ?? photo.focalLength(option: nil, ignoringCamera: false) else {
            throw CommandFailure("\(input) does not tell its focal length")
        }
        return DepthMap(
            width: photo.width, height: photo.height, metres: metres, focalLength: focalLength,
            canonicalInverseDepth: nil)
    }
}
