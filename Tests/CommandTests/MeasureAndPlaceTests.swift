import Foundation
import Images
import Testing

/// `depthpro measure`, `depthpro place`, and photos that carry depth.
@Suite struct MeasureAndPlaceTests {
    /// A floor 1.5 m below a level camera, and a wall 4 m ahead.
    private static func writeRoom(in folder: URL) throws {
        try TestFiles.write("room.png", in: folder, width: 160, height: 120)
        let values = (0..<160 * 120).map { index -> Float in
            let below = (Float(index / 160) + 0.5 - 60) / 120
            return below > 0 ? min(1.5 / below, 4) : 4
        }
        try FloatRaster(width: 160, height: 120, values: values).writePFM(to: folder.appendingPathComponent("room.pfm"))
    }

    private static let room = ["room.png", "--depth", "room.pfm", "--focal-length-px", "120"]

    @Test func lengthsAreMeasured() throws {
        try TestFiles.withFolder { folder in
            try Self.writeRoom(in: folder)
            // 40 pixels at 4 m, half the wall's foot to the middle of the picture; a floor point at 3 m.
            let run = try CommandRun(
                ["measure"] + Self.room + [
                    "--from", "60,30", "--to", "100,30", "--height", "80,60", "--distance", "80,60", "--json",
                    "--output", "drawn.png", "--planes", "planes.jpg",
                ], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let report = try #require(try run.jsonLines().first)
            let rows = try #require(report["measurements"] as? [[String: Any]])
            let values = rows.compactMap { $0["value"] as? Double }
            #expect(values.count == 3)
            #expect(abs(values[0] - 40.0 / 120 * 4) < 0.01)
            #expect(abs(values[1] - 1.5) < 0.02 && abs(values[2] - 4) < 0.01)
            #expect(rows.allSatisfy { ($0["uncertainty"] as? Double ?? 0) > 0 })
            let kinds = (report["planes"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
            #expect(Set(kinds ?? []).isSuperset(of: ["floor", "wall"]))
            #expect(TestFiles.names(in: folder) == ["room.png", "room.pfm", "drawn.png", "planes.jpg"])
            let known = try CommandRun(
                ["measure"] + Self.room + ["--from", "60,30", "--to", "100,30", "--known", "2.667"], in: folder)
            #expect(known.output.contains("2.667 ±"), "\(known.output) \(known.errors)")
        }
    }

    @Test func badQuestionsAreOneLine() throws {
        try TestFiles.withFolder { folder in
            try Self.writeRoom(in: folder)
            for (arguments, words) in [
                (["--from", "60,30", "--to", "200,30"], "outside the photo"), (["--from", "60,30"], "--to"),
                (["--area", "1,1", "2,2"], "four corners"), (["--height", "x"], "x"),
                (["--output", "drawn.gif"], ".jpg or .png"), (["--known", "2"], "--from"),
            ] {
                let run = try CommandRun(["measure"] + Self.room + arguments, in: folder)
                #expect(run.status != 0 && run.errorLines.count <= 4, "\(run.errors)")
                #expect(run.errors.contains(words), "\(run.errors)")
            }
            let room = try Data(contentsOf: folder.appendingPathComponent("room.png"))
            try Data("solid".utf8).write(to: folder.appendingPathComponent("broken.glb"))
            for (arguments, words) in [
                (["measure", "--from", "-5,2", "--to", "60,30"], "(-5, 2) lies outside the photo"),
                (["measure", "--height", "60,30", "--output", "room.png"], "overwritten"),
                (["measure", "--height", "60,30", "--output", "no/a.png"], "no folder no"),
                (["measure", "--height", "60,30", "--output", "a.png", "--planes", "no/b.png"], "no folder no"),
                (["place", "broken.glb", "--at", "80,110"], "broken.glb cannot be read"),
                (
                    ["place", "broken.glb", "--at", "80,110", "--output", "a.jpg", "--output", "no/b.glb"],
                    "no folder no"
                ),
                (["place", "broken.glb", "--at", "80,110", "--output", "room.png"], "overwritten"),
            ] {
                let run = try CommandRun(arguments.prefix(1) + Self.room + arguments.dropFirst(), in: folder)
                #expect(run.status == 1 || run.status == 64)
                #expect(run.errorLines.count == 1 && run.errors.contains(words), "\(arguments): \(run.errors)")
                #expect(!run.errors.contains(".."), "\(run.errors)")
            }
            #expect(try Data(contentsOf: folder.appendingPathComponent("room.png")) == room)
            try FileManager.default.removeItem(at: folder.appendingPathComponent("broken.glb"))
            let missing = try CommandRun(["place"] + Self.room + ["chair.glb", "--at", "80,110"], in: folder)
            #expect(missing.status == 1 && missing.errors.contains("chair.glb"), "\(missing.errors)")
            #expect(TestFiles.names(in: folder) == ["room.png", "room.pfm"])
        }
    }

    @Test func modelsAreWritten() throws {
        try TestFiles.withFolder { folder in
            try Self.writeRoom(in: folder)
            let cube =
                "v 0 0 0\nv 1 0 0\nv 1 0 1\nv 0 0 1\nv 0 1 0\nv 1 1 0\nv 1 1 1\nv 0 1 1\n"
                + "f 1 2 3 4\nf 8 7 6 5\nf 1 5 6 2\nf 2 6 7 3\nf 3 7 8 4\nf 4 8 5 1\n"
            try Data(cube.utf8).write(to: folder.appendingPathComponent("cube.obj"))
            let run = try CommandRun(
                ["place"] + Self.room + [
                    "cube.obj", "--at", "80,115", "--height", "0.5", "--output", "placed.png", "--output", "placed.glb",
                    "--output", "placed.usdz", "--json", "--samples", "2",
                ], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let report = try #require(try run.jsonLines().first)
            #expect(report["surface"] as? String == "floor")
            #expect(report["size_m"] as? [Double] ?? [] == [0.5, 0.5, 0.5])
            #expect(TestFiles.names(in: folder).isSuperset(of: ["placed.png", "placed.glb", "placed.usdz"]))
        }
    }

    @Test func carriedDepthIsConverted() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("photo.jpg", in: folder)
            let predicted = try CommandRun.predict(
                ["photo.jpg", "--format", "gdepth,jpeg-depth,npz", "--output", "."], in: folder)
            #expect(predicted.status == 0, "\(predicted.errors)")
            for name in ["photo.gdepth.jpg", "photo.depth.jpg"] {
                let compared = try CommandRun(["compare", "photo.npz", name, "--json"], in: folder)
                #expect(compared.status == 0, "\(compared.errors)")
                #expect(try #require(try compared.jsonLines().first)["abs_rel"] as? Double ?? 1 < 0.1)
                let converted = try CommandRun(["convert", name, "out-\(name).exr"], in: folder)
                #expect(converted.status == 0, "\(converted.errors)")
                let again = try CommandRun(["convert", name, "out-\(name).exr"], in: folder)
                #expect(again.status == 1 && again.errors.contains("--force"), "\(again.errors)")
            }
            let none = try CommandRun(["convert", "photo.jpg", "none.exr"], in: folder)
            #expect(none.status == 1 && none.errors.contains("carries no depth"), "\(none.errors)")
        }
    }
}
