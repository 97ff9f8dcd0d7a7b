import DepthFiles
import Foundation

/// Tells people and programs what becomes of each photo, and counts.
struct PredictReport {
    private let printsJSON: Bool
    private let total: Int
    private var progress: ProgressReporter
    private let started = ContinuousClock.now
    private var done = 0
    private var skipped = 0
    private(set) var failed = 0
    /// Whether the reader of the JSON lines has gone away.
    private(set) var isUnread = false

    init(total: Int, isQuiet: Bool, printsJSON: Bool) {
        self.total = total
        self.printsJSON = printsJSON
        progress = ProgressReporter(total: total, isQuiet: isQuiet)
    }

    /// 141 is what the shell shows for a program that a closed pipe has ended.
    var exitStatus: Int32 { isUnread ? 141 : failed > 0 ? 1 : 0 }

    func begin(_ activity: String) { progress.activity(activity) }

    mutating func succeed(_ job: OutputPlan.Job, _ sidecar: DepthSidecar) {
        done += 1
        progress.advance()
        progress.line("\(job.input.path) → \(Self.names(job.files)): \(Self.summary(sidecar))")
        printLine(
            .init(input: job.input.path, status: "done", files: job.files.urls.map(\.relativePath), sidecar: sidecar))
    }

    mutating func skip(_ job: OutputPlan.Job) {
        skipped += 1
        progress.advance()
        progress.line("\(job.input.path): skipped, \(Self.names(job.files)) exists")
        printLine(.init(input: job.input.path, status: "skipped", files: job.files.urls.map(\.relativePath)))
    }

    /// - Parameter message: Names the input.
    mutating func fail(_ input: String, _ message: String) {
        failed += 1
        progress.advance()
        progress.problem("depthpro: \(message)")
        printLine(.init(input: input, status: "failed", error: message))
    }

    func finish() {
        progress.clear()
        guard total > 1 else { return }
        var parts = ["\(done) done"]
        if skipped > 0 { parts.append("\(skipped) skipped") }
        if failed > 0 { parts.append("\(failed) failed") }
        let rest = total - done - skipped - failed
        if rest > 0 { parts.append("\(rest) not begun") }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        let hint = rest > 0 && failed > 0 ? "; --keep-going goes on after failures" : ""
        progress.line("\(parts.joined(separator: ", ")) in \(String(format: "%.1f", seconds)) s\(hint)")
    }

    // MARK: JSON

    private struct Line: Encodable {
        let input: String
        let status: String
        var files: [String]?
        var sidecar: DepthSidecar?
        var error: String?
    }

    private mutating func printLine(_ line: Line) {
        guard printsJSON, !isUnread else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(line) else { return }
        isUnread = !StandardOutput.write(String(decoding: data, as: UTF8.self) + "\n")
    }

    // MARK: Words

    private static func names(_ files: DepthFileSet) -> String {
        let extensions = files.formats.map(\.fileExtension)
        let stem = files.folder.appendingPathComponent(files.stem).relativePath
        return extensions.count == 1 ? "\(stem).\(extensions[0])" : "\(stem).{\(extensions.joined(separator: ","))}"
    }

    private static func summary(_ sidecar: DepthSidecar) -> String {
        let statistics = sidecar.depth.statistics
        let metres = [statistics.minimum, statistics.median, statistics.maximum].map { String(format: "%.3g", $0) }
        var parts = [
            "\(metres[0]) to \(metres[2]) m, median \(metres[1]) m",
            String(format: "focal length %.0f px", sidecar.camera.focalLength)
                + " (\(sourceWords[sidecar.camera.focalLengthSource] ?? ""))",
        ]
        if let count = sidecar.png16?.saturated, count > 0 {
            parts.append("\(count) pixels farther than the png's 65.535 m")
        }
        let seconds = sidecar.estimate.seconds.values.reduce(0, +)
        return (parts + [String(format: "%.1f s", seconds)]).joined(separator: "; ")
    }

    private static let sourceWords = [
        "given": "given", "exif35mm": "EXIF, 35 mm equivalent", "exifSensor": "EXIF, lens and sensor",
        "network": "estimated",
    ]
}
