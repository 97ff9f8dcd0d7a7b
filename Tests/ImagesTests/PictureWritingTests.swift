import Foundation
import Images
import Testing

@Suite("Pictures and files are written whole or not at all")
struct PictureWritingTests {
    private let picture = RGBImage(
        width: 31, height: 17, pixels: (0..<31 * 17 * 3).map { (index: Int) -> UInt8 in UInt8((index / 3) % 31 * 8) })

    @Test("PNG there and back")
    func png() throws {
        try Fixtures.withFolder { folder in
            let url = folder.appendingPathComponent("picture.png")
            try picture.writePNG(to: url)
            #expect(try Photo(contentsOf: url).image == picture)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["picture.png"])
        }
    }

    @Test("JPEG there and back, closer with more quality")
    func jpeg() throws {
        try Fixtures.withFolder { folder in
            let errors = try [20, 98].map { quality in
                let url = folder.appendingPathComponent("picture[Q=1].jpg")
                try picture.writeJPEG(to: url, quality: quality)
                let back = try Photo(contentsOf: url)
                return zip(back.pixels, picture.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 255
            }
            #expect(errors[1] <= 6 && errors[1] < errors[0])
        }
    }

    @Test("a file that cannot be written leaves nothing behind")
    func unwritable() throws {
        try Fixtures.withFolder { folder in
            let below = folder.appendingPathComponent("missing/picture.png")
            #expect(try Fixtures.error { try picture.writePNG(to: below) }.code == .unwritable)
            let occupied = folder.appendingPathComponent("occupied.png")
            try FileManager.default.createDirectory(
                at: occupied.appendingPathComponent("x"), withIntermediateDirectories: true)
            let error = try Fixtures.error { try picture.writePNG(to: occupied) }
            #expect(error.code == .unwritable)
            #expect(error.message.contains("occupied.png"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["occupied.png"])
        }
    }

    @Test("a body that fails keeps the old file and removes the new one")
    func failingBody() throws {
        struct Failure: Error {}
        try Fixtures.withFolder { folder in
            let url = folder.appendingPathComponent("file")
            try AtomicFile.write(Data("old".utf8), to: url)
            let error = try Fixtures.error {
                try AtomicFile.write(to: url) { temporary in
                    try Data("half".utf8).write(to: temporary)
                    throw Failure()
                }
            }
            #expect(error.code == .unwritable)
            #expect(error.cause is Failure)
            #expect(try Data(contentsOf: url) == Data("old".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
            try AtomicFile.write(Data("new".utf8), to: url)
            #expect(try Data(contentsOf: url) == Data("new".utf8))
        }
    }

    @Test("an error of the body passes through")
    func passingError() throws {
        try Fixtures.withFolder { folder in
            let error = try Fixtures.error {
                try AtomicFile.write(to: folder.appendingPathComponent("file")) { _ in
                    throw ImageError(.tooLarge, "Too large.")
                }
            }
            #expect(error.code == .tooLarge && error.message == "Too large.")
        }
    }

    @Test("a full disk is said", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
        try Fixtures.withFolder { folder in
            let url = folder.appendingPathComponent("file")
            let error = try Fixtures.error {
                try AtomicFile.write(to: url) { _ in
                    let full = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
                    try full.write(contentsOf: Data("x".utf8))
                }
            }
            #expect(error.code == .unwritable)
            #expect(error.message.contains("no space left"))
        }
    }
}
