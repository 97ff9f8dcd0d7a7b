internal import Foundation

/// One line of a run's `history.jsonl`: what happened, and when. One of the optional parts is there.
struct HistoryLine: Codable {
    /// Seconds since 1970.
    var time: Double
    /// A process begins, or goes on with, the run.
    var session: RunSession?
    var stage: StageFacts?
    var step: StepFacts?
    var evaluation: EvaluationFacts?
    var warning: String?

    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try encoder.encode(self) + [UInt8(ascii: "\n")]
    }

    static func decoded(_ line: Data) -> HistoryLine? {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try? decoder.decode(HistoryLine.self, from: line)
    }
}

/// What is known when a process begins, or goes on with, a run.
public struct RunSession: Sendable, Hashable, Codable {
    /// The recipe's name.
    public var name: String
    /// Steps that were done before.
    public var totalSteps: Int
    /// Of all stages.
    public var plannedSteps: Int
    /// What else a reader of the report wants to know, such as the device and the number of weights.
    public var facts: [String: String]

    /// What the report's head shows.
    public init(name: String, totalSteps: Int, plannedSteps: Int, facts: [String: String] = [:]) {
        self.name = name
        self.totalSteps = totalSteps
        self.plannedSteps = plannedSteps
        self.facts = facts
    }
}

/// A stage begins, or goes on.
public struct StageFacts: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// Steps of all stages that were done before it.
    public var firstStep: Int

    /// What the curves mark.
    public init(name: String, firstStep: Int) {
        self.name = name
        self.firstStep = firstStep
    }
}
