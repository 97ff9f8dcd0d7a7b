import ArgumentParser
import Foundation

/// `depthpro doctor`: what is there, what is not, and what to do about it.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that everything needed is there.",
        discussion: """
            Looks for libtorch, CUDA, libvips, libheif, meshoptimizer, Embree, Assimp, FFmpeg and models, says what they are \
            for and what to do about what is missing. Nothing is changed.

            Examples:
              depthpro doctor
              depthpro doctor --json | jq '.findings[] | select(.status != "ok")'

            Exit status: 0 photos can be computed; 1 something needed is missing.
            """)

    @Flag(help: "Print the findings as one JSON object.")
    var json = false

    func run() throws {
        let findings = Examination.findings()
        let isHealthy = !findings.contains { $0.status == .missing }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let data = try encoder.encode(Report(healthy: isHealthy, findings: findings))
            _ = StandardOutput.write(String(decoding: data, as: UTF8.self) + "\n")
        } else {
            _ = StandardOutput.write(Self.text(findings))
        }
        if !isHealthy { throw ExitCode(1) }
    }

    private struct Report: Encodable {
        let healthy: Bool
        let findings: [Finding]
    }

    private static func text(_ findings: [Finding]) -> String {
        let marks: [Finding.Status: String] = [.ok: "ok", .note: "note", .missing: "MISSING"]
        let width = findings.map(\.name.count).max() ?? 0
        return findings.map { finding in
            let mark = (marks[finding.status] ?? "").padding(toLength: 7, withPad: " ", startingAt: 0)
            let name = finding.name.padding(toLength: width, withPad: " ", startingAt: 0)
            let advice = finding.advice.map { "\n\(String(repeating: " ", count: width + 11))→ \($0)" } ?? ""
            return "\(mark)  \(name)  \(finding.detail.onOneLine)\(advice)\n"
        }.joined()
    }
}
