import Synchronization

/// Tells how far long work is, and asks whether to go on.
public struct WorkReport: Sendable {
    private let body: @Sendable (Double) -> Bool

    /// - Parameter body: Called from any thread with the share that is done, 0 to 1; returns whether to go on.
    public init(_ body: @escaping @Sendable (Double) -> Bool) { self.body = body }

    /// Tells nobody.
    public static let none = WorkReport { _ in true }

    /// - Throws: ``EditingError`` with code `cancelled` where the work shall end.
    func check(_ share: Double) throws(EditingError) {
        guard body(share) else { throw EditingError(.cancelled, "the work was interrupted") }
    }
}

/// Counts what threads have done.
final class WorkCounter: Sendable {
    private let done = Atomic<Int>(0)
    private let total: Int
    private let report: WorkReport

    init(total: Int, _ report: WorkReport) {
        self.total = max(total, 1)
        self.report = report
    }

    func add(_ count: Int) throws(EditingError) {
        let sum = done.wrappingAdd(count, ordering: .relaxed).newValue
        try report.check(Double(sum) / Double(total))
    }
}
