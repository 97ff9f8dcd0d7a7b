import Foundation
import Images
import Testing

@Suite("What is no sound photo is refused in one sentence")
struct PhotoRefusalTests {
    private func refusal(of data: Data, limits: PhotoLimits = PhotoLimits()) throws -> ImageError {
        let error = try Fixtures.error { _ = try Photo(data: data, name: "photo.jpg", limits: limits) }
        #expect(error.message.contains("photo.jpg"))
        #expect(!error.message.contains("\n"))
        return error
    }

    @Test("cut short", arguments: ["progressive.jpg", "rgb-16.png", "lzw.tif", "alpha.webp", "picture.exr"])
    func truncated(name: String) throws {
        let whole = try Fixtures.data(name)
        for share in [0.5, 0.8] {
            let error = try refusal(of: whole.prefix(Int(Double(whole.count) * share)))
            #expect([.truncated, .corrupt].contains(error.code), "\(name): \(error.code.rawValue)")
        }
    }

    @Test("cut short in the pixels of formats that say so", arguments: ["progressive.jpg", "rgb-16.png"])
    func truncatedByName(name: String) throws {
        let whole = try Fixtures.data(name)
        #expect(try refusal(of: whole.prefix(whole.count - 30)).code == .truncated)
    }

    @Test("nothing at all")
    func empty() throws {
        #expect(try refusal(of: Data()).code == .empty)
    }

    @Test(
        "other things",
        arguments: [
            ("Hello, this is text.", ImageError.Code.notAnImage),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", .unsupported),
            ("%PDF-1.4", .unsupported),
            ("\0\0\0\u{18}ftypmp42\0\0\0\0isommp42", .unsupported),
            ("\u{FF}\u{D8}", .notAnImage),
            ("GIF89a", .truncated),
            ("II*\0", .corrupt),
        ])
    func others(text: String, code: ImageError.Code) throws {
        let error = try refusal(of: Data(text.utf8))
        if code == .truncated || code == .corrupt {
            #expect([.truncated, .corrupt].contains(error.code))
        } else {
            #expect(error.code == code)
        }
    }

    @Test("bombs cost nothing", arguments: ["bomb.png", "bomb.tif"])
    func bomb(name: String) throws {
        let error = try refusal(of: Fixtures.data(name))
        #expect(error.code == .tooLarge)
        #expect(error.message.contains("100000×100000"))
    }

    @Test("an OpenEXR header's claims are checked before they cost memory")
    func openEXRClaims() throws {
        let whole = try Fixtures.data("picture.exr")
        func changed(_ attribute: String, at offset: Int, to bytes: [UInt8]) throws -> Data {
            let place = try #require(whole.range(of: Data(attribute.utf8))).upperBound + offset
            var data = whole
            data.replaceSubrange(place..<place + bytes.count, with: bytes)
            return data
        }
        // The size of an attribute; the left and the lower end of the window of pixels.
        let size = try changed("compression\0compression\0", at: 0, to: [0xFF, 0xFF, 0xFF, 0x7F])
        #expect(try refusal(of: size).code == .corrupt)
        let left = try changed("dataWindow\0box2i\0", at: 4, to: [0, 0, 0, 0xFF])
        #expect(try refusal(of: left).code == .tooLarge)
        let bottom = try changed("dataWindow\0box2i\0", at: 16, to: [0, 0, 0x10, 0])
        #expect(try refusal(of: bottom).code == .corrupt)
    }

    @Test("the limit is inclusive")
    func limit() throws {
        let data = try Fixtures.data("rgba.png")
        #expect(throws: Never.self) { try Photo(data: data, limits: PhotoLimits(maximumPixels: 48 * 32)) }
        #expect(try refusal(of: data, limits: PhotoLimits(maximumPixels: 48 * 32 - 1)).code == .tooLarge)
    }

    @Test("a thumbnail does not pass for a raw photo")
    func cameraRaw() throws {
        let error = try refusal(of: Fixtures.data("raw.dng"))
        #expect(error.code == .unsupported)
        #expect(error.message.contains("camera raw"))
        #expect(try Fixtures.error { _ = try Photo(contentsOf: Fixtures.url("raw.dng")) }.code == .unsupported)
        #expect(try refusal(of: Data("\0\0\0\u{18}ftypcrx \0\0\0\u{1}crx isom".utf8)).code == .unsupported)
    }

    @Test("pixels that are no numbers", arguments: ["nan.tif", "nan.exr"])
    func nan(name: String) throws {
        #expect(try refusal(of: Fixtures.data(name)).code == .invalidPixels)
    }

    @Test("samples without a meaning", arguments: ["five-channels.tif", "integer-32.tif"])
    func samples(name: String) throws {
        #expect(try refusal(of: Fixtures.data(name)).code == .unsupported)
    }

    @Test("files that cannot be read")
    func files() throws {
        try Fixtures.withFolder { folder in
            func code(_ url: URL) throws -> ImageError.Code {
                let error = try Fixtures.error { _ = try Photo(contentsOf: url) }
                #expect(error.message.contains(url.lastPathComponent))
                return error.code
            }
            #expect(try code(folder.appendingPathComponent("missing.jpg")) == .fileNotFound)
            #expect(try code(folder) == .unreadable)
            let empty = folder.appendingPathComponent("empty.jpg")
            try Data().write(to: empty)
            #expect(try code(empty) == .empty)
            #expect(try code(empty.appendingPathComponent("below.jpg")) == .fileNotFound)
            let pipe = folder.appendingPathComponent("pipe.jpg")
            #expect(mkfifo(pipe.path, 0o600) == 0)
            #expect(try code(pipe) == .unreadable)
        }
    }

    @Test("a name with brackets is a name")
    func brackets() throws {
        try Fixtures.withFolder { folder in
            for name in ["picture [page=3].png", "picture[n=-1]", "picture.png[access=random]"] {
                let url = folder.appendingPathComponent(name)
                try Fixtures.data("rgba.png").write(to: url)
                #expect(try Photo(contentsOf: url).width == 48)
            }
            let exr = folder.appendingPathComponent("picture[x=1].exr")
            try Fixtures.data("picture.exr").write(to: exr)
            #expect(try Photo(contentsOf: exr).width == 48)
        }
    }
}
