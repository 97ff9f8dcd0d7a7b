import Foundation
import Testing

/// A run of the built program as a process of its own.
struct CommandRun {
    let status: Int32
    /// Whether a signal, such as a trap's, ended it.
    let wasKilled: Bool
    let output: String
    let errors: String

    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

    /// The JSON lines on standard output; each must parse.
    func jsonLines() throws -> [[String: Any]] {
        try output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
        }
    }

    static func predict(
        _ arguments: [String], model: URL? = TestFiles.checkpoint, input: Data? = nil, in folder: URL
    ) throws -> CommandRun {
        try CommandRun(["predict"] + arguments + (model.map { ["--model", $0.path] } ?? []), input: input, in: folder)
    }

    /// Runs to the end; a run that hangs is killed, and fails.
    ///
    /// - Parameters:
    ///   - input: What stands on standard input.
    ///   - folder: The current folder.
    init(_ arguments: [String], input: Data? = nil, in folder: URL, environment: [String: String] = [:]) throws {
        let process = Self.process(arguments, in: folder, environment: environment)
        let streams = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: streams) }
        // Files cannot fill up as pipes do.
        let urls = ["in", "out", "err"].map(streams.appendingPathComponent)
        for url in urls { try (url == urls[0] ? input ?? Data() : Data()).write(to: url) }
        process.standardInput = try FileHandle(forReadingFrom: urls[0])
        process.standardOutput = try FileHandle(forWritingTo: urls[1])
        process.standardError = try FileHandle(forWritingTo: urls[2])
        try process.run()
        try Self.wait(for: process)
        status = process.terminationStatus
        wasKilled = process.terminationReason == .uncaughtSignal
        output = String(decoding: try Data(contentsOf: urls[1]), as: UTF8.self)
        errors = String(decoding: try Data(contentsOf: urls[2]), as: UTF8.self)
        #expect(!wasKilled, "\(arguments) was killed by signal \(status): \(errors)")
    }

    /// A process ready to be run.
    static func process(_ arguments: [String], in folder: URL, environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("depthpro")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var all = ProcessInfo.processInfo.environment
        // Nothing that is installed on this machine takes part.
        all["DEPTHPRO_MODELS"] = folder.appendingPathComponent("no-models").path
        process.environment = all.merging(environment) { $1 }
        return process
    }

    /// Far more than any run needs, on a machine that is busy.
    static func wait(for process: Process, seconds: Double = 240) throws {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while process.isRunning {
            if Date() > deadline {
                process.terminate()
                kill(process.processIdentifier, SIGKILL)
                throw Hang()
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    struct Hang: Error {}
}
