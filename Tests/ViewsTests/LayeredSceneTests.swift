import Geometry
import Images
import Testing
import Views

@Suite("Layered scenes")
struct LayeredSceneTests {
    private func camera(_ position: SIMD3<Double>) -> ViewCamera {
        ViewCamera(intrinsics: BoxScene.intrinsics, width: BoxScene.width, height: BoxScene.height).moved(to: position)
    }

    @Test("From where it was taken the photo looks as it is")
    func identity() throws {
        let photo = BoxScene.photo
        let view = try BoxScene.scene().view(camera(.zero))
        // Interpolation at the pixels' own places gives them back; the square's rim is a matte, whose prior blurs it.
        var worst = 0
        for y in 0..<photo.height {
            for x in 0..<photo.width where !isRim(x, y) {
                let (a, b) = (photo[x, y], view.image[x, y])
                worst = max(worst, abs(Int(a.red) - Int(b.red)), abs(Int(a.blue) - Int(b.blue)))
            }
        }
        #expect(worst <= 1)
        #expect(view.emptyCount == 0)
    }

    private func isRim(_ x: Int, _ y: Int) -> Bool {
        let (columns, rows) = BoxScene.square
        let beside = min(abs(x - columns.lowerBound), abs(x - columns.upperBound)) < 4
        let above = min(abs(y - rows.lowerBound), abs(y - rows.upperBound)) < 4
        return beside || above
    }

    @Test("What is near moves more, and uncovers background of the background's colour only")
    func uncovering() throws {
        // 0.1 m to the right: the square goes 15 pixels to the left, the wall 7.5.
        let view = try BoxScene.scene().view(camera([0.1, 0, 0]))
        #expect(view.emptyCount == 0)
        for y in 44..<76 {
            for x in 49..<81 {
                #expect(view.image[x, y].red > 210, "square at \(x), \(y)")
                #expect(abs(view.depth.values[y * 160 + x] - 1) < 0.01)
            }
            // The square was at 60..<100 before the wall, which the photo shows up to 100 - 7.5.
            for x in 88..<140 {
                let color = view.image[x, y]
                #expect(color.blue > 190 && color.red < 50, "wall at \(x), \(y): \(color)")
                #expect(abs(view.depth.values[y * 160 + x] - 2) < 0.02)
            }
        }
    }

    @Test("Edges are neither hard nor wide, and mix the two sides")
    func softness() throws {
        let view = try BoxScene.scene().view(camera([0.103, 0, 0]))
        let row = 60
        let mixed = (78..<96).filter { (55..<205).contains(Int(view.image[$0, row].red)) }
        #expect((1...3).contains(mixed.count), "\((78..<96).map { view.image[$0, row].red })")
    }

    @Test("Nothing flickers: a small step changes little")
    func steadiness() throws {
        let scene = try BoxScene.scene()
        // 0.015 pixels each; an edge from 20 to 220 over one pixel may change by 3 a step.
        var last = scene.view(camera([0.05, 0, 0])).image
        for step in 1...10 {
            let next = scene.view(camera([0.05 + 1e-4 * Double(step), 0, 0])).image
            let worst = zip(last.pixels, next.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
            #expect(worst <= 8, "step \(step)")
            last = next
        }
    }

    @Test("What is one pixel large or wide does not vanish")
    func thinThings() throws {
        var (photo, depth) = (BoxScene.photo, BoxScene.depth)
        func put(_ x: Int, _ y: Int) {
            photo[x, y] = RGBColor(red: 255, green: 250, blue: 240)
            depth.values[y * 160 + x] = 1
        }
        for y in 20..<100 { put(130, y) }
        // Leaves: every third pixel of a square, each at a depth of its own.
        for y in 10..<30 {
            for x in 20..<40 where (x + y) % 3 == 0 {
                put(x, y)
                depth.values[y * 160 + x] = 1 + Float((x * 7 + y * 5) % 11) * 0.05
            }
        }
        // 0.1 m to the right: what is 1 m away goes 15 pixels to the left.
        let view = try LayeredScene(photo: photo, depth: depth, intrinsics: BoxScene.intrinsics)
            .view(camera([0.1, 0, 0])).image
        for y in 30..<90 {
            let brightest = (112...118).map { Int(view[$0, y].green) }.max() ?? 0
            #expect(brightest > 140, "wire in row \(y)")
        }
        // A third of the square was white before blue: 75 + 250 / 3 and more, as far as leaves do not hide each other.
        let greens = (12..<28).flatMap { y in (8..<22).map { Int(view[$0, y].green) } }
        let mean = greens.reduce(0, +) / greens.count
        #expect((75...160).contains(mean), "\(mean)")
    }

    @Test("Leaves as small as pixels are smoothed, as a camera would see their mean; an edge is not")
    func smoothing() throws {
        var (photo, depth) = (BoxScene.photo, BoxScene.depth)
        for y in stride(from: 9, to: 30, by: 3) {
            for x in stride(from: 9, to: 30, by: 3) {
                photo[x, y] = RGBColor(red: 255, green: 255, blue: 255)
                depth.values[y * 160 + x] = 1
            }
        }
        let view = try LayeredScene(photo: photo, depth: depth, intrinsics: BoxScene.intrinsics).view(camera(.zero))
        for y in stride(from: 15, to: 25, by: 3) {
            for x in stride(from: 15, to: 25, by: 3) {
                // A quarter of its own, and the rest of blue's 20 to 40 or of its own soft rim.
                #expect((75...150).contains(Int(view.image[x, y].red)), "\(view.image[x, y].red)")
            }
        }
        for y in 50..<70 { #expect(abs(Int(view.image[64, y].red) - 220) <= 1) }
    }

    @Test("The sky stays where it is when the camera moves")
    func sky() throws {
        var depth = BoxScene.depth
        for index in depth.values.indices where depth.values[index] > 1 { depth.values[index] = .infinity }
        let scene = try LayeredScene(photo: BoxScene.photo, depth: depth, intrinsics: BoxScene.intrinsics)
        let view = scene.view(camera([0.1, 0.05, 0.1]))
        for y in 0..<20 {
            for x in 0..<160 { #expect(abs(Int(view.image[x, y].blue) - Int(BoxScene.photo[x, y].blue)) <= 2) }
        }
    }

    @Test("The number of threads changes nothing")
    func threads() throws {
        let scene = try BoxScene.scene()
        let one = scene.view(camera([0.07, -0.02, 0.1]), threads: 1)
        #expect(one.image == scene.view(camera([0.07, -0.02, 0.1]), threads: 3).image)
    }

    @Test("Missing depths are filled, and a map without any is refused")
    func missing() throws {
        var depth = BoxScene.depth
        for index in stride(from: 0, to: depth.values.count, by: 7) { depth.values[index] = index % 2 == 0 ? .nan : 0 }
        for x in 0..<160 { depth.values[30 * 160 + x] = -1 }
        let view = try LayeredScene(photo: BoxScene.photo, depth: depth, intrinsics: BoxScene.intrinsics)
            .view(camera([0.05, 0, 0]))
        #expect(view.image[70, 60].red > 200)
        #expect(view.image[130, 60].blue > 190)
        #expect(throws: ViewsError.self) {
            try LayeredScene(
                photo: BoxScene.photo,
                depth: FloatRaster(width: 160, height: 120, values: .init(repeating: 0, count: 19200)),
                intrinsics: BoxScene.intrinsics)
        }
    }

    @Test(
        "Cameras that see little or nothing of the scene trap nowhere",
        arguments: [
            SIMD3<Double>(0, 0, 0.999), [0, 0, 1.5], [0, 0, 5], [50, 0, 0], [0, 0, -100], [1e-9, 1e6, 0],
        ])
    func extremes(_ position: SIMD3<Double>) throws {
        let view = try BoxScene.scene().view(camera(position))
        #expect(view.image.width == 160)
    }

    @Test("Turning round shows nothing, in one colour")
    func away() throws {
        let view = try BoxScene.scene().view(camera(.zero).turned(yaw: .pi, pitch: 0, roll: 0))
        #expect(view.emptyCount == 160 * 120)
    }
}
