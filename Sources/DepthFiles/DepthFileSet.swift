public import DepthPro
public import Foundation
public import Images
internal import Torch

/// The files that are written of one depth map: all of them, or none.
///
/// ```swift
/// let files = DepthFileSet(formats: [.npz, .jpg, .json], stem: "garden", folder: URL(fileURLWithPath: "depth"))
/// try files.write(depth, facts: facts)
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

    /// Names the files to write. A format given twice counts once.
    public init(
        formats: [DepthFormat], stem: String, folder: URL, visualization: InverseDepthVisualization = .init()
    ) {
        self.formats = DepthFormat.allCases.filter(formats.contains)
        self.stem = stem
        self.folder = folder
        self.visualization = visualization
    }

    /// Where the files stand, in the order of ``formats``.
    public var urls: [URL] { formats.map { folder.appendingPathComponent("\(stem).\($0.fileExtension)") } }

    /// Whether all of the files exist.
    public var exists: Bool { urls.allSatisfy { FileManager.default.fileExists(atPath: $0.path) } }

    /// Writes the files under temporary names and, when all are complete, puts them in place.
    ///
    /// - Parameters:
    ///   - depth: The depth.
    ///   - facts: For the sidecar. The time that writing took is added to it.
    /// - Returns: The sidecar, whether or not ``DepthFormat/json`` was asked for.
    /// - Throws: ``DepthFileError``; then nothing has been left behind, and files that stood there before still do.
    @discardableResult
    public func write(_ depth: DepthMap, facts: EstimateFacts) throws(DepthFileError) -> DepthSidecar {
        do {
            try checkDestinations()
            let staging = try StagingFolder(in: folder)
            defer { staging.remove() }
            do {
                let sidecar = try write(depth, facts, into: staging.url)
                try staging.moveAll(urls.map(\.lastPathComponent), to: folder)
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

    private func write(_ depth: DepthMap, _ facts: EstimateFacts, into staging: URL) throws -> DepthSidecar {
        let start = ContinuousClock.now
        var quantization: FloatRaster.Quantization?
        for (format, url) in zip(formats, urls) where format != .json {
            let file = staging.appendingPathComponent(url.lastPathComponent)
            if let result = try depth.write(to: file, as: format, visualization: visualization) {
                quantization = result
            }
        }
        var facts = facts
        facts.seconds["write"] = (ContinuousClock.now - start) / .seconds(1)
        let sidecar = DepthSidecar(
            depth, estimate: facts, files: urls.map(\.lastPathComponent), quantization: quantization)
        if formats.contains(.json) { try sidecar.write(to: staging.appendingPathComponent("\(stem).json")) }
        return sidecar
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
        let isMissing = (error as? ImageError)?.code == .missingLibrary
        return DepthFileError(isMissing ? .missingLibrary : .unwritable, message, cause: error)
    }
}
