public import DepthPro
public import Foundation
public import Geometry
public import Images
internal import Torch

/// The files that are written of one depth map: all of them, or none.
///
/// ```swift
/// let files = DepthFileSet(formats: [.npz, .jpg, .json], stem: "garden", folder: URL(fileURLWithPath: "depth"))
/// try files.write(depth, photo: photo.image, facts: facts)
/// ```
public struct DepthFileSet: Sendable {
    /// The formats, each once.
    public let formats: [DepthFormat]
    /// The files' common name, without extension.
    public let stem: String
    /// Where they are written; made where it is missing.
    public let folder: URL
    /// How ``DepthFormat/jpg`` is coloured.
    public var visualization: InverseDepthVisualization
    /// How the formats in three dimensions are made.
    public var geometry: GeometryOptions
    /// Whether the depth is in metres; else it is right up to a factor and an offset of its inverse. Then the sidecar and
    /// photos as iPhones write them say so, and no format can be written that ``DepthFormat/needsMetres``.
    public var isMetric = true

    /// Names the files to write. A format given twice counts once.
    public init(
        formats: [DepthFormat], stem: String, folder: URL, visualization: InverseDepthVisualization = .init(),
        geometry: GeometryOptions = .init()
    ) {
        self.formats = DepthFormat.allCases.filter(formats.contains)
        self.stem = stem
        self.folder = folder
        self.visualization = visualization
        self.geometry = geometry
    }

    /// Where the files stand, in the order of ``formats``; some formats have several.
    public var urls: [URL] { names.map { folder.appendingPathComponent($0) } }

    /// The files' places within the folder.
    private var names: [String] { formats.flatMap { $0.fileNames(stem: stem) } }

    /// Whether all of the files exist.
    public var exists: Bool { urls.allSatisfy { FileManager.default.fileExists(atPath: $0.path) } }

    /// Writes the files under temporary names and, when all are complete, puts them in place.
    ///
    /// - Parameters:
    ///   - depth: The depth.
    ///   - photo: What the depth is of, as large; the formats in three dimensions show it.
    ///   - facts: For the sidecar. The time that writing took is added to it.
    /// - Returns: The sidecar, whether or not ``DepthFormat/json`` was asked for.
    /// - Throws: ``DepthFileError``; then nothing has been left behind, and files that stood there before still do.
    @discardableResult
    public func write(_ depth: DepthMap, photo: RGBImage, facts: EstimateFacts) throws(DepthFileError) -> DepthSidecar {
        if !isMetric, let format = formats.first(where: \.needsMetres) {
            throw DepthFileError(
                .unsuitable, "\(stem).\(format.fileExtension) holds metres, and this depth is only relative")
        }
        do {
            try checkDestinations()
            let staging = try StagingFolder(in: folder)
            defer { staging.remove() }
            do {
                let sidecar = try write(depth, photo, facts, into: staging.url)
                try staging.moveAll(names, to: folder)
                return sidecar
            } catch {
                throw translate(error, from: staging.url)
            }
        } catch let error as DepthFileError {
            throw error
        } catch {
            throw DepthFileError(.unwritable, "\(folder.relativePath) cannot be written: \(error)", cause: error)
        }
    }

    private func write(
        _ depth: DepthMap, _ photo: RGBImage, _ facts: EstimateFacts, into staging: URL
    ) throws -> DepthSidecar {
        let start = ContinuousClock.now
        var quantization: FloatRaster.Quantization?
        for format in formats where format != .json && format.geometry == nil {
            let file = staging.appendingPathComponent("\(stem).\(format.fileExtension)")
            if format.isDepthPhoto {
                try depth.writePhoto(photo, to: file, as: format, isMetric: isMetric)
            } else if let result = try depth.write(to: file, as: format, visualization: visualization) {
                quantization = result
            }
        }
        let space = try writeGeometry(depth, photo, into: staging)
        var facts = facts
        facts.seconds["write"] = (ContinuousClock.now - start) / .seconds(1)
        var sidecar = DepthSidecar(
            depth, estimate: facts, files: names, quantization: quantization, geometry: space)
        if !isMetric { sidecar.depth.unit = "relative" }
        if formats.contains(.json) { try sidecar.write(to: staging.appendingPathComponent("\(stem).json")) }
        return sidecar
    }

    private func writeGeometry(
        _ depth: DepthMap, _ photo: RGBImage, into staging: URL
    ) throws -> DepthSidecar.Geometry? {
        let spatial = formats.compactMap(\.geometry)
        guard !spatial.isEmpty else { return nil }
        let export = GeometryExport(
            depth: depth.raster, intrinsics: depth.intrinsics, photo: photo, options: geometry)
        let gravity = try export.write(spatial, stem: stem, to: staging)
        return DepthSidecar.Geometry(options: geometry, gravity: gravity)
    }

    /// A folder of that name would be found out only when some files are in place already.
    private func checkDestinations() throws(DepthFileError) {
        for url in urls {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
                throw DepthFileError(.unwritable, "\(url.relativePath) cannot be written: a folder has that name.")
            }
        }
    }

    /// The writers' words, with the names that people know.
    private func translate(_ error: any Error, from staging: URL) -> DepthFileError {
        if let error = error as? DepthFileError { return error }
        let message = "\(error)".replacingOccurrences(of: staging.path + "/", with: folder.relativePath + "/")
        let isMissing =
            (error as? ImageError)?.code == .missingLibrary || (error as? GeometryError)?.code == .missingLibrary
        if error is GeometryError, !isMissing { return DepthFileError(.unsuitable, message, cause: error) }
        return DepthFileError(isMissing ? .missingLibrary : .unwritable, message, cause: error)
    }
}
