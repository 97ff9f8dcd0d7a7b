import Foundation
import Testing

/// Every bad input ends in one line that names it and the reason, and leaves nothing behind.
@Suite struct BadInputTests {
    /// Name of the file, and a word of the reason.
    private static let photos = [
        ("missing.jpg", "no such file"), ("empty.jpg", "empty"), ("truncated.jpg", "breaks off"),
        ("corrupt.png", "cannot be decoded"), ("text.jpg", "not a picture"), ("none", "no pictures"),
        ("nothing*.jpg", "matches"), ("nan.tif", "NaN"), ("bomb.png", "more than the limit"),
        ("five-channels.tif", "cannot be shown"), ("pipe", "not a file"),
    ]

    private func writePhotos(in folder: URL) throws {
        try TestFiles.write("good.jpg", in: folder)
        let good = try Data(contentsOf: folder.appendingPathComponent("good.jpg"))
        let write = { (data: Data, name: String) in try data.write(to: folder.appendingPathComponent(name)) }
        try write(Data(), "empty.jpg")
        try write(good.prefix(good.count / 2), "truncated.jpg")
        try TestFiles.write("corrupt.png", in: folder)
        var png = try Data(contentsOf: folder.appendingPathComponent("corrupt.png"))
        for index in 50..<png.count - 20 { png[index] ^= 0x5A }
        try write(png, "corrupt.png")
        try write(Data("These are not pixels.".utf8), "text.jpg")
        let none = folder.appendingPathComponent("none")
        try FileManager.default.createDirectory(at: none, withIntermediateDirectories: false)
        for name in ["nan.tif", "bomb.png", "five-channels.tif"] {
            try FileManager.default.copyItem(at: TestFiles.photo(name), to: folder.appendingPathComponent(name))
        }
        #expect(mkfifo(folder.appendingPathComponent("pipe").path, 0o600) == 0)
    }

    @Test func theRestIsDoneAndFailuresAreCounted() throws {
        try TestFiles.withFolder { folder in
            try writePhotos(in: folder)
            let run = try CommandRun.predict(
                Self.photos.map(\.0) + ["good.jpg", "--keep-going", "--json"], in: folder)
            #expect(run.status == 1)
            for (name, reason) in Self.photos {
                let lines = run.errorLines.filter { $0.hasPrefix("depthpro: ") && $0.contains(name) }
                #expect(lines.count == 1 && lines[0].contains(reason), "\(name): \(lines)")
            }
            let last = try #require(run.errorLines.last)
            #expect(last.hasPrefix("1 done, \(Self.photos.count) failed"), "\(last)")
            #expect(run.errorLines.count == Self.photos.count + 2, "\(run.errors)")
            let statuses = try run.jsonLines().map { $0["status"] as? String }
            #expect(statuses.filter { $0 == "failed" }.count == Self.photos.count)
            #expect(statuses.filter { $0 == "done" }.count == 1)
            #expect(
                TestFiles.names(in: folder.appendingPathComponent("depth")) == ["good.npz", "good.jpg", "good.json"])
        }
    }

    @Test(arguments: photos) func theFirstFailureEndsTheRun(name: String, reason: String) throws {
        try TestFiles.withFolder { folder in
            try writePhotos(in: folder)
            let run = try CommandRun.predict([name, "--quiet"], in: folder)
            #expect(run.status == 1)
            #expect(run.output.isEmpty)
            #expect(run.errorLines.count == 1, "\(run.errors)")
            #expect(run.errors.contains(name) && run.errors.contains(reason), "\(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("depth").path))
        }
    }

    @Test(.enabled(if: getuid() != 0, "root can read everything")) func unreadableFilesAreNamed() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("secret.jpg", in: folder)
            #expect(chmod(folder.appendingPathComponent("secret.jpg").path, 0) == 0)
            let run = try CommandRun.predict(["secret.jpg"], in: folder)
            #expect(run.status == 1)
            #expect(run.errorLines.count == 1 && run.errors.contains("secret.jpg"), "\(run.errors)")
        }
    }

    @Test func aPhotoLargerThanTheLimitIsNotDecoded() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            let run = try CommandRun.predict(["a.jpg", "--max-pixels", "1199"], in: folder)
            #expect(run.status == 1)
            #expect(run.errors.contains("a.jpg has 40×30 pixels, more than the limit of 1199"), "\(run.errors)")
        }
    }

    @Test func inputsAreNeverOverwritten() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            try TestFiles.write("b.png", in: folder)
            let before = try Data(contentsOf: folder.appendingPathComponent("a.jpg"))
            let run = try CommandRun.predict(["b.png", "a.jpg", "-o", "."], in: folder)
            #expect(run.status == 64)
            #expect(run.errorLines.count == 1)
            #expect(run.errors.contains("a.jpg would be overwritten by the jpg of a.jpg"), "\(run.errors)")
            // Another photo's files count as well, and so does another name of the folder.
            let link = folder.appendingPathComponent("link")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
            try TestFiles.write("more/b.jpg", in: folder)
            let other = try CommandRun.predict(["more/b.jpg", "b.png", "-o", "link", "--format", "png16"], in: folder)
            #expect(other.status == 64)
            #expect(other.errors.contains("b.png would be overwritten by the png of more/b.jpg"), "\(other.errors)")
            #expect(try Data(contentsOf: folder.appendingPathComponent("a.jpg")) == before)
            #expect(TestFiles.names(in: folder).isSuperset(of: ["a.jpg", "b.png", "more/b.jpg"]))
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("b.npz").path))
        }
    }

    @Test func anOutputThatIsNoFolderIsNoticedBeforeComputing() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            try Data("mine".utf8).write(to: folder.appendingPathComponent("out"))
            for output in ["out", "out/below"] {
                // Without a network: it is not even asked for.
                let run = try CommandRun.predict(["a.jpg", "-o", output], model: nil, in: folder)
                #expect(run.status == 1)
                #expect(run.errors.contains("\(output) cannot be written to"), "\(run.errors)")
                #expect(run.errors.contains("is not a folder") && run.errorLines.count == 1, "\(run.errors)")
            }
            #expect(try Data(contentsOf: folder.appendingPathComponent("out")) == Data("mine".utf8))
        }
    }

    @Test func aFolderInPlaceOfAFileIsNoticed() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            try TestFiles.write("depth/a.json/x.png", in: folder)
            let run = try CommandRun.predict(["a.jpg"], in: folder)
            #expect(run.status == 1)
            #expect(run.errors.contains("a.json") && run.errorLines.count == 1, "\(run.errors)")
            #expect(TestFiles.names(in: folder.appendingPathComponent("depth")) == ["a.json/x.png"])
        }
    }
}
