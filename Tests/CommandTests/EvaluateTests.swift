import Foundation
import Images
import Testing
import Torch

/// `depthpro evaluate`.
@Suite struct EvaluateTests {
    private static let (width, height) = (24, 18)

    /// A floor that recedes, different in each image.
    private static func truth(_ number: Int) -> FloatRaster {
        FloatRaster(
            width: width, height: height,
            values: (0..<width * height).map {
                1 + Float($0 / width) * 0.1 + Float(number) * 0.2 + ($0 % 7 == 0 ? 1 : 0)
            })
    }

    /// A manifest of `count` images with depth in `folder/data`, and predictions in `folder/mine` and `folder/double`.
    private static func write(_ count: Int, in folder: URL) throws {
        for name in ["data", "mine", "double"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        var manifest = ""
        for number in 0..<count {
            try TestFiles.write("data/\(number).jpg", in: folder, width: width, height: height)
            let truth = truth(number)
            try truth.writePFM(to: folder.appendingPathComponent("data/\(number).pfm"))
            try truth.writePFM(to: folder.appendingPathComponent("mine/\(number).pfm"))
            let twice = truth.values.map { $0 * 2 }
            try NPZ.write(
                [
                    ("depth", NPYArray(twice, shape: [height, width])),
                    ("focallength_px", NPYArray([26.0], shape: [])),
                ], to: folder.appendingPathComponent("double/\(number).npz"))
            manifest += """
                {"id": "\(number)", "rgb": "\(number).jpg", "depth": "\(number).pfm", "fx": 20, "kind": "real"}

                """
        }
        try Data(manifest.utf8).write(to: folder.appendingPathComponent("data/manifest.jsonl"))
    }

    private func summary(_ name: String, in folder: URL) throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appendingPathComponent(name))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// The mean of a metric.
    private func mean(_ metric: String, _ method: String, _ alignment: String, _ summary: [String: Any]) throws
        -> Double
    {
        let cells = try #require(summary["summaries"] as? [[String: Any]])
        let cell = try #require(
            cells.first { $0["method"] as? String == method && $0["alignment"] as? String == alignment })
        let metrics = try #require(cell["metrics"] as? [String: [String: Any]])
        return try #require(metrics[metric]?["mean"] as? Double)
    }

    /// A list of what a network was trained on has names; in a data set of folders they may stand behind their folder's.
    @Test(arguments: ["1", "rooms/1"]) func exceptionsAreFoundInFolders(name: String) throws {
        try TestFiles.withFolder { folder in
            try Self.write(3, in: folder)
            let manifest = folder.appendingPathComponent("data/manifest.jsonl")
            let rows = try String(contentsOf: manifest, encoding: .utf8)
            try Data(rows.replacingOccurrences(of: #""id": ""#, with: #""id": "rooms/"#).utf8).write(to: manifest)
            try Data("\(name)\n".utf8).write(to: folder.appendingPathComponent("known.txt"))
            let run = try CommandRun(
                [
                    "evaluate", "--dataset", "manifest:data", "--constant", "2", "--except", "known.txt", "--csv",
                    "out.csv",
                ], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let table = try String(contentsOf: folder.appendingPathComponent("out.csv"), encoding: .utf8)
            #expect(table.contains("rooms/0,") && table.contains("rooms/2,") && !table.contains("rooms/1,"), "\(table)")
        }
    }

    @Test func methodsAreScoredSideBySide() throws {
        try TestFiles.withFolder { folder in
            try Self.write(3, in: folder)
            let run = try CommandRun(
                [
                    "evaluate", "--dataset", "manifest:data", "--predictions", "mine=mine", "--predictions",
                    "double=double", "--align", "none", "--align", "median", "--point-clouds", "--json", "out.json",
                    "--csv", "out.csv", "--report", "out.html",
                ], in: folder)
            #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
            let summary = try summary("out.json", in: folder)
            #expect(try mean("delta1", "mine", "none", summary) == 1)
            #expect(try mean("abs_rel", "double", "none", summary) == 1)
            #expect(abs(try mean("abs_rel", "double", "median", summary)) < 1e-6)
            #expect(try mean("pc_chamfer", "mine", "none", summary) == 0)
            #expect(try mean("boundary_f1", "mine", "none", summary) > 0.99)
            // 26 instead of 20 pixels.
            #expect(abs(try mean("focal_error", "double", "none", summary) - 0.3) < 1e-9)
            #expect(try mean("focal_delta25", "double", "none", summary) == 0)
            let table = try String(contentsOf: folder.appendingPathComponent("out.csv"), encoding: .utf8)
            #expect(table.split(whereSeparator: \.isNewline).count == 1 + 3 * 2 * 2)
            let page = try String(contentsOf: folder.appendingPathComponent("out.html"), encoding: .utf8)
            #expect(page.contains("data:image/jpeg;base64,") && !page.contains("src=\"http"))
            #expect(run.output.contains("double") && run.output.contains("AbsRel"))
        }
    }

    @Test func aNetworkIsScored() throws {
        try TestFiles.withFolder { folder in
            try Self.write(2, in: folder)
            for whose in ["estimated", "known"] {
                let run = try CommandRun(
                    [
                        "evaluate", "--dataset", "manifest:data", "--model", TestFiles.checkpoint.path,
                        "--focal-length", whose,
                        "--json", "\(whose).json", "--threads", "1", "--quiet",
                    ], in: folder)
                #expect(run.status == 0, "\(run.errors)")
                let cells = try #require(try summary("\(whose).json", in: folder)["summaries"] as? [[String: Any]])
                let metrics = try #require(cells.first?["metrics"] as? [String: Any])
                #expect(metrics["delta1"] != nil && metrics["seconds"] != nil)
                #expect((metrics["focal_error"] != nil) == (whose == "estimated"))
            }
        }
    }

    /// Depth that grows by equal factors from the lower edge to the upper is what the slope guesses, exactly.
    @Test func slopeIsGroundThatRisesFromTheCamera() throws {
        try TestFiles.withFolder { folder in
            try Self.write(1, in: folder)
            let rows = (0..<Self.height).map { row in
                Float(8 * pow(1.0 / 8, (Double(row) + 0.5) / Double(Self.height)))
            }
            try FloatRaster(
                width: Self.width, height: Self.height,
                values: rows.flatMap { [Float](repeating: $0, count: Self.width) }
            ).writePFM(to: folder.appendingPathComponent("data/0.pfm"))
            let arguments = ["evaluate", "--dataset", "manifest:data", "--json", "out.json", "--quiet", "--slope"]
            let run = try CommandRun(arguments + ["1:8"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            // Its 256 rows are read between their middles.
            #expect(try mean("abs_rel", "slope", "none", summary("out.json", in: folder)) < 0.01)
            for text in ["8", "1:8:9", "1::8", "0:8", "1:", "1:a", "1:inf"] {
                let wrong = try CommandRun(arguments + [text], in: folder)
                #expect(wrong.status == 64 && wrong.errors.contains("two depths in metres"), "\(wrong.errors)")
            }
        }
    }

    @Test func mattesAndPhotographs() throws {
        try TestFiles.withFolder { folder in
            for name in ["set/image/a.png", "set/alpha/a.png"] { try TestFiles.write(name, in: folder) }
            let grey = (0..<40 * 30).flatMap { [UInt8](repeating: $0 % 40 < 20 ? 255 : 0, count: 3) }
            try RGBImage(width: 40, height: 30, pixels: grey)
                .writePNG(to: folder.appendingPathComponent("set/alpha/a.png"))
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("out/set"), withIntermediateDirectories: true)
            try FloatRaster(width: 40, height: 30, values: (0..<1200).map { $0 % 40 < 20 ? 1 : 3 })
                .writePFM(to: folder.appendingPathComponent("out/set/a.pfm"))
            let run = try CommandRun(
                [
                    "evaluate", "--dataset", "mattes:set", "--predictions", "m=out", "--constant", "2", "--align",
                    "median",
                    "--json", "out.json",
                ], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            // One of four directions has the step; the others have nothing to recall, which counts as 0.
            let summary = try summary("out.json", in: folder)
            #expect(try mean("matte_recall", "m", "median", summary) == 0.25)
            #expect(try mean("matte_recall", "constant", "median", summary) == 0)
        }
    }

    @Test func whatFailsIsNamedAndTheOthersGoOn() throws {
        try TestFiles.withFolder { folder in
            try Self.write(4, in: folder)
            let url = { (name: String) in folder.appendingPathComponent(name) }
            try FileManager.default.removeItem(at: url("mine/1.pfm"))
            try FloatRaster(width: 2, height: 2, values: [.nan, .nan, .nan, .nan]).writePFM(to: url("mine/2.pfm"))
            try Data("junk".utf8).write(to: url("data/3.pfm"))
            let run = try CommandRun(
                [
                    "evaluate", "--dataset", "manifest:data", "--predictions", "mine=mine", "--json", "out.json",
                    "--csv", "out.csv",
                ], in: folder)
            #expect(run.status == 1)
            for id in ["1", "2", "3"] {
                #expect(run.errorLines.count { $0.contains("data, \(id), mine:") } == 1, "\(run.errors)")
            }
            #expect(run.errorLines.last?.contains("3 predictions could not be scored") == true, "\(run.errors)")
            #expect(try mean("delta1", "mine", "none", try summary("out.json", in: folder)) == 1)

            // What is left out is not missed.
            try Data("1\n2\n3\n".utf8).write(to: url("known.txt"))
            let rest = try CommandRun(
                ["evaluate", "--dataset", "manifest:data", "--predictions", "mine=mine", "--except", "known.txt"],
                in: folder)
            #expect(rest.status == 0, "\(rest.errors)")
            // Nor does what an earlier run has scored come back.
            let all = ["evaluate", "--dataset", "manifest:data", "--predictions", "double=double", "--csv", "all.csv"]
            #expect(try CommandRun(all, in: folder).status == 1)
            #expect(try CommandRun(all + ["--except", "known.txt"], in: folder).status == 0)
            let table = try String(contentsOf: url("all.csv"), encoding: .utf8)
            #expect(table.split(whereSeparator: \.isNewline).count == 2, "\(table)")

            // Repaired, the same command finishes the work.
            try Self.write(4, in: folder)
            let again = try CommandRun(
                ["evaluate", "--dataset", "manifest:data", "--predictions", "mine=mine", "--csv", "out.csv"], in: folder
            )
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.errors.contains("going on with 1 "), "\(again.errors)")
        }
    }

    @Test func aKilledRunGoesOn() throws {
        try TestFiles.withFolder { folder in
            try Self.write(30, in: folder)
            let arguments = [
                "evaluate", "--dataset", "manifest:data", "--predictions", "double=double", "--align", "none",
                "--align",
                "median", "--csv", "out.csv", "--jobs", "1",
            ]
            let rows = folder.appendingPathComponent("out.csv.rows.jsonl")
            let process = CommandRun.process(arguments, in: folder)
            process.standardError = FileHandle.nullDevice
            try process.run()
            let deadline = Date(timeIntervalSinceNow: 60)
            while process.isRunning, Date() < deadline {
                if let text = try? String(contentsOf: rows, encoding: .utf8), text.count(where: \.isNewline) > 3 {
                    break
                }
            }
            kill(process.processIdentifier, SIGKILL)
            try CommandRun.wait(for: process)
            // As if the machine had died in the middle of a line, and between the two rows of a prediction: settings, a
            // whole prediction, half of one, a part of a line.
            var lines = try String(contentsOf: rows, encoding: .utf8).split(separator: "\n").prefix(4)
            #expect(lines.count == 4)
            lines.append("{\"alignment\":\"no")
            try Data(lines.joined(separator: "\n").utf8).write(to: rows)
            let resumed = try CommandRun(arguments, in: folder)
            #expect(resumed.status == 0 && resumed.errors.contains("going on with 1 "), "\(resumed.errors)")
            let whole = try CommandRun(arguments.map { $0 == "out.csv" ? "whole.csv" : $0 }, in: folder)
            #expect(whole.status == 0, "\(whole.errors)")
            let texts = try ["out.csv", "whole.csv"].map {
                try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
                    .split(whereSeparator: \.isNewline).sorted()
            }
            #expect(texts[0] == texts[1] && texts[0].count == 61)

            let other = try CommandRun(arguments + ["--align", "scale"], in: folder)
            #expect(
                other.status == 1 && other.errorLines.count == 1 && other.errors.contains("--restart"),
                "\(other.errors)")
        }
    }

    @Test(arguments: [
        (["--dataset", "nonsense:data"], "nonsense"), (["--dataset", "manifest:nowhere"], "nowhere"),
        (["--dataset", "data"], "dataset"), (["--dataset", "sintel@final2:data"], "final2"),
        (["--dataset", "manifest:data", "--predictions", "x=nowhere"], "nowhere"),
        (["--dataset", "manifest:data", "--min", "5", "--max", "2"], "--min"),
        (["--dataset", "manifest:data", "--limit", "0"], "--limit"),
        (["--dataset", "manifest:data", "--constant", "2", "--mirror"], "none is scored: add --model"),
        (["--dataset", "manifest:data", "--csv", "data/manifest.jsonl/x.csv"], "x.csv"),
    ]) func badInputIsOneLine(arguments: [String], word: String) throws {
        try TestFiles.withFolder { folder in
            try Self.write(1, in: folder)
            let named = arguments.contains("--predictions") ? arguments : arguments + ["--predictions", "mine=mine"]
            let run = try CommandRun(["evaluate"] + named, in: folder)
            #expect(run.status != 0 && run.output.isEmpty)
            #expect(run.errors.contains(word), "\(run.errors)")
            #expect(run.status == 64 || run.errorLines.count == 1, "\(run.errors)")
        }
    }
}
