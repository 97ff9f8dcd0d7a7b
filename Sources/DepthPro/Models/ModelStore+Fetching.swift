public import Foundation

extension ModelStore {
    /// What became of a model's check.
    public enum Verification: Sendable, Hashable {
        /// The very file that is published.
        case matches
        /// Another file than the published one; its SHA-256.
        case differs(String)
        /// Nothing is published to compare with; its SHA-256.
        case unknown(String)
    }

    /// Compares the SHA-256 of a model's file with the published one.
    ///
    /// - Parameter progress: Called now and then with the bytes read so far and the size of the file.
    /// - Throws: ``DepthProError``.
    public func verify(
        _ model: InstalledModel, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(DepthProError) -> Verification {
        let file = model.url.isExistingFolder ? model.url.appendingPathComponent("model.safetensors") : model.url
        let digest = try FileDigest.sha256(of: file, progress: progress)
        guard model.isPublishedFile, let expected = model.known?.sha256 else { return .unknown(digest) }
        return digest == expected ? .matches : .differs(digest)
    }

    /// Downloads a known model into the models folder, and checks its size and SHA-256.
    ///
    /// An interrupted download goes on where it ended when asked for again. A model that is there already is left as
    /// it is.
    ///
    /// - Parameters:
    ///   - name: Of a known model.
    ///   - mirror: Another place to fetch the same file from; http or https.
    ///   - progress: Called now and then with the bytes that are there, and the size of the file, 0 where unknown.
    /// - Returns: The file.
    /// - Throws: ``DepthProError`` with ``DepthProError/Code/modelNotFound`` for an unknown name,
    ///   ``DepthProError/Code/downloadFailed``, ``DepthProError/Code/unwritable``.
    public func fetch(
        _ name: String, from mirror: URL? = nil, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(DepthProError) -> URL {
        try fetch(name, from: mirror, with: Downloader(), progress: progress)
    }

    package func fetch(
        _ name: String, from mirror: URL?, with downloader: Downloader, progress: (_ done: Int, _ total: Int) -> Void
    ) throws(DepthProError) -> URL {
        guard let known = known(name) else {
            let names = knownModels.filter { $0.source != nil }.map(\.name).joined(separator: ", ")
            throw DepthProError(
                .modelNotFound,
                "“\(name)” is not a model that can be fetched by name (those are: \(names)); "
                    + "put other checkpoints into \(folder.path)")
        }
        guard let source = known.source, let digest = known.sha256 else {
            throw DepthProError(
                .modelNotFound,
                "The model “\(name)” comes with the package in Models/\(known.fileNames[0]) and is not "
                    + "fetched")
        }
        let destination = folder.appendingPathComponent(known.fileNames[0])
        if destination.isExistingFile { return destination }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw DepthProError(
                .unwritable, "\(folder.path): cannot be made: \(error.localizedDescription)", cause: error)
        }
        try downloader.download(
            mirror ?? source, to: destination, byteCount: known.byteCount, sha256: digest, progress: progress)
        return destination
    }
}
