internal import Torch

/// Waits for passes on a thread of its own, while the network's thread asks for the next.
actor EstimateCollector {
    private let executor = NetworkExecutor(name: "EstimateCollector")

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Each photo's depth, or why there is none.
    func collect(_ pending: PendingEstimate) throws -> [Result<DepthMap, any Error>] { try pending.collect() }
}
