import Testing
import Torch

/// Queues and copies, which a CPU has to take part in without having any.
@Suite struct QueueTests {
    @Test func copiesArriveAtTheirMark() throws {
        let bytes = (0..<24).map { UInt8($0) }
        let tensor = try Tensor.uploading(bytes, shape: [2, 3, 4], to: .cpu)
        #expect(try tensor.bytes() == bytes)
        let host = try Tensor.host([4, 3, 4], type: .float32, for: .cpu)
        try tensor.to(.float32).download(to: host.narrowed(0, from: 2, count: 2))
        try tensor.to(.float32).download(to: host.narrowed(0, from: 0, count: 2))
        try QueueMark(on: .cpu).wait()
        #expect(try host.floats() == (bytes + bytes).map(Float.init))
        let source = try Tensor.host([3], type: .int64, for: .cpu)
        try source.copyInPlace(from: Tensor(integers: [1, 2, 3], shape: [3]))
        #expect(try source.uploaded(to: .cpu).integers() == [1, 2, 3])
    }

    @Test func workBesideGivesTheSame() throws {
        let a = try Tensor([1, 2, 3], shape: [3])
        let results = try withInferenceMode {
            let beside = try SideQueue(.cpu)
            let doubled = try beside.run { () throws(TorchError) in try a * 2 }
            let squared = try beside.run { () throws(TorchError) in try a * a }
            try beside.join()
            return try (doubled + squared).floats()
        }
        #expect(results == [3, 8, 15])
    }

    @Test func aFailureBesideIsThrown() throws {
        let beside = try SideQueue(.cpu)
        #expect(throws: TorchError.self) {
            try beside.run { () throws(TorchError) in try Device.cuda(1000).requireAvailable() }
        }
        try beside.join()
    }

    @Test func aCPUTellsNoMemory() throws {
        try Device.cpu.prepare()
        #expect(try Device.cpu.memory() == nil)
        #expect(!Device.cpu.hasFloat8)
    }

    /// What is missing is said, and nothing else happens.
    @Test(.enabled(if: (try? Device.cudaCount()) == 0, "CUDA is there")) func withoutCUDA() throws {
        #expect(!Device.cuda().hasFloat8)
        let problem = try #require(try Device.cudaProblem())
        let error = #expect(throws: TorchError.self) { try Device.cuda().requireAvailable() }
        #expect(error?.code == .deviceUnavailable && error?.message.contains(problem) == true)
        #expect(!problem.contains("\n"))
    }
}
