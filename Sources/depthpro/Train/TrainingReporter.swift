internal import Foundation
internal import Training

/// Shows a training run on a terminal: a line that moves with every step, and lines that stay for all else.
final class TrainingReporter: Sendable {
    private let isQuiet: Bool
    private let isJSON: Bool
    private let stage = StageMemory()

    init(isQuiet: Bool, isJSON: Bool) {
        self.isQuiet = isQuiet
        self.isJSON = isJSON
    }

    /// Steps between two lines that stay, where there is no terminal.
    private static let stride = 50

    func show(_ event: TrainingEvent) {
        if isJSON { writeJSON(event) }
        switch event {
        case .warning(let text): line("warning: \(text)")
        case _ where isQuiet: break
        case .stage(let name, let index, let count, let steps, let from):
            stage.begin(steps: steps)
            line(
                "Stage \(index + 1) of \(count), \(name): \(steps) steps" + (from > 0 ? ", going on after \(from)" : "")
            )
        case .step(let facts): step(facts)
        case .evaluation(let facts): line(Self.sentence(facts))
        case .checkpoint(let url): line("Checkpoint \(url.lastPathComponent)")
        case .finished(let url): line("Done: \(url.relativePath)")
        }
    }

    func note(_ text: String) { line(text) }

    // MARK: Lines

    private func step(_ facts: StepFacts) {
        let steps = stage.steps
        let text = [
            "\(facts.step)/\(steps)", "loss " + (facts.loss.map { String(format: "%.4f", $0) } ?? "–"),
            String(format: "%.1f images/s", facts.imagesPerSecond),
            "\(ProgressReporter.duration(stage.secondsLeft(after: facts.step))) left",
        ].joined(separator: "  ")
        if StandardError.isTerminal {
            StandardError.write("\r\u{1B}[2K" + text.prefix(max(20, StandardError.columns - 1)))
        } else if facts.step % Self.stride == 0 || facts.step == steps {
            line(text)
        }
    }

    private static func sentence(_ facts: EvaluationFacts) -> String {
        let metrics = facts.metrics.sorted { $0.key < $1.key }.map { "\($0.key) \(String(format: "%.3f", $0.value))" }
        return "After \(facts.totalSteps) steps, \(facts.source) (\(facts.samples)): \(metrics.joined(separator: ", "))"
    }

    private func line(_ text: String) {
        StandardError.write((StandardError.isTerminal ? "\r\u{1B}[2K" : "") + text.onOneLine + "\n")
    }

    private func writeJSON(_ event: TrainingEvent) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line: Data? =
            switch event {
            case .step(let facts): try? encoder.encode(["step": facts])
            case .evaluation(let facts): try? encoder.encode(["evaluation": facts])
            case .warning(let text): try? encoder.encode(["warning": text])
            case .checkpoint(let url): try? encoder.encode(["checkpoint": url.relativePath])
            case .finished(let url): try? encoder.encode(["finished": url.relativePath])
            case .stage(let name, _, _, _, _): try? encoder.encode(["stage": name])
            }
        if let line { _ = StandardOutput.write(String(decoding: line, as: UTF8.self) + "\n") }
    }
}
