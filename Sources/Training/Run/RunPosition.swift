/// How far a run has come.
public struct RunPosition: Sendable, Hashable, Codable {
    /// Index of the stage in hand; the number of stages when all is done.
    public var stage = 0
    /// Steps of that stage already done.
    public var step = 0
    /// Steps of all stages already done.
    public var totalSteps = 0
    /// Images seen by all processes.
    public var images = 0
    /// Steps in a row that gave no finite numbers and were skipped.
    public var skippedInARow = 0

    /// The beginning.
    public init() {}
}
