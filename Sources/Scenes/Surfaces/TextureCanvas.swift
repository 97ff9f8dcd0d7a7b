/// A small picture to draw on, sRGB from 0 to 1; what leaves at one side comes in at the other.
package struct TextureCanvas {
    package let width: Int
    package let height: Int
    private var pixels: [SIMD3<Float>]

    package init(width: Int, height: Int, color: SIMD3<Float> = .one) {
        self.width = width
        self.height = height
        pixels = [SIMD3<Float>](repeating: color, count: width * height)
    }

    /// Every pixel from its place in the unit square.
    package init(width: Int, height: Int, _ color: (Float, Float) -> SIMD3<Float>) {
        self.init(width: width, height: height)
        for row in 0..<height {
            let y = (Float(row) + 0.5) / Float(height)
            for column in 0..<width {
                pixels[row * width + column] = color((Float(column) + 0.5) / Float(width), y)
            }
        }
    }

    /// A rectangle, in parts of the picture.
    package mutating func fill(x: ClosedRange<Float>, y: ClosedRange<Float>, _ color: SIMD3<Float>) {
        let left = Int((x.lowerBound * Float(width)).rounded())
        let right = Int((x.upperBound * Float(width)).rounded())
        let top = Int((y.lowerBound * Float(height)).rounded())
        let bottom = Int((y.upperBound * Float(height)).rounded())
        for row in top..<max(top + 1, bottom) {
            for column in left..<max(left + 1, right) { set(column, row, color) }
        }
    }

    /// An ellipse, in parts of the picture.
    package mutating func ellipse(center: SIMD2<Float>, radius: SIMD2<Float>, _ color: SIMD3<Float>) {
        let c = center * SIMD2(Float(width), Float(height))
        let r = radius * SIMD2(Float(width), Float(height))
        guard r.min() > 0 else { return }
        for row in Int(c.y - r.y)...Int(c.y + r.y) {
            for column in Int(c.x - r.x)...Int(c.x + r.x) {
                let d = (SIMD2(Float(column) + 0.5, Float(row) + 0.5) - c) / r
                if (d * d).sum() <= 1 { set(column, row, color) }
            }
        }
    }

    /// A stroke with round ends, in parts of the picture; `thickness` in parts of its width.
    package mutating func line(_ a: SIMD2<Float>, _ b: SIMD2<Float>, thickness: Float, _ color: SIMD3<Float>) {
        let scale = SIMD2(Float(width), Float(height))
        let d = (b - a) * scale
        let steps = max(1, Int((d * d).sum().squareRoot()))
        let radius = max(0.5, thickness * Float(width) / 2)
        for step in 0...steps {
            let p = (a + (b - a) * (Float(step) / Float(steps))) * scale
            for row in Int((p.y - radius).rounded())...Int((p.y + radius).rounded()) {
                for column in Int((p.x - radius).rounded())...Int((p.x + radius).rounded()) {
                    let e = SIMD2(Float(column), Float(row)) - p
                    if (e * e).sum() <= radius * radius { set(column, row, color) }
                }
            }
        }
    }

    /// Marks that look like lines of text from afar: words of random lengths in rows of `lineHeight`.
    package mutating func text(
        x: ClosedRange<Float>, y: ClosedRange<Float>, lineHeight: Float, _ color: SIMD3<Float>,
        _ random: inout SeededGenerator
    ) {
        var top = y.lowerBound
        while top + lineHeight <= y.upperBound + 1e-4 {
            var left = x.lowerBound
            let end = random.chance(0.2) ? mix(x.lowerBound, x.upperBound, random.uniform(0.3, 0.9)) : x.upperBound
            while left < end {
                let letter = lineHeight * Float(height) / Float(width) * 0.45
                let count = random.integer(2...9)
                for index in 0..<count {
                    let start = left + Float(index) * letter
                    guard start + letter < end else { break }
                    let low = top + lineHeight * (random.chance(0.3) ? 0.12 : 0.32)
                    let high = top + lineHeight * (random.chance(0.15) ? 0.92 : 0.75)
                    fill(x: start...start + letter * 0.7, y: low...high, color)
                    // The hollow of a letter.
                    if random.chance(0.6), letter * Float(width) > 4 {
                        let paper = self[Int(left * Float(width)) - 1, Int(top * Float(height))]
                        fill(
                            x: start + letter * 0.2...start + letter * 0.5,
                            y: mix(low, high, 0.3)...mix(low, high, 0.6), paper)
                    }
                }
                left += Float(count + 1) * letter
            }
            top += lineHeight
        }
    }

    package subscript(_ column: Int, _ row: Int) -> SIMD3<Float> { pixels[index(column, row)] }

    package mutating func set(_ column: Int, _ row: Int, _ color: SIMD3<Float>) { pixels[index(column, row)] = color }

    private func index(_ column: Int, _ row: Int) -> Int {
        ((row % height) + height) % height * width + ((column % width) + width) % width
    }

    /// Changes every pixel by its colour and place in the unit square.
    package mutating func recolor(_ change: (SIMD3<Float>, Float, Float) -> SIMD3<Float>) {
        for row in 0..<height {
            for column in 0..<width {
                let index = row * width + column
                pixels[index] = change(
                    pixels[index], (Float(column) + 0.5) / Float(width), (Float(row) + 0.5) / Float(height))
            }
        }
    }

    /// The finished texture, opaque.
    package func texture() -> Texture {
        var bytes = [UInt8](repeating: 255, count: width * height * 4)
        for (index, color) in pixels.enumerated() {
            let c = color.clamped(lowerBound: .zero, upperBound: .one) * 255 + 0.5
            bytes[4 * index] = UInt8(c.x)
            bytes[4 * index + 1] = UInt8(c.y)
            bytes[4 * index + 2] = UInt8(c.z)
        }
        return Texture(width: width, height: height, pixels: bytes)
    }
}
