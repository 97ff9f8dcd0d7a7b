import Foundation
import Testing
import Torch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Each test's processes are exit tests: real ones, which meet on the loopback.
@Suite(.timeLimit(.minutes(1))) struct ProcessGroupTests {
    static func place(_ rank: Int, of size: Int = 2, port: Int) -> DistributedEnvironment {
        DistributedEnvironment(rank: rank, worldSize: size, localRank: rank, host: "127.0.0.1", port: port)
    }

    @Test func operationsOfTwoProcesses() async throws {
        let port = try freePort()
        async let first = #expect(processExitsWith: .success) { [port = port as Int] in
            try ProcessGroupTests.workTogether(rank: 0, port: port)
        }
        async let second = #expect(processExitsWith: .success) { [port = port as Int] in
            try ProcessGroupTests.workTogether(rank: 1, port: port)
        }
        _ = await (first, second)
    }

    private static func workTogether(rank: Int, port: Int) throws {
        let group = try ProcessGroup(place(rank, port: port), timeout: .seconds(30))
        func require(_ condition: Bool, _ what: String) { precondition(condition, what) }
        require(group.rank == rank && group.worldSize == 2, "place")

        // A mean, of tensors that fall into several pieces: two types, one tensor larger than a piece, one empty.
        let sign: Float = rank == 0 ? 1 : -1
        let small = try Tensor([1 + sign, 10 + sign, 100 + 3 * sign], shape: [3])
        let large = try Tensor(full: Double(3 + sign), [8 << 20])
        let wide = try Tensor(full: Double(2 + sign), [2, 2], type: .float64)
        let transposed = try Tensor([1, 2, 3, 4], shape: [2, 2]).transposed(0, 1)
        let rotated = try transposed * Double(1 + sign)
        try group.allReduceMean([small, large, wide, Tensor.zeros([0]), rotated])
        require(try small.floats() == [1, 10, 100], "mean")
        require(try large.min().item() == 3 && large.max().item() == 3, "large mean")
        require(try wide.floats() == [2, 2, 2, 2], "mean of another type")
        require(try rotated.floats() == [1, 3, 2, 4], "mean of strided elements")

        // Gradients of two halves, averaged, are those of the whole.
        let weight = try Tensor([2], shape: [1])
        try weight.setRequiresGradient(true)
        try (weight * Double(rank + 1)).squared().mean().backward()
        guard let gradient = try weight.gradient() else { fatalError("no gradient") }
        try group.allReduceMean([gradient])
        require(try weight.gradient()?.item() == (4 + 16) / 2, "gradient")

        let mine = [
            try Tensor([Float(rank) + 0.5, 7], shape: [2]), try Tensor(integers: [Int64(rank + 40)], shape: [1]),
            try Tensor([Float(rank)], shape: [1]) .> -1,
        ]
        try mine[0].setRequiresGradient(true)
        try group.broadcast(mine)
        require(try mine.map { try $0.floats() } == [[0.5, 7], [40], [1]], "broadcast")

        require(
            try group.allGather(Array("rank \(rank)".utf8) + (rank == 1 ? [33] : []))
                == [Array("rank 0".utf8), Array("rank 1!".utf8)], "gather")
        require(try group.allGather([]) == [[], []], "gather of nothing")
        try group.barrier()
    }

    @Test func aKilledPeerIsNoticed() async throws {
        let port = try freePort()
        async let first = #expect(processExitsWith: .success) { [port = port as Int] in
            let group = try ProcessGroup(
                ProcessGroupTests.place(0, port: port), timeout: .seconds(10), joiningTimeout: .seconds(30))
            let tensor = try Tensor.ones([1 << 20])
            let start = ContinuousClock.now
            do {
                for _ in 0..<1_000_000 { try group.allReduceMean([tensor]) }
                fatalError("the other process is not missed")
            } catch let error as TorchError {
                precondition(error.code == .peerLost && error.message.contains("other processes"), error.message)
                precondition(ContinuousClock.now - start < .seconds(20))
            }
        }
        async let second = #expect(processExitsWith: .signal(SIGKILL)) { [port = port as Int] in
            let group = try ProcessGroup(
                ProcessGroupTests.place(1, port: port), timeout: .seconds(10), joiningTimeout: .seconds(30))
            let tensor = try Tensor.ones([1 << 20])
            for _ in 0..<3 { try group.allReduceMean([tensor]) }
            kill(getpid(), SIGKILL)
        }
        _ = await (first, second)
    }

    @Test func aPeerThatHangsIsNotWaitedForForEver() async throws {
        let port = try freePort()
        async let first = #expect(processExitsWith: .success) { [port = port as Int] in
            let group = try ProcessGroup(
                ProcessGroupTests.place(0, port: port), timeout: .seconds(3), joiningTimeout: .seconds(30))
            do {
                try group.allReduceMean([Tensor.ones([8])])
                fatalError("the other process is not missed")
            } catch let error as TorchError {
                precondition(error.code == .peerLost, error.message)
            }
        }
        async let second = #expect(processExitsWith: .success) { [port = port as Int] in
            let group = try ProcessGroup(
                ProcessGroupTests.place(1, port: port), timeout: .seconds(3), joiningTimeout: .seconds(30))
            withExtendedLifetime(group) { Thread.sleep(forTimeInterval: 5) }
        }
        _ = await (first, second)
    }

    @Test func theMissingAreNamed() throws {
        let error = #expect(throws: TorchError.self) {
            _ = try ProcessGroup(Self.place(0, of: 3, port: freePort()), timeout: .seconds(1))
        }
        #expect(error?.code == .peerLost)
        #expect(error?.message.contains("have not come: 1, 2") == true, "\(error?.message ?? "")")
    }

    @Test func aMeetingPointThatIsNotThereIsNamed() throws {
        let port = try freePort()
        let error = #expect(throws: TorchError.self) {
            _ = try ProcessGroup(Self.place(1, port: port), timeout: .seconds(1))
        }
        #expect(error?.code == .peerLost)
        #expect(error?.message.contains("127.0.0.1:\(port)") == true, "\(error?.message ?? "")")
    }

    /// A port that nobody listens on now.
    private func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
            }
        }
        try #require(status == 0)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
