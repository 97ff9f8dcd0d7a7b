internal import Torch

/// The processes that train one network together, as a run sees them; one alone is a case of it.
///
/// Each takes its share of every batch; gradients are averaged, so that all move alike. Rank 0 writes the files.
struct Peers {
    private let group: ProcessGroup?
    private let device: Device
    let rank: Int
    let count: Int

    /// Meets the others, if there are any.
    init(_ environment: DistributedEnvironment?, device: Device, timeout: Duration) throws {
        self.device = device
        do {
            group = try environment.map { try ProcessGroup($0, device: device, timeout: timeout) }
        } catch let error as TorchError where error.code == .peerLost {
            throw TrainingError(.peerLost, error.message, cause: error)
        }
        rank = environment?.rank ?? 0
        count = environment?.worldSize ?? 1
    }

    /// Whether this process writes the run's files and talks to people.
    var isFirst: Bool { rank == 0 }

    /// Gives all processes the first one's tensors.
    func agree(on tensors: [Tensor]) throws {
        try reaching { try withoutGradients { try group?.broadcast(tensors.map { try $0.detached() }) } }
    }

    /// Averages gradients over all processes, and finds out whether one of them wants to stop.
    func average(_ parameters: [Tensor], stops: Bool) throws -> Bool {
        guard let group else { return stops }
        let flag = try Tensor(stops ? 1 : 0, device: device)
        let gradients = try parameters.map { parameter in
            if let gradient = try parameter.gradient() { return gradient }
            // No image of this process has a loss, but those of another may.
            let none = try Tensor.zeros(parameter.shape, device: device)
            try parameter.setGradient(none)
            return none
        }
        try reaching { try group.allReduceMean(gradients + [flag]) }
        return try flag.item() > 0
    }

    /// Waits for all; the first may have had files to write.
    func wait() throws { try reaching { try group?.barrier() } }

    private func reaching(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as TorchError where error.code == .peerLost {
            throw TrainingError(
                .peerLost,
                "Another process of the run is gone: look at its output, then start all of them again; the run goes on "
                    + "from its last checkpoint", cause: error)
        }
    }
}
