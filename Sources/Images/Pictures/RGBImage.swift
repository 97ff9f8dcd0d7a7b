/// An upright picture in memory: 8-bit sRGB, three interleaved bytes a pixel, rows from the top, no padding.
public struct RGBImage: Sendable, Equatable {
    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// `width * height * 3` bytes: red, green, blue of the top left pixel, then of its right neighbour.
    public private(set) var pixels: [UInt8]

    /// Wraps existing pixels. Traps when `pixels` does not hold exactly `width * height * 3` bytes.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0, "An image of \(width)×\(height) pixels has no pixels.")
        precondition(
            pixels.count == width * height * 3,
            "An image of \(width)×\(height) pixels needs \(width * height * 3) bytes, not \(pixels.count).")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A picture of one colour.
    public init(width: Int, height: Int, filledWith color: RGBColor) {
        var pixels = [UInt8](repeating: color.red, count: width * height * 3)
        if color.green != color.red || color.blue != color.red {
            for pixel in 0..<width * height {
                pixels[pixel * 3 + 1] = color.green
                pixels[pixel * 3 + 2] = color.blue
            }
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    /// The colour at column `x` and row `y`, counted from the top left corner. Traps outside the picture.
    public subscript(x: Int, y: Int) -> RGBColor {
        get {
            let start = offset(x, y)
            return RGBColor(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
        }
        set {
            let start = offset(x, y)
            pixels[start] = newValue.red
            pixels[start + 1] = newValue.green
            pixels[start + 2] = newValue.blue
        }
    }

    private func offset(_ x: Int, _ y: Int) -> Int {
        precondition(x >= 0 && x < width && y >= 0 && y < height, "(\(x), \(y)) lies outside \(width)×\(height).")
        return (y * width + x) * 3
    }
}
