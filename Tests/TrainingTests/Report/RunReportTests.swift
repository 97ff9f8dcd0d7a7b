import Foundation
import Testing
import Training

@Suite struct RunReportTests {
    /// A run with two stages, two sources and pictures.
    static func makeRun(in parent: URL, evaluations: Int = 3) throws -> RunFolder {
        let folder = try RunHistoryTests.folder(in: parent)
        let recorder = try RunRecorder(folder: folder, session: RunHistoryTests.session())
        try recorder.record(.stage(name: "one", index: 0, count: 2, steps: 10, from: 0))
        let picture = try EncodedPictureTests.jpeg(width: 60, height: 20)
        for evaluation in 0..<evaluations {
            for step in 1...10 {
                let total = 10 * evaluation + step
                try recorder.record(RunHistoryTests.step(total, loss: 1 / Double(total)))
            }
            if evaluation == 0 { try recorder.record(.stage(name: "two", index: 1, count: 2, steps: 90, from: 0)) }
            for source in ["rooms", "<streets>"] {
                let name = "\(evaluation)-\(source.count).jpg"
                try picture.write(to: folder.pictures.appending(path: name))
                try recorder.record(
                    .evaluation(
                        EvaluationFacts(
                            of: source, stage: "one", totalSteps: 10 * evaluation + 10, samples: 4,
                            metrics: ["abs_rel": 0.1234, "median_delta1": 0.9], pictures: [name, "missing.jpg"])))
            }
        }
        return folder
    }

    @Test func standsAlone() throws {
        try withTemporaryFolder { parent in
            let folder = try Self.makeRun(in: parent)
            let page = try String(contentsOf: folder.report, encoding: .utf8)
            #expect(page.hasPrefix("<!doctype html>"))
            for phrase in [
                "a &lt;b&gt; &amp; c", "&lt;streets&gt;", "30 <small>of 100", "0.123", "Absolute relative error",
                "after median scaling", "recipe.yaml", "Stage “two”", "<td>cpu</td>",
            ] {
                #expect(page.contains(phrase), "\(phrase)")
            }
            #expect(!page.contains("<streets>"))
            #expect(!page.contains("http") && !page.contains("@import") && !page.contains("url("))
            #expect(page.components(separatedBy: "src=\"data:image/jpeg;base64,").count - 1 == 6)
            #expect(page.components(separatedBy: "src=").count - 1 == 6)
            // Loss, one term, three of the optimiser, two metrics.
            #expect(page.components(separatedBy: "<svg").count - 1 == 7)
            #expect(!page.contains("nan") && !page.contains("inf"))
            try expectBalancedElements(page)
        }
    }

    @Test func showsFewOfManyEvaluations() throws {
        try withTemporaryFolder { parent in
            let folder = try Self.makeRun(in: parent, evaluations: 12)
            let page = try String(contentsOf: folder.report, encoding: .utf8)
            #expect(page.components(separatedBy: "<summary>Step ").count - 1 == 6)
            #expect(page.contains("<summary>Step 120<") && page.contains("<summary>Step 10<"))
        }
    }

    @Test func aRunThatHasNotBegunHasAPage() throws {
        try withTemporaryFolder { parent in
            let folder = try RunHistoryTests.folder(in: parent)
            let page = RunReport(RunHistory(), folder: folder).html
            #expect(page.contains("Not begun"))
            try expectBalancedElements(page)
        }
    }

    @Test func theOldPageStaysWhereTheNewCannotBeWritten() throws {
        try withTemporaryFolder { parent in
            let missing = RunFolder(parent.appending(path: "missing"))
            let error = #expect(throws: TrainingError.self) { try RunReport(RunHistory(), folder: missing).write() }
            #expect(error?.code == .unwritable)
        }
    }

    /// Every element that is opened is closed, in order.
    private func expectBalancedElements(_ page: String) throws {
        var open: [Substring] = []
        for match in page.matches(of: /<(\/?)([a-z0-9]+)([^>]*)>/) {
            let (_, slash, name, rest) = match.output
            if ["meta", "img"].contains(name) || rest.hasSuffix("/") { continue }
            if slash.isEmpty {
                open.append(name)
            } else {
                try #require(open.popLast() == name, "\(name) closed")
            }
        }
        #expect(open.isEmpty)
    }
}
