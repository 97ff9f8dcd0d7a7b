public import Foundation

/// What happened in a run, as far as its report shows it.
public struct RunHistory: Sendable, Codable {
    /// Of the last process that worked on the run.
    public private(set) var session: RunSession?
    /// In the order of their beginnings.
    public private(set) var stages: [StageFacts] = []
    /// In order; of very long runs every second, fourth, … only.
    public private(set) var steps: [StepFacts] = []
    /// In order.
    public private(set) var evaluations: [EvaluationFacts] = []
    /// The last ones.
    public private(set) var warnings: [String] = []
    /// Steps done in all stages.
    public private(set) var totalSteps = 0
    /// Seconds that processes worked on the run.
    public private(set) var seconds = 0.0
    /// Seconds since 1970; 0 where nothing has happened.
    public private(set) var lastTime = 0.0
    private var stride = 1

    /// Nothing has happened.
    public init() {}

    /// Reads a run's `history.jsonl`.
    ///
    /// A process that was killed leaves half a line, and steps beyond the checkpoint that the next one begins at:
    /// half lines are passed over, and what is told twice counts as the last time.
    ///
    /// - Throws: ``TrainingError/Code/unreadableRun`` where the file cannot be read.
    public init(contentsOf url: URL) throws(TrainingError) {
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw TrainingError(
                .unreadableRun, "\(url.relativePath) cannot be read: \(error.localizedDescription)", cause: error)
        }
        self.init()
        for line in data.split(separator: UInt8(ascii: "\n")) {
            if let line = HistoryLine.decoded(line) { add(line) }
        }
    }

    mutating func add(_ line: HistoryLine) {
        guard (0...Self.latestTime).contains(line.time) else { return }
        if let session = line.session {
            self.session = session
            totalSteps = session.totalSteps
            forget(after: session.totalSteps)
        } else if lastTime > 0 {
            seconds += max(0, line.time - lastTime)
        }
        lastTime = line.time
        if let stage = line.stage, stages.last != stage { stages.append(stage) }
        if let step = line.step { add(step) }
        if let evaluation = line.evaluation { evaluations.append(evaluation) }
        if let warning = line.warning { warnings = warnings.suffix(Self.warningLimit - 1) + [warning] }
    }

    /// The year 5138; a clock beyond is none.
    private static let latestTime = 1e11
    private static let warningLimit = 50
    private static let stepLimit = 8192

    private mutating func add(_ step: StepFacts) {
        totalSteps = step.totalSteps
        guard step.totalSteps % stride == 0 else { return }
        steps.append(step)
        guard steps.count > Self.stepLimit else { return }
        stride *= 2
        steps.removeAll { $0.totalSteps % stride != 0 }
    }

    private mutating func forget(after last: Int) {
        steps.removeAll { $0.totalSteps > last }
        evaluations.removeAll { $0.totalSteps > last }
        stages.removeAll { $0.firstStep > last }
    }
}
