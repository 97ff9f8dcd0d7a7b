import Foundation
import Images
import Testing

@Suite("Visualisation of depth")
struct VisualizationTests {
    @Test("equals the reference's NumPy and matplotlib", arguments: ["room", "everything"])
    func golden(name: String) throws {
        let depth = try FloatRaster.readPFM(Fixtures.url("visual-\(name).pfm"))
        let expected = try Photo(contentsOf: Fixtures.url("visual-\(name).png")).image
        let found = InverseDepthVisualization().render(depth)
        #expect(found.width == expected.width && found.height == expected.height)
        // Both compute in 32 bits, but not in the same order: a value on the border of two colours may fall either
        // way, so one pixel in two hundred may be off by one colour.
        func color(_ image: RGBImage, _ pixel: Int) -> [Int] {
            image.pixels[pixel * 3..<pixel * 3 + 3].map(Int.init)
        }
        var differing = 0
        for pixel in depth.values.indices where color(found, pixel) != color(expected, pixel) {
            differing += 1
            for (ours, theirs) in zip(color(found, pixel), color(expected, pixel)) {
                #expect(abs(ours - theirs) <= 5, "neighbouring colours of turbo differ by no more")
            }
        }
        #expect(differing <= depth.values.count / 200)
    }

    @Test("known colours of the maps")
    func maps() {
        func ends(_ map: ColorMap) -> [UInt8] { Array(map.table.prefix(3) + map.table.suffix(3)) }
        // As matplotlib's documentation plots them.
        #expect(ends(.turbo) == [48, 18, 59, 122, 4, 2])
        #expect(ends(.viridis) == [68, 1, 84, 253, 231, 36])
        #expect(ends(.magma) == [0, 0, 3, 251, 252, 191])
        #expect(ends(.inferno) == [0, 0, 3, 252, 254, 164])
        #expect(ends(.grey) == [0, 0, 0, 255, 255, 255])
        #expect(ColorMap.allCases.allSatisfy { $0.table.count == 768 })
        #expect(
            [-1, 0, 0.0039, 0.004, 0.5, 1, 2, .infinity].map { ColorMap.index($0) } == [0, 0, 0, 1, 128, 255, 255, 255])
    }

    @Test("values that are no depth are black, infinite depth is farthest")
    func invalid() throws {
        let depth = FloatRaster(width: 6, height: 1, values: [.nan, 0, -1, .infinity, 1, 2])
        let image = InverseDepthVisualization(colorMap: .viridis).render(depth)
        for x in 0..<3 { #expect(image[x, 0] == .black) }
        #expect(image[3, 0] == RGBColor(red: 68, green: 1, blue: 84))
        #expect(image[4, 0] == RGBColor(red: 253, green: 231, blue: 36))
    }

    @Test("maps without any range do not trap", arguments: [Float.nan, 0, 1, 0.01, 5000, .infinity])
    func constant(value: Float) {
        let depth = FloatRaster(width: 300, height: 200, values: .init(repeating: value, count: 60_000))
        let image = InverseDepthVisualization(hasLegend: true).render(depth)
        #expect(image.width == 300 && image.height == 200)
        #expect((1..<300).allSatisfy { image[$0, 199] == image[0, 0] })
    }

    @Test("the range stops at 250 m and at 0.1 m")
    func range() throws {
        let wide = FloatRaster(width: 2, height: 1, values: [0.001, 100_000])
        #expect(InverseDepthVisualization.range(of: wide) == 0.004...10)
        let narrow = FloatRaster(width: 2, height: 1, values: [2, 4])
        #expect(InverseDepthVisualization.range(of: narrow) == 0.25...0.5)
        #expect(InverseDepthVisualization.range(of: FloatRaster(width: 1, height: 1, values: [0])) == nil)
    }

    @Test("a legend is drawn below the picture", arguments: [(0.6, 7.0), (0.02, 2000), (3.31, 3.34), (1, 1.000001)])
    func legend(near: Float, far: Float) {
        let (width, height) = (400, 300)
        let depth = FloatRaster(
            width: width, height: height,
            values: (0..<width * height).map { near + (far - near) * Float($0 % width) / Float(width - 1) })
        let plain = InverseDepthVisualization().render(depth)
        let image = InverseDepthVisualization(hasLegend: true).render(depth)
        #expect(image.width == width && image.height > height)
        #expect(Array(image.pixels.prefix(plain.pixels.count)) == plain.pixels)
        // The bar runs from far to near, the corners are white.
        let bar = height + 8
        #expect(image[6, bar] == RGBColor(red: 48, green: 18, blue: 59))
        #expect(image[width - 7, bar] == RGBColor(red: 122, green: 4, blue: 2))
        #expect(image[0, height] == .white && image[width - 1, image.height - 1] == .white)
        let strip = image.pixels.suffix((image.height - height - 14) * width * 3)
        let ink = strip.filter { $0 == 0 }.count / 3
        #expect(far - near < 0.001 || ink > 40, "digits are drawn")
    }

    @Test("pictures too narrow for a legend get none")
    func narrow() {
        let depth = FloatRaster(width: 20, height: 30, values: (1...600).map(Float.init))
        #expect(InverseDepthVisualization(hasLegend: true).render(depth).height == 30)
    }
}
