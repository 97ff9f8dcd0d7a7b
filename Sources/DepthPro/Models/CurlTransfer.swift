internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One run of `curl`, whose output is appended to a file.
///
/// The bytes come through a pipe, so that curl ends with this process, however that ends.
struct CurlTransfer {
    /// How a transfer ended.
    enum End {
        case complete
        /// More came than was asked for.
        case tooLong
        /// The server cannot go on in the middle.
        case rangeRefused
        /// The connection was lost; going on may help.
        case cut(String)
        /// Going on does not help.
        case failed(String)
    }

    let program: URL
    let source: URL

    /// - Parameters:
    ///   - limit: The bytes that the file may have in the end.
    ///   - progress: Called with the bytes the file has.
    func run(
        into file: PartialFile, limit: Int?, progress: (Int) -> Void
    ) throws(DepthProError) -> End {
        let process = Process()
        let (output, messages) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments(from: file.byteCount)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = messages
        do {
            try process.run()
        } catch {
            throw DepthProError(
                .downloadFailed, "\(program.path): cannot be run: \(error.localizedDescription)", cause: error)
        }
        defer {
            // Not by SIGTERM: curl inherits the signals that this thread blocks, and threads of a pool block most.
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            process.waitUntilExit()
        }
        guard try copy(output.fileHandleForReading, to: file, limit: limit, progress: progress) else { return .tooLong }
        let said = String(decoding: (try? messages.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return Self.end(status: Int(process.terminationStatus), said: said)
    }

    private func arguments(from start: Int) -> [String] {
        let resume = start > 0 ? ["--continue-at", String(start)] : []
        return resume + [
            "--fail", "--location", "--globoff", "--silent", "--show-error", "--proto", "=http,https", "--proto-redir",
            "=http,https", "--connect-timeout", "30", "--speed-limit", "1", "--speed-time", "60", "--output", "-",
            "--write-out", "%{stderr}\n%{http_code}", "--url", source.absoluteString,
        ]
    }

    /// - Returns: Whether the file stayed within the limit.
    private func copy(
        _ input: FileHandle, to file: PartialFile, limit: Int?, progress: (Int) -> Void
    ) throws(DepthProError) -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(input.fileDescriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return true }
            guard file.byteCount + count <= limit ?? .max else { return false }
            try file.append(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
            progress(file.byteCount)
        }
    }

    /// What curl's exit status means (curl's manual, "Exit codes").
    ///
    /// - Parameter said: Its messages, and in the last line the status of HTTP.
    static func end(status: Int, said: String) -> End {
        let lines = said.split(whereSeparator: \.isNewline).map(String.init)
        let code = lines.last.flatMap { Int($0) } ?? 0
        let message = lines.first { $0.hasPrefix("curl: ") }.map { $0.drop { $0 != ")" }.dropFirst(2) }.map(String.init)
        switch status {
        case 0: return .complete
        case 33: return .rangeRefused
        case 22 where code == 416: return .rangeRefused
        case 22: return .failed("the server answers \(code)\(meaning(code))")
        case 5, 6: return .failed("the server's name is not known here; is there a network?")
        case 7: return .failed("the server does not answer")
        case 35, 51, 58, 60, 77, 83: return .failed("no secure connection: \(message ?? "curl ended with \(status)")")
        case 28: return .cut("the server stopped sending")
        case 16, 18, 52, 55, 56, 92: return .cut("the connection was cut")
        default: return .failed(message ?? "curl ended with \(status)")
        }
    }

    private static func meaning(_ code: Int) -> String {
        switch code {
        case 401, 403: " (not allowed)"
        case 404, 410: " (no such file)"
        case 429: " (too many requests; try later)"
        case 500...599: " (a fault of the server; try later)"
        default: ""
        }
    }
}
