import Foundation
import Testing
import Training

@Suite struct RunHistoryTests {
    static func step(_ total: Int, loss: Double? = 0.5) -> TrainingEvent {
        .step(
            StepFacts(
                stage: "one", step: total, totalSteps: total, images: 4 * total, loss: loss,
                parts: ["synthetic/mae": loss ?? .nan], gradientNorm: loss,
                learningRates: (1e-5, 1e-4), imagesPerSecond: 2))
    }

    static func folder(in parent: URL) throws -> RunFolder {
        let folder = RunFolder(parent.appending(path: "run"))
        try folder.prepare(recipe: "name: a <b> & c\n")
        return folder
    }

    static func session(_ done: Int = 0) -> RunSession {
        RunSession(name: "a <b> & c", totalSteps: done, plannedSteps: 100, facts: ["device": "cpu"])
    }

    @Test func isReadAsItWasWritten() throws {
        try withTemporaryFolder { parent in
            let folder = try Self.folder(in: parent)
            let recorder = try RunRecorder(folder: folder, session: Self.session())
            try recorder.record(.stage(name: "one", index: 0, count: 2, steps: 3, from: 0))
            for total in 1...3 { try recorder.record(Self.step(total, loss: total == 2 ? nil : 1 / Double(total))) }
            try recorder.record(.warning("careful"))
            try recorder.record(.stage(name: "two", index: 1, count: 2, steps: 3, from: 0))
            let history = try RunHistory(contentsOf: folder.history)
            #expect(history.session == Self.session())
            #expect(history.stages == [StageFacts(name: "one", firstStep: 0), StageFacts(name: "two", firstStep: 3)])
            #expect(history.steps.map(\.loss) == [1, nil, 1 / 3])
            #expect(history.steps[1].parts["synthetic/mae"]?.isNaN == true)
            #expect(history.warnings == ["careful"])
            #expect(history.totalSteps == 3)
        }
    }

    @Test func stepsTakenAgainCountOnce() throws {
        try withTemporaryFolder { parent in
            let folder = try Self.folder(in: parent)
            do {
                let recorder = try RunRecorder(folder: folder, session: Self.session())
                try recorder.record(.stage(name: "one", index: 0, count: 1, steps: 100, from: 0))
                for total in 1...5 { try recorder.record(Self.step(total, loss: 1)) }
            }
            // Killed within a line; the checkpoint was of step 3.
            let half = try FileHandle(forWritingTo: folder.history)
            try half.seekToEnd()
            try half.write(contentsOf: Data(#"{"step":{"loss":0."#.utf8))
            try half.close()
            let recorder = try RunRecorder(folder: folder, session: Self.session(3))
            try recorder.record(.stage(name: "one", index: 0, count: 1, steps: 100, from: 3))
            for total in 4...6 { try recorder.record(Self.step(total, loss: 2)) }
            let history = try RunHistory(contentsOf: folder.history)
            #expect(history.steps.map(\.totalSteps) == [1, 2, 3, 4, 5, 6])
            #expect(history.steps.map(\.loss) == [1, 1, 1, 2, 2, 2])
            #expect(history.stages == [StageFacts(name: "one", firstStep: 0)])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.events.path).count == 2)
        }
    }

    @Test func longRunsAreThinned() throws {
        try withTemporaryFolder { parent in
            let folder = try Self.folder(in: parent)
            let recorder = try RunRecorder(folder: folder, session: Self.session())
            for total in 1...20_000 { try recorder.record(Self.step(total)) }
            let history = try RunHistory(contentsOf: folder.history)
            #expect((4096...8192).contains(history.steps.count))
            #expect(history.totalSteps == 20_000)
            let gaps = Set(zip(history.steps.dropFirst(), history.steps).map { $0.totalSteps - $1.totalSteps })
            #expect(gaps == [4])
        }
    }

    @Test func aMissingFileIsNamed() {
        let error = #expect(throws: TrainingError.self) {
            _ = try RunHistory(contentsOf: URL(fileURLWithPath: "/nowhere/history.jsonl"))
        }
        #expect(error?.code == .unreadableRun)
    }

    @Test func hostileLinesArePassedOver() throws {
        try withTemporaryFolder { parent in
            let folder = try Self.folder(in: parent)
            do {
                let recorder = try RunRecorder(folder: folder, session: Self.session())
                for total in 1...3 { try recorder.record(Self.step(total)) }
            }
            let original = try Data(contentsOf: folder.history)
            var random = LinearGenerator(state: 3)
            for _ in 0..<300 {
                var bytes = original
                for _ in 0..<6 {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                try bytes.write(to: folder.history)
                let history = try RunHistory(contentsOf: folder.history)
                _ = RunReport(history, folder: folder).html
            }
        }
    }
}
