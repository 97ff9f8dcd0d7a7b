import Foundation
import Testing
import Torch

@Suite struct NetworkExecutorTests {
    actor Runner {
        let executor = NetworkExecutor(name: "test")
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        func thread() -> UInt { UInt(bitPattern: pthread_self().hashValue) }

        func sum() throws -> Double {
            try withInferenceMode { () throws(TorchError) in try Tensor.ones([3]).sum().item() }
        }
    }

    @Test func anActorKeepsOneThreadOfItsOwn() async throws {
        let first = Runner()
        let second = Runner()
        let thread = await first.thread()
        for _ in 0..<20 {
            await Task.yield()
            #expect(await first.thread() == thread)
        }
        #expect(await second.thread() != thread)
        #expect(try await first.sum() == 3)
    }

    @Test func aThrownErrorLeavesTheExecutorUsable() async throws {
        let runner = Runner()
        let tasks = (0..<8).map { _ in Task { try await runner.sum() } }
        for task in tasks { #expect(try await task.value == 3) }
    }
}
