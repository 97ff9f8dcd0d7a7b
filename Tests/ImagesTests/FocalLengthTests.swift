import Foundation
import Images
import Testing

@Suite("Focal lengths")
struct FocalLengthTests {
    private func camera(
        equivalent: Double? = nil, focalLength: Double? = nil, x: Double? = nil, y: Double? = nil, unit: Int? = nil,
        size: (Int, Int)? = nil, software: String? = nil
    ) -> CameraFacts {
        var camera = CameraFacts()
        camera.focalLengthIn35mmFilm = equivalent
        camera.focalLength = focalLength
        camera.focalPlaneXResolution = x
        camera.focalPlaneYResolution = y
        camera.focalPlaneUnit = unit
        camera.recordedWidth = size?.0
        camera.recordedHeight = size?.1
        camera.software = software
        return camera
    }

    @Test("35 mm equivalents follow the diagonal, as the reference computes it")
    func diagonal() {
        // f · √(W² + H²) / √(36² + 24²), computed apart: 26 · 5040 / 43.266615305567875.
        let pixels = FocalLength.pixels(equivalent35mm: 26, width: 4032, height: 3024)
        #expect(abs(pixels - 3028.663071389759) < 1e-9)
    }

    @Test("fields of view there and back", arguments: [1.0, 47.2459, 90, 169])
    func fieldOfView(degrees: Double) {
        let pixels = FocalLength.pixels(horizontalFieldOfView: degrees, width: 640)
        #expect(abs(FocalLength(pixels: pixels, source: .given).fieldOfView(across: 640) - degrees) < 1e-9)
    }

    @Test("the reference's published pair")
    func published() {
        // Field of view and focal length of the reference's example on a picture 640 pixels wide.
        #expect(abs(FocalLength.pixels(horizontalFieldOfView: 47.2459, width: 640) - 731.65) < 0.01)
    }

    @Test("the order: option, 35 mm tag, sensor, nothing")
    func order() throws {
        // 4800 pixels on 36 mm; 50 mm are 6666.67 pixels.
        let sensor = camera(focalLength: 50, x: 4800 / 3.6, y: 4800 / 3.6, unit: 3, size: (4800, 3200))
        var both = sensor
        both.focalLengthIn35mmFilm = 50
        func resolve(_ option: FocalLengthOption?, _ camera: CameraFacts?) -> FocalLength? {
            FocalLength.resolve(option: option, camera: camera, width: 4800, height: 3200)
        }
        #expect(resolve(.pixels(1234), both) == FocalLength(pixels: 1234, source: .given))
        #expect(resolve(nil, both)?.source == .exif35mm)
        let found = try #require(resolve(nil, sensor))
        #expect(found.source == .exifSensor)
        #expect(abs(found.pixels - 50 * 4800 / 36) < 1e-9)
        #expect(resolve(nil, CameraFacts()) == nil)
        #expect(resolve(nil, nil) == nil)
    }

    @Test("absurd values fall through", arguments: [0, -28, .nan, .infinity, 0.5, 1e6])
    func absurd(value: Double) {
        let sensor = camera(
            equivalent: value, focalLength: 50, x: 4800 / 3.6, y: 4800 / 3.6, unit: 3, size: (4800, 3200))
        #expect(FocalLength.resolve(option: nil, camera: sensor, width: 4800, height: 3200)?.source == .exifSensor)
        let absurdLens = camera(focalLength: value, x: 4800 / 3.6, unit: 3, size: (4800, 3200))
        #expect(FocalLength.resolve(option: nil, camera: absurdLens, width: 4800, height: 3200) == nil)
        let absurdPlane = camera(focalLength: 50, x: value == 0.5 ? 0.01 : value, unit: 3, size: (4800, 3200))
        #expect(FocalLength.resolve(option: nil, camera: absurdPlane, width: 4800, height: 3200) == nil)
    }

    @Test("what cannot be a focal length is refused", arguments: [0, -28, .nan, .infinity])
    func impossibleOption(value: Double) {
        for option in [FocalLengthOption.pixels(value), .equivalent35mm(value), .horizontalFieldOfView(value)] {
            #expect(option.focalLength(width: 640, height: 480) == nil)
        }
        #expect(FocalLengthOption.horizontalFieldOfView(180).focalLength(width: 640, height: 480) == nil)
    }

    @Test("what a person states is believed, however unusual")
    func unusualOption() throws {
        #expect(FocalLengthOption.pixels(1e6).focalLength(width: 1, height: 1)?.pixels == 1e6)
        let wide = try #require(FocalLengthOption.horizontalFieldOfView(179).focalLength(width: 640, height: 480))
        #expect(abs(wide.fieldOfView(across: 640) - 179) < 1e-9)
    }

    @Test("units of the sensor's resolution", arguments: [(2, 25.4), (3, 10.0), (4, 1.0), (5, 0.001)])
    func units(unit: Int, millimetres: Double) throws {
        let resolution = 4800 / 36 * millimetres
        let facts = camera(focalLength: 50, x: resolution, y: resolution, unit: unit, size: (4800, 3200))
        let found = try #require(FocalLength.resolve(option: nil, camera: facts, width: 4800, height: 3200))
        #expect(abs(found.pixels - 50 * 4800 / 36) < 1e-6)
    }

    @Test("unknown units and missing tags say nothing")
    func missing() {
        let resolution = 4800 / 3.6
        let cases = [
            camera(focalLength: 50, x: resolution, unit: 1, size: (4800, 3200)),
            camera(focalLength: 50, x: resolution, unit: 9, size: (4800, 3200)),
            camera(focalLength: 50, unit: 3, size: (4800, 3200)),
            camera(x: resolution, unit: 3, size: (4800, 3200)),
            camera(focalLength: 50, x: resolution, unit: 3),
            camera(focalLength: 50, x: resolution, unit: 3, size: (0, 3200)),
            // Pixels twice as high as wide.
            camera(focalLength: 50, x: resolution, y: resolution / 2, unit: 3, size: (4800, 3200)),
            camera(focalLength: 50, x: resolution, unit: 3, size: (4800, 3200), software: "GIMP 2.10"),
        ]
        for facts in cases {
            #expect(FocalLength.resolve(option: nil, camera: facts, width: 4800, height: 3200) == nil)
        }
    }

    @Test(
        "resized and turned pictures scale, cropped ones do not",
        arguments: [((4800, 3200), 1.0), ((3200, 4800), 1.0), ((960, 640), 0.2), ((641, 960), 0.2), ((960, 540), nil)]
            as [((Int, Int), Double?)])
    func resized(size: (Int, Int), scale: Double?) {
        let facts = camera(focalLength: 50, x: 4800 / 3.6, y: 4800 / 3.6, unit: 3, size: (4800, 3200))
        let found = FocalLength.resolve(option: nil, camera: facts, width: size.0, height: size.1)
        if let scale {
            #expect(abs((found?.pixels ?? 0) - scale * 50 * 4800 / 36) < 1e-6)
        } else {
            #expect(found == nil)
        }
    }

    @Test("tags come out of files")
    func files() throws {
        let phone = try Photo(contentsOf: Fixtures.url("camera-35mm.jpg"))
        #expect(phone.camera.focalLengthIn35mmFilm == 28)
        #expect(phone.camera.focalLength == 4.25)
        #expect(phone.camera.make == "Maker (M)")
        #expect(phone.camera.model == "Model 1")
        #expect(phone.focalLength()?.source == .exif35mm)
        #expect(phone.focalLength(ignoringCamera: true) == nil)

        let camera = try Photo(contentsOf: Fixtures.url("camera-sensor.jpg"))
        #expect(camera.camera.recordedWidth == 4800 && camera.camera.recordedHeight == 3200)
        #expect(camera.camera.focalPlaneUnit == 3)
        let found = try #require(camera.focalLength())
        #expect(found.source == .exifSensor)
        // 50 mm on a 36 mm wide sensor, on 48 pixels.
        #expect(abs(found.pixels - 50 * 48 / 36) < 1e-6)

        #expect(try Photo(contentsOf: Fixtures.url("camera-sensor-edited.jpg")).focalLength() == nil)
        #expect(try Photo(contentsOf: Fixtures.url("camera-nonsense.jpg")).focalLength() == nil)

        let heic = try Photo(contentsOf: Fixtures.url("picture.heic"))
        #expect(heic.camera.focalLengthIn35mmFilm == 28)
        #expect(heic.camera.make == "Maker")
    }
}

@Suite("EXIF values as libvips words them")
struct ExifTextTests {
    @Test(
        "numbers",
        arguments: [
            ("4250/1000 (4.25, Rational, 1 components, 8 bytes)", 4.25), ("28 (28, Short, 1 components, 2 bytes)", 28),
            ("3 (Centimeter, Short, 1 components, 2 bytes)", 3), ("0/0 (0/0, Rational)", nil), ("1/0", nil), ("", nil),
            ("abc", nil), ("/", nil), ("5/", nil), ("-7/2", -3.5), ("nan", nil), ("inf", nil), ("1e400", nil),
            ("1/-", nil), ("99999999999999999999", 1e20),
        ] as [(String, Double?)])
    func numbers(text: String, value: Double?) {
        #expect(ExifText.number(text) == value)
    }

    @Test(
        "whole numbers",
        arguments: [
            ("6", 6), ("6.5", nil), ("99999999999999999999", nil), ("4032 (4032, Long, 1 components, 4 bytes)", 4032),
        ]
            as [(String, Int?)])
    func integers(text: String, value: Int?) {
        #expect(ExifText.integer(text) == value)
    }

    @Test(
        "texts",
        arguments: [
            ("Apple (Apple, ASCII, 6 components, 6 bytes)", "Apple"),
            ("A (B), C (A (B), C, ASCII, 9 components, 9 bytes)", "A (B), C"), ("plain", "plain"), ("", nil),
            (", ASCII, ", nil), ("  x  (  x , ASCII, 4 components, 4 bytes)", "x"),
        ] as [(String, String?)])
    func texts(text: String, value: String?) {
        #expect(ExifText.string(text) == value)
    }
}
