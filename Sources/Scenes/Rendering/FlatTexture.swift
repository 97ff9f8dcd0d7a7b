/// A texture as plain memory.
struct FlatTexture {
    struct Level {
        let width: Int32
        let height: Int32
        let pixels: UnsafePointer<UInt8>
    }

    let levels: UnsafePointer<Level>
    let levelCount: Int32
    /// Linear light of each sRGB byte.
    let linear: UnsafePointer<Float>

    /// The level whose pixels are about as large as `footprint`, a part of the whole texture's width.
    @inline(__always)
    func level(footprint: Float) -> Int {
        let pixels = footprint * Float(max(levels[0].width, levels[0].height))
        guard pixels > 1.4 else { return 0 }
        // The exponent of a float is its logarithm, rounded down.
        let exponent = Int((pixels * 1.414).bitPattern >> 23) - 127
        return min(exponent, Int(levelCount) - 1)
    }

    /// Linear RGB and alpha between the four nearest pixels; (0, 0) is the lower left corner, (1, 1) the upper right.
    @inline(__always)
    func sample(_ at: SIMD2<Float>, level index: Int) -> SIMD4<Float> {
        let taps = Taps(levels[index], at)
        let top = mixed(texel(taps.pixels, taps.upperLeft), texel(taps.pixels, taps.upperRight), taps.right)
        let bottom = mixed(texel(taps.pixels, taps.lowerLeft), texel(taps.pixels, taps.lowerRight), taps.right)
        return mixed(top, bottom, taps.down)
    }

    /// One channel, 0 to 1, without linearising.
    @inline(__always)
    func channel(_ channel: Int, _ at: SIMD2<Float>, level index: Int) -> Float {
        let taps = Taps(levels[index], at)
        let pixels = taps.pixels + channel
        let top = mix(Float(pixels[taps.upperLeft]), Float(pixels[taps.upperRight]), taps.right)
        let bottom = mix(Float(pixels[taps.lowerLeft]), Float(pixels[taps.lowerRight]), taps.right)
        return mix(top, bottom, taps.down) / 255
    }

    @inline(__always)
    private func mixed(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ t: Float) -> SIMD4<Float> { a + (b - a) * t }

    @inline(__always)
    private func texel(_ pixels: UnsafePointer<UInt8>, _ offset: Int) -> SIMD4<Float> {
        SIMD4(
            linear[Int(pixels[offset])], linear[Int(pixels[offset + 1])], linear[Int(pixels[offset + 2])],
            Float(pixels[offset + 3]) * (1 / 255))
    }

    /// Where the four pixels around a point lie, in bytes from the start of a level that repeats.
    private struct Taps {
        let pixels: UnsafePointer<UInt8>
        let upperLeft: Int
        let upperRight: Int
        let lowerLeft: Int
        let lowerRight: Int
        let right: Float
        let down: Float

        /// What is behind the point, from 0 to 1; 0 for what is no number or too large to have a fraction.
        @inline(__always)
        private static func fraction(_ value: Float) -> Float {
            guard abs(value) < 1e6 else { return 0 }
            let rest = value - Float(Int32(value))
            return rest < 0 ? rest + 1 : rest
        }

        @inline(__always)
        init(_ level: Level, _ at: SIMD2<Float>) {
            let width = Int(level.width)
            let height = Int(level.height)
            // Half a pixel more, so that a plain conversion rounds down.
            let x = Self.fraction(at.x) * Float(width) + 0.5
            let y = (1 - Self.fraction(at.y)) * Float(height) + 0.5
            let column = Int(x)
            let row = Int(y)
            right = x - Float(column)
            down = y - Float(row)
            let left0 = column == 0 ? width - 1 : column - 1
            let left1 = column >= width ? 0 : column
            let row0 = (row == 0 ? height - 1 : row - 1) * width
            let row1 = (row >= height ? 0 : row) * width
            pixels = level.pixels
            upperLeft = (row0 + left0) * 4
            upperRight = (row0 + left1) * 4
            lowerLeft = (row1 + left0) * 4
            lowerRight = (row1 + left1) * 4
        }
    }
}
