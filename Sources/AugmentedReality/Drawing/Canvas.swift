import Foundation
import Images

/// A picture that lines, points and labels are drawn on, smoothed at their edges.
struct Canvas {
    private(set) var image: RGBImage
    /// Pixels of a line's width in this picture.
    let unit: Double

    init(_ image: RGBImage) {
        self.image = image
        unit = max(1, Double(max(image.width, image.height)) / 600)
    }

    /// - Parameter opacity: Of the middle of the line.
    mutating func line(
        from start: SIMD2<Double>, to end: SIMD2<Double>, _ color: RGBColor, width: Double = 2, opacity: Double = 1
    ) {
        let half = width * unit / 2
        let along = end - start
        let squared = max((along * along).sum(), 1e-9)
        cover(
            pointwiseMin(start, end) - SIMD2(repeating: half + 1),
            pointwiseMax(start, end) + SIMD2(repeating: half + 1), color
        ) {
            place in
            let offset = place - start
            let share = min(max((offset * along).sum() / squared, 0), 1)
            let apart = offset - share * along
            return opacity * min(max(half + 0.5 - (apart * apart).sum().squareRoot(), 0), 1)
        }
    }

    mutating func disc(at middle: SIMD2<Double>, _ color: RGBColor, radius: Double = 4) {
        line(from: middle, to: middle, color, width: 2 * radius)
    }

    /// Lays a colour over pixels.
    mutating func tint(_ color: RGBColor, opacity: Double, where holds: (Int, Int) -> Bool) {
        for y in 0..<image.height {
            for x in 0..<image.width where holds(x, y) { blend(x, y, color, opacity) }
        }
    }

    /// Dark writing on a light box whose middle is `place`, moved to lie within the picture.
    mutating func label(_ text: String, at place: SIMD2<Double>) {
        let dot = max(1, Int((1.6 * unit).rounded()))
        let (margin, columns, rows) = (3 * dot, BitmapFont.width(of: text) * dot, BitmapFont.height * dot)
        let (width, height) = (columns + 2 * margin, rows + 2 * margin)
        guard width <= image.width, height <= image.height else { return }
        let x = min(max(Int(place.x) - width / 2, 0), image.width - width)
        let y = min(max(Int(place.y) - height / 2, 0), image.height - height)
        for row in y..<y + height {
            for column in x..<x + width { blend(column, row, .white, 0.88) }
        }
        BitmapFont.draw(text, on: &image, x: x + margin, y: y + margin, unit: dot)
    }

    private mutating func cover(
        _ low: SIMD2<Double>, _ high: SIMD2<Double>, _ color: RGBColor, _ opacity: (SIMD2<Double>) -> Double
    ) {
        let (left, right) = (max(0, Int(low.x.rounded(.down))), min(image.width - 1, Int(high.x.rounded(.up))))
        let (top, bottom) = (max(0, Int(low.y.rounded(.down))), min(image.height - 1, Int(high.y.rounded(.up))))
        guard left <= right, top <= bottom else { return }
        for y in top...bottom {
            for x in left...right {
                let share = opacity(SIMD2(Double(x) + 0.5, Double(y) + 0.5))
                if share > 0 { blend(x, y, color, share) }
            }
        }
    }

    private mutating func blend(_ x: Int, _ y: Int, _ color: RGBColor, _ share: Double) {
        let old = image[x, y]
        func mixed(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Double(from) + (Double(to) - Double(from)) * share).rounded())
        }
        image[x, y] = RGBColor(
            red: mixed(old.red, color.red), green: mixed(old.green, color.green), blue: mixed(old.blue, color.blue))
    }

}
