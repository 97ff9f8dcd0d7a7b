package import Foundation

/// Downloads a file by the `curl` program, goes on with what an earlier call left, and checks what came.
package struct Downloader {
    /// The program; `nil` where there is none.
    package var curl: URL? = Downloader.program("curl", in: ProcessInfo.processInfo.environment)
    /// How often to go on by itself after a cut connection, as long as each attempt brought something.
    package var attempts = 5
    /// Between attempts, in seconds.
    package var pause = 2.0

    package init() {}

    /// - Parameters:
    ///   - source: http or https.
    ///   - destination: Its folder exists. Until it is complete the file is called `<name>.part`.
    ///   - byteCount: What it must have; `nil` where unknown.
    ///   - sha256: What it must have.
    package func download(
        _ source: URL, to destination: URL, byteCount: Int?, sha256: String, progress: (Int, Int) -> Void
    ) throws(DepthProError) {
        guard let scheme = source.scheme?.lowercased(), ["http", "https"].contains(scheme), source.host != nil else {
            throw DepthProError(.invalidOption, "\(source.absoluteString): only http and https addresses are fetched")
        }
        guard let curl else {
            throw DepthProError(.downloadFailed, "The program curl is needed to fetch models: apt-get install curl")
        }
        let part = try PartialFile(of: destination)
        if let byteCount, part.byteCount > byteCount { try part.clear() }
        if part.byteCount != byteCount {
            try requireRoom(in: destination.deletingLastPathComponent(), for: (byteCount ?? 0) - part.byteCount)
            try transfer(source, to: part, by: curl, byteCount: byteCount, progress: progress)
        }
        let digest = try FileDigest.sha256(of: part.url)
        guard digest == sha256 else {
            try? FileManager.default.removeItem(at: part.url)
            throw DepthProError(
                .downloadFailed,
                "\(source.absoluteString): is not the expected file: its SHA-256 is \(digest) instead of "
                    + "\(sha256). It was removed; fetch again, or from elsewhere")
        }
        try part.finish()
    }

    // MARK: Steps

    private func transfer(
        _ source: URL, to part: PartialFile, by curl: URL, byteCount: Int?, progress: (Int, Int) -> Void
    ) throws(DepthProError) {
        var attempt = 0
        while true {
            attempt += 1
            let start = part.byteCount
            let transfer = CurlTransfer(program: curl, source: source)
            let end = try transfer.run(into: part, limit: byteCount) { progress($0, byteCount ?? 0) }
            switch end {
            case .complete:
                guard let byteCount, part.byteCount < byteCount else { return }
                // The server has no more. Where it was asked for the rest only, what is there may be of another file.
                guard start > 0 else {
                    try? FileManager.default.removeItem(at: part.url)
                    throw DepthProError(
                        .downloadFailed,
                        "\(source.absoluteString): is not the expected file: it has \(part.byteCount) of "
                            + "\(byteCount) bytes")
                }
                try part.clear()
            case .tooLong:
                try? FileManager.default.removeItem(at: part.url)
                throw DepthProError(
                    .downloadFailed,
                    "\(source.absoluteString): is not the expected file: it is longer than "
                        + "\(byteCount ?? 0) bytes")
            case .rangeRefused:
                // The server sends whole files only, so what is there is of no use.
                guard start > 0 else {
                    throw failure(source, "the server answers with the wrong part of the file", part)
                }
                try part.clear()
            case .cut(let reason):
                guard part.byteCount > start, attempt < attempts else { throw failure(source, reason, part) }
                Thread.sleep(forTimeInterval: pause)
            case .failed(let reason): throw failure(source, reason, part)
            }
        }
    }
    private func failure(_ source: URL, _ reason: String, _ part: PartialFile) -> DepthProError {
        let rest = part.byteCount > 0 ? "; \(ModelStore.size(part.byteCount)) are kept, fetch again to go on" : ""
        return DepthProError(.downloadFailed, "\(source.absoluteString): \(reason)\(rest)")
    }

    private func requireRoom(in folder: URL, for count: Int) throws(DepthProError) {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue, free < count else { return }
        throw DepthProError(
            .unwritable, "\(folder.path): \(ModelStore.size(count)) are needed and \(ModelStore.size(free)) are free")
    }

    /// A program in the folders of `PATH`.
    package static func program(_ name: String, in environment: [String: String]) -> URL? {
        (environment["PATH"] ?? "").split(separator: ":").map {
            URL(fileURLWithPath: String($0), isDirectory: true).appendingPathComponent(name)
        }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
