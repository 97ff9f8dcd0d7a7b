import Foundation
import Images
import Testing

@Suite("An edited photo keeps what its file says")
struct EditablePhotoTests {
    @Test("colours of a profile stay, and so does the profile", arguments: ["png", "tif", "webp"])
    func profile(_ suffix: String) throws {
        try Fixtures.withFolder { folder in
            let photo = try EditablePhoto(contentsOf: Fixtures.url("profile-16.png"))
            #expect(photo.hasProfile)
            // As a viewer shows them, and as they are stored.
            let shown = try Photo(contentsOf: Fixtures.url("profile-16.png")).image
            #expect(shown != photo.image)
            let copy = folder.appendingPathComponent("copy.\(suffix)")
            try photo.write(photo.image, to: copy, quality: 100)
            let back = try EditablePhoto(contentsOf: copy)
            #expect(back.hasProfile)
            #expect(back.image == photo.image)
            let worst = try zip(Photo(contentsOf: copy).pixels, shown.pixels).map { abs(Int($0) - Int($1)) }.max()
            // The original has 16 bits.
            #expect(worst ?? 255 <= 2)
        }
    }

    @Test("EXIF stays, but for the orientation", arguments: 1...8)
    func orientation(_ number: Int) throws {
        try Fixtures.withFolder { folder in
            let photo = try EditablePhoto(contentsOf: Fixtures.url("orientation-\(number).jpg"))
            let copy = folder.appendingPathComponent("copy.jpg")
            try photo.write(photo.image, to: copy, quality: 100)
            let back = try Photo(contentsOf: copy)
            #expect((back.width, back.height) == (photo.image.width, photo.image.height))
            #expect(back.camera.orientation ?? 1 == 1)
            let mean = zip(back.pixels, photo.image.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
            #expect(Double(mean) / Double(back.pixels.count) < 2)
        }
    }

    @Test("focal length, make and model stay", arguments: ["camera-35mm.jpg", "camera-sensor.jpg"])
    func camera(_ name: String) throws {
        try Fixtures.withFolder { folder in
            let photo = try EditablePhoto(contentsOf: Fixtures.url(name))
            // Not TIFF: libvips writes no EXIF to it.
            for suffix in ["jpg", "png", "webp"] {
                let copy = folder.appendingPathComponent("copy.\(suffix)")
                try photo.write(photo.image, to: copy)
                let (old, new) = (photo.camera, try Photo(contentsOf: copy).camera)
                #expect(new.focalLength == old.focalLength && new.focalLengthIn35mmFilm == old.focalLengthIn35mmFilm)
                #expect(new.make == old.make && new.model == old.model)
                #expect(new.focalPlaneXResolution == old.focalPlaneXResolution)
            }
        }
    }

    @Test("alpha where the format has it")
    func alpha() throws {
        try Fixtures.withFolder { folder in
            let photo = try EditablePhoto(contentsOf: Fixtures.url("camera-35mm.jpg"))
            let count = photo.image.width * photo.image.height
            let alpha = (0..<count).map { $0 < count / 2 ? UInt8(0) : 255 }
            let png = folder.appendingPathComponent("a.png")
            try photo.write(photo.image, alpha: alpha, to: png)
            // Shown on white.
            let back = try Photo(contentsOf: png)
            #expect(back.image[0, 0] == RGBColor(red: 255, green: 255, blue: 255))
            #expect(back.image[3, back.height - 1] == photo.image[3, back.height - 1])
            for name in ["a.jpg", "a.gif", "a"] {
                let error = try Fixtures.error {
                    try photo.write(photo.image, alpha: alpha, to: folder.appendingPathComponent(name))
                }
                #expect(error.code == .unwritable && error.message.contains(name))
            }
        }
    }
}
