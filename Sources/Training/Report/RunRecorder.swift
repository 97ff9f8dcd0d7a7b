internal import Foundation
internal import Images
internal import Synchronization

/// Keeps what a run tells: the history, the curves for TensorBoard, and the report.
///
/// ```swift
/// let recorder = try RunRecorder(folder: folder, session: session)
/// try trainer.run { event in
///     print(event)
///     try? recorder.record(event)
/// }
/// ```
public final class RunRecorder: Sendable {
    private let folder: RunFolder
    private let state: Mutex<State>

    private struct State: ~Copyable {
        var history: RunHistory
        let lines: HistoryWriter
        let events: EventWriter
    }

    /// Begins, or goes on with, the history of the run in `folder`.
    ///
    /// - Throws: ``TrainingError``.
    public init(folder: RunFolder, session: RunSession) throws(TrainingError) {
        self.folder = folder
        let isNew = !FileManager.default.fileExists(atPath: folder.history.path)
        let history = isNew ? RunHistory() : try RunHistory(contentsOf: folder.history)
        let lines = try HistoryWriter(folder.history)
        // Steps that the interrupted process took beyond its last checkpoint are taken again.
        let events = try EventWriter(folder: folder.events, resumingAt: isNew ? nil : session.totalSteps + 1)
        if isNew, let recipe = try? String(contentsOf: folder.recipe, encoding: .utf8) {
            try events.write(text: recipe.asMarkdownCode, tag: "recipe", step: 0)
        }
        state = Mutex(State(history: history, lines: lines, events: events))
        try add(HistoryLine(time: Date().timeIntervalSince1970, session: session))
    }

    /// Writes down an event; an evaluation and the end renew the report.
    ///
    /// - Throws: ``TrainingError/Code/unwritable``.
    public func record(_ event: TrainingEvent) throws(TrainingError) {
        var line = HistoryLine(time: Date().timeIntervalSince1970)
        switch event {
        case .step(let step): line.step = step
        case .evaluation(let evaluation): line.evaluation = evaluation
        case .warning(let text): line.warning = text
        case .stage(let name, _, _, _, let done):
            line.stage = StageFacts(name: name, firstStep: state.withLock { $0.history.totalSteps } - done)
        case .checkpoint: return
        case .finished: return try writeReport()
        }
        try add(line)
        if line.evaluation != nil { try writeReport() }
    }

    /// Renews `report.html`.
    ///
    /// - Throws: ``TrainingError/Code/unwritable``.
    public func writeReport() throws(TrainingError) {
        let history = state.withLock { $0.history }
        try RunReport(history, folder: folder).write()
    }

    private func add(_ line: HistoryLine) throws(TrainingError) {
        let folder = folder
        let result = state.withLock { state in
            Result { () throws(TrainingError) in
                try state.lines.write(line)
                state.history.add(line)
                if let step = line.step { try state.events.write(step.scalars, step: step.totalSteps) }
                if let evaluation = line.evaluation {
                    try state.events.write(evaluation.scalars, step: evaluation.totalSteps)
                    for (number, name) in evaluation.pictures.enumerated() {
                        let file = folder.pictures.appending(path: name)
                        guard let picture = (try? Data(contentsOf: file)).flatMap(EncodedPicture.init) else { continue }
                        try state.events.write(
                            picture, tag: "\(evaluation.source)/\(number + 1)", step: evaluation.totalSteps)
                    }
                }
            }
        }
        try result.get()
    }
}

extension StepFacts {
    /// By the names of TensorBoard's curves.
    var scalars: [String: Double] {
        var scalars = [
            "learning rate/encoder": encoderLearningRate, "learning rate/decoder": decoderLearningRate,
            "speed/images per second": imagesPerSecond,
        ]
        scalars["loss/total"] = loss
        scalars["gradient/norm"] = gradientNorm
        for (name, value) in parts { scalars["loss parts/\(name)"] = value }
        return scalars
    }
}

extension EvaluationFacts {
    /// By the names of TensorBoard's curves.
    var scalars: [String: Double] {
        Dictionary(uniqueKeysWithValues: metrics.map { ("\(source)/\($0.key)", $0.value) })
    }
}

extension String {
    /// Every line set in, which Markdown shows as it is.
    fileprivate var asMarkdownCode: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
    }
}
