import Foundation
import Testing

/// Checkpoints that are none, or not whole, or of something else.
@Suite struct BadCheckpointTests {
    /// One line, failure, nothing written.
    private func refusal(_ model: URL, in folder: URL) throws -> String {
        try TestFiles.write("a.jpg", in: folder)
        let run = try CommandRun.predict(["a.jpg"], model: model, in: folder)
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1, "\(run.errors)")
        #expect(run.errors.hasPrefix("depthpro: "))
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("depth").path))
        #expect(run.errors.contains(model.lastPathComponent), "\(run.errors)")
        return run.errors
    }

    @Test func missing() throws {
        try TestFiles.withFolder { folder in
            let text = try refusal(folder.appendingPathComponent("gone.pt"), in: folder)
            #expect(text.contains("There is no model"))
        }
    }

    @Test func namedAndNotInstalled() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            let run = try CommandRun(["predict", "a.jpg", "--model", "large"], in: folder)
            #expect(run.status == 1 && run.errorLines.count == 1, "\(run.errors)")
            #expect(run.errors.contains("models fetch large"), "\(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("depth").path))
        }
    }

    @Test(arguments: [0, 1, 100, 100_000, 900_000]) func truncated(length: Int) throws {
        try TestFiles.withFolder { folder in
            let url = folder.appendingPathComponent("short.pt")
            try Data(contentsOf: TestFiles.checkpoint).prefix(length).write(to: url)
            _ = try refusal(url, in: folder)
        }
    }

    @Test func notACheckpoint() throws {
        try TestFiles.withFolder { folder in
            _ = try refusal(TestFiles.photo("grey.jpg"), in: folder)
            _ = try refusal(URL(fileURLWithPath: #filePath), in: folder)
            _ = try refusal(URL(fileURLWithPath: "/dev/null"), in: folder)
        }
    }

    @Test func ofAnotherNetwork() throws {
        try TestFiles.withFolder { folder in
            let text = try refusal(TestFiles.archive("state.pt"), in: folder)
            #expect(text.contains("no Depth Pro network"))
        }
    }

    @Test func hostilePickle() throws {
        try TestFiles.withFolder { folder in
            // It would run a command where it is unpickled.
            _ = try refusal(TestFiles.archive("command.pt"), in: folder)
        }
    }

    @Test func wrongShapes() throws {
        try TestFiles.withFolder { folder in
            let model = folder.appendingPathComponent("changed")
            try FileManager.default.copyItem(at: TestFiles.network("hf-basic"), to: model)
            let url = model.appendingPathComponent("config.json")
            let data = try Data(contentsOf: url)
            var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let width = try #require(object["fusion_hidden_size"] as? Int)
            object["fusion_hidden_size"] = width * 2
            try JSONSerialization.data(withJSONObject: object).write(to: url)
            let text = try refusal(model, in: folder)
            #expect(text.contains("of another shape"))
        }
    }
}
