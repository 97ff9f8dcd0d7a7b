internal import CTorch

/// This process's place among those of one run, and what all of them do together.
///
/// Every process calls the same functions in the same order, with tensors of the same shapes and types. Tensors on the
/// CPU travel by Gloo, those on a GPU by NCCL. A process that is gone, or does not come in time, makes the others
/// throw ``TorchError/Code/peerLost``; the group is of no more use then.
public final class ProcessGroup {
    /// This process, from 0.
    public let rank: Int
    /// How many there are.
    public let worldSize: Int
    private let group: CTGroup
    /// Small tensors travel together, in pieces of about this many bytes.
    private static let bucketBytes: Int64 = 25 << 20

    /// Waits until all processes of the run are there.
    ///
    /// - Parameters:
    ///   - environment: Who this is, and where to meet.
    ///   - device: Where the tensors will be.
    ///   - timeout: How long to wait for the others in every later call.
    ///   - joiningTimeout: How long to wait until all have come, where that may take longer than an answer.
    /// - Throws: ``TorchError`` that says who has not come, or why they cannot meet.
    public init(
        _ environment: DistributedEnvironment, device: Device = .cpu, timeout: Duration = .seconds(600),
        joiningTimeout: Duration? = nil
    ) throws(TorchError) {
        try device.requireAvailable()
        var joined: CTGroup?
        let status = environment.host.withCString { host in
            "depthpro/attempt_\(environment.attempt)".withCString { prefix in
                let rendezvous = CTRendezvous(
                    host: host, port: Int32(clamping: environment.port),
                    serves: environment.rank == 0 && !environment.isMeetingPointServed ? 1 : 0, prefix: prefix,
                    rank: Int32(clamping: environment.rank), size: Int32(clamping: environment.worldSize),
                    joining_timeout: (joiningTimeout ?? timeout) / .seconds(1), timeout: timeout / .seconds(1),
                    device: device.native
                )
                return LibTorch.tables.distributed.pointee.join(rendezvous, &joined)
            }
        }
        try check("meeting at \(environment.host):\(environment.port)", status)
        guard let joined else { fatalError("join made no group") }
        group = joined
        rank = environment.rank
        worldSize = environment.worldSize
    }

    deinit { table.leave(group) }

    /// Replaces every tensor by its mean over the processes, which is the same to the last bit in all of them.
    public func allReduceMean(_ tensors: [Tensor]) throws(TorchError) {
        guard !tensors.isEmpty else { return }
        precondition(tensors.allSatisfy(\.scalarType.isFloatingPoint), "means are of floating-point numbers")
        let status = tensors.withNative { table.all_reduce_mean(group, $0, $1, Self.bucketBytes) }
        try check("allReduceMean", status)
    }

    /// Replaces every tensor by that of rank 0.
    public func broadcast(_ tensors: [Tensor]) throws(TorchError) {
        guard !tensors.isEmpty else { return }
        let status = tensors.withNative { table.broadcast(group, $0, $1, Self.bucketBytes) }
        try check("broadcast", status)
    }

    /// Returns when all processes have called it.
    public func barrier() throws(TorchError) { try check("barrier", table.barrier(group)) }

    /// What every process gives, in the order of their ranks; for small facts such as counts and names.
    public func allGather(_ bytes: [UInt8]) throws(TorchError) -> [[UInt8]] {
        let counts = try gather(Tensor(integers: [Int64(bytes.count)], shape: [1])).integers().map(Int.init)
        let longest = counts.max() ?? 0
        guard longest > 0 else { return counts.map { _ in [] } }
        let padded = bytes + [UInt8](repeating: 0, count: longest - bytes.count)
        let all = try gather(Tensor(uint8: padded, shape: [longest])).bytes()
        return counts.enumerated().map { Array(all[($0.offset * longest)...].prefix($0.element)) }
    }

    private func gather(_ tensor: Tensor) throws(TorchError) -> Tensor {
        try making("allGather") { table.all_gather(group, tensor.handle, $0) }
    }

    private var table: CTDistributed { LibTorch.tables.distributed.pointee }
}
