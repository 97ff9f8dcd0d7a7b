import Foundation
import Testing
import Torch

@Suite struct NetworkExecutorTests {
    actor Runner {
        let executor = NetworkExecutor(name: "test")
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        // Not pthread_self: the compiler may keep its value over a hop to another thread.
        func thread() throws -> String {
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
        }

        func sum() throws -> Double {
            try withInferenceMode { try Tensor.ones([3]).sum().item() }
        }
    }

    #if os(Linux)
        @Test func anActorKeepsOneThreadOfItsOwn() async throws {
            let first = Runner()
            let second = Runner()
            let thread = try await first.thread()
            for _ in 0..<20 {
                await Task.yield()
                #expect(try await first.thread() == thread)
            }
            #expect(try await second.thread() != thread)
            #expect(try await first.sum() == 3)
        }
    #endif

    @Test func aThrownErrorLeavesTheExecutorUsable() async throws {
        let runner = Runner()
        let tasks = (0..<8).map { _ in Task { try await runner.sum() } }
        for task in tasks { #expect(try await task.value == 3) }
    }
}
