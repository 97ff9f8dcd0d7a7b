import Foundation

/// A bar of colours with round distances in metres, drawn as a strip below a picture.
struct DepthLegend {
    /// Inverse depths of the first and the last colour, in 1/m; not equal.
    let range: ClosedRange<Float>
    let colorMap: ColorMap

    /// A tick's distance in metres and how it is written.
    struct Tick: Equatable {
        let metres: Double
        let label: String
    }

    func drawn(below image: RGBImage) -> RGBImage {
        // Readable at the size at which people look at whole pictures: about 60 lines of text per picture.
        let unit = max(1, min(image.width, image.height) / 480)
        let margin = 6 * unit
        let barWidth = image.width - 2 * margin
        let barHeight = 8 * unit
        let height = margin + barHeight + 3 * unit + BitmapFont.height * unit + margin
        guard barWidth >= 40 * unit else { return image }

        var strip = RGBImage(width: image.width, height: height, filledWith: .white)
        let colors = colorMap.table
        for x in 0..<barWidth {
            let index = ColorMap.index((Float(x) + 0.5) / Float(barWidth)) * 3
            let color = RGBColor(red: colors[index], green: colors[index + 1], blue: colors[index + 2])
            for y in 0..<barHeight { strip[margin + x, margin + y] = color }
        }
        drawTicks(on: &strip, unit: unit, margin: margin, barWidth: barWidth, top: margin + barHeight)
        return RGBImage(width: image.width, height: image.height + height, pixels: image.pixels + strip.pixels)
    }

    /// Draws as many labels as fit beside each other, the coarsest first.
    private func drawTicks(on strip: inout RGBImage, unit: Int, margin: Int, barWidth: Int, top: Int) {
        var taken: [Range<Int>] = []
        for tick in ticks() {
            let place = (1 / tick.metres - Double(range.lowerBound)) / Double(range.upperBound - range.lowerBound)
            let x = margin + min(Int(place * Double(barWidth)), barWidth - 1)
            let width = BitmapFont.width(of: tick.label) * unit
            let left = min(max(x - width / 2, 0), strip.width - width)
            let needed = left - 4 * unit..<left + width + 4 * unit
            guard left >= 0, !taken.contains(where: { $0.overlaps(needed) }) else { continue }
            taken.append(left..<left + width)
            for dx in 0..<unit { for dy in 0..<2 * unit { strip[min(x + dx, strip.width - 1), top + dy] = .black } }
            BitmapFont.draw(tick.label, on: &strip, x: left, y: top + 3 * unit, unit: unit)
        }
    }

    /// Round distances within the range, the roundest first: 1, 2, 5 times a power of ten, then finer steps until
    /// there are at least three.
    func ticks() -> [Tick] {
        let (near, far) = (1 / Double(range.upperBound), 1 / Double(range.lowerBound))
        var ticks: [Tick] = []
        for multiples in [[1, 2, 5], Array(1...9)] {
            for exponent in -1...2 {
                add(multiples.map { Double($0) * pow(10, Double(exponent)) }, decimals: max(0, -exponent), to: &ticks)
            }
            if ticks.count >= 3 { return ticks }
        }
        for decimals in 0...4 {
            let steps = pow(10, Double(decimals))
            let (first, last) = ((near * steps).rounded(.up), (far * steps).rounded(.down))
            // More than a hundred would mean that a coarser step gave three already.
            if first <= last, last - first <= 100 {
                add(stride(from: first, through: last, by: 1).map { $0 / steps }, decimals: decimals, to: &ticks)
            }
            if ticks.count >= 3 { break }
        }
        return ticks

        func add(_ distances: [Double], decimals: Int, to ticks: inout [Tick]) {
            for metres in distances where metres >= near && metres <= far {
                let label = String(format: "%.\(decimals)f m", metres)
                if !ticks.contains(where: { abs($0.metres - metres) < 1e-9 }) {
                    ticks.append(Tick(metres: metres, label: label))
                }
            }
        }
    }
}
