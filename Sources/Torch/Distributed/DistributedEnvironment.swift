internal import Foundation

/// Which of a run's processes this is, and where they meet, as the program that started them says.
///
/// Understood are `torchrun` and whatever sets the same variables (Kubernetes' PyTorchJob), Slurm's `srun`, MPI's
/// `mpirun`, and Kubernetes' indexed jobs.
public struct DistributedEnvironment: Sendable, Hashable {
    /// From 0; that one writes the files.
    public let rank: Int
    /// How many processes there are; at least 2.
    public let worldSize: Int
    /// Which of the processes on this machine, from 0: the GPU to take.
    public let localRank: Int
    /// The machine where the processes meet.
    public let host: String
    /// Its port.
    public let port: Int
    /// Whether `torchrun` keeps the meeting point open; otherwise the process of rank 0 does.
    public let isMeetingPointServed: Bool
    /// How often the run was started anew after a failure.
    public let attempt: Int

    /// A place in a run, from the caller's own knowledge.
    ///
    /// - Precondition: `0 ≤ rank < worldSize`.
    public init(
        rank: Int, worldSize: Int, localRank: Int, host: String, port: Int, isMeetingPointServed: Bool = false,
        attempt: Int = 0
    ) {
        precondition((0..<worldSize).contains(rank), "rank \(rank) of \(worldSize)")
        self.rank = rank
        self.worldSize = worldSize
        self.localRank = localRank
        self.host = host
        self.port = port
        self.isMeetingPointServed = isMeetingPointServed
        self.attempt = attempt
    }

    /// What the process's own variables say; `nil` where it is alone.
    ///
    /// - Throws: ``TorchError`` that names the variables which are missing, malformed or contradict each other.
    public static func current() throws(TorchError) -> DistributedEnvironment? {
        try DistributedEnvironment(variables: ProcessInfo.processInfo.environment)
    }
}
