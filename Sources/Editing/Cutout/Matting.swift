import Foundation
import Images

/// Finds the shares and the foreground colours of pixels beside jumps in depth.
struct Matting: Sendable {
    private let photo: RGBImage
    private let kept: [Float]
    /// Whether a pixel must be found out.
    private let isUnknown: [Bool]
    private let width: Int
    private let height: Int
    private let reach: Int

    /// Directions in which known pixels are looked for.
    private static let directions: [SIMD2<Float>] = (0..<16).map {
        let angle = Float($0) * .pi / 8
        return SIMD2(cos(angle), sin(angle))
    }

    init(photo: RGBImage, nearness: Nearness, kept: [Float], band: Int) {
        (self.photo, self.kept, reach) = (photo, kept, band)
        (width, height) = (photo.width, photo.height)
        isUnknown = Self.band(nearness, kept, radius: band)
    }

    /// What is known of an unknown pixel.
    private struct Guess {
        var share: Float
        /// Linear.
        var foreground: SIMD4<Float>
        /// How far the guess may be trusted, 0 to 1.
        var confidence: Float
    }

    func solve(threads: Int, _ report: WorkReport) throws(EditingError) -> Cutout.Result {
        var matte = kept
        var pixels = photo.pixels
        let counter = WorkCounter(total: 2 * height, report)
        let unknown = isUnknown.indices.filter { isUnknown[$0] }
        var guesses = [Guess](
            repeating: Guess(share: 0, foreground: .zero, confidence: 0), count: unknown.count)
        let light = LinearLight()
        let first: Result<Void, EditingError> = guesses.withUnsafeMutableBufferPointer { guesses in
            nonisolated(unsafe) let guesses = guesses
            return light.reading(photo) { light in
                Strips(height: unknown.count, rows: 4096).forEach(threads: threads) { range throws(EditingError) in
                    for position in range { guesses[position] = guess(unknown[position], light) }
                    try counter.add(height * range.count / max(unknown.count, 1))
                }
            }
        }
        try first.get()
        var places = [Int32](repeating: -1, count: width * height)
        for (position, index) in unknown.enumerated() { places[index] = Int32(position) }
        for (position, index) in unknown.enumerated() {
            let share = smoothed(index, guesses, places)
            matte[index] = share
            let guess = guesses[position]
            // Where the share was smoothed, so that the mixture is no longer the pixel, its own colour stays nearer.
            for channel in 0..<3 {
                pixels[3 * index + channel] = SRGBTransfer.table[SRGBTransfer.index(guess.foreground[channel])]
            }
        }
        return Cutout.Result(
            foreground: RGBImage(width: width, height: height, pixels: pixels),
            matte: FloatRaster(width: width, height: height, values: matte))
    }

    // MARK: Pairs of colours

    private func guess(_ index: Int, _ light: LinearLight.Reader) -> Guess {
        let color = light[index]
        var foregrounds: [(color: SIMD4<Float>, distance: Float)] = []
        var backgrounds = foregrounds
        for direction in Self.directions {
            var (hasForeground, hasBackground) = (false, false)
            var step: Float = 1
            while step < Float(4 * reach + 4), !(hasForeground && hasBackground) {
                defer { step += 1 }
                guard let place = place(index, direction * step) else { break }
                guard !isUnknown[place] else { continue }
                if kept[place] > 0.5, !hasForeground {
                    foregrounds.append((light[place], step))
                    hasForeground = true
                } else if kept[place] <= 0.5, !hasBackground {
                    backgrounds.append((light[place], step))
                    hasBackground = true
                }
            }
        }
        guard !foregrounds.isEmpty, !backgrounds.isEmpty else {
            return Guess(share: kept[index], foreground: color, confidence: 0.5)
        }
        return best(color, foregrounds, backgrounds, own: kept[index])
    }

    /// The pair whose mixture comes closest to the colour; near ones are preferred.
    private func best(
        _ color: SIMD4<Float>, _ foregrounds: [(color: SIMD4<Float>, distance: Float)],
        _ backgrounds: [(color: SIMD4<Float>, distance: Float)], own: Float
    ) -> Guess {
        if let side = plainSide(color, foregrounds, backgrounds, own: own) { return side }
        var least = Float.infinity
        var result = Guess(share: own, foreground: color, confidence: 0)
        for front in foregrounds {
            for back in backgrounds {
                let difference = front.color - back.color
                let size = (difference * difference).sum()
                let share = min(max(size > 1e-6 ? ((color - back.color) * difference).sum() / size : own, 0), 1)
                let rest = color - back.color - difference * share
                // Errors of light weigh more where it is dark, as for the eye.
                let scale = 1 / (0.02 + color.x + color.y + color.z)
                let error = (rest * rest).sum() * scale * scale
                let cost = error + 2e-4 * (front.distance + back.distance) / Float(reach)
                guard cost < least else { continue }
                least = cost
                let contrast = size * scale * scale
                let trust = contrast / (contrast + 0.004) * exp(-20 * error)
                result = Guess(
                    share: share * trust + own * (1 - trust), foreground: front.color, confidence: trust)
                if share > 0.5 {
                    var exact = (color - (1 - share) * back.color) / share
                    exact.replace(with: 0, where: exact .< 0)
                    result.foreground = exact
                }
            }
        }
        return result
    }

    /// A pixel that looks like its own surface, much more than like the other, shows nothing else.
    private func plainSide(
        _ color: SIMD4<Float>, _ foregrounds: [(color: SIMD4<Float>, distance: Float)],
        _ backgrounds: [(color: SIMD4<Float>, distance: Float)], own: Float
    ) -> Guess? {
        func closest(_ others: [(color: SIMD4<Float>, distance: Float)]) -> Float {
            others.reduce(Float.infinity) { least, other in
                let difference = color - other.color
                return min(least, (difference * difference).sum())
            }
        }
        let (front, back) = (closest(foregrounds), closest(backgrounds))
        // A fifth of the way in colour, so that at most a sixth of the pixel could be the other.
        let isPlain = own > 0.5 ? 25 * front < back : 25 * back < front
        guard isPlain else { return nil }
        let nearest = foregrounds.min { $0.distance < $1.distance }
        return Guess(share: own, foreground: own > 0.5 ? color : nearest?.color ?? color, confidence: 1)
    }

    /// The mean of shares around, of pixels with similar colours, by how far they may be trusted.
    private func smoothed(_ index: Int, _ guesses: [Guess], _ places: [Int32]) -> Float {
        let (x, y) = (index % width, index / width)
        var (sum, weights) = (Float(0), Float(0))
        for row in max(0, y - 1)...min(height - 1, y + 1) {
            for column in max(0, x - 1)...min(width - 1, x + 1) {
                let other = row * width + column
                let place = Int(places[other])
                let share = place >= 0 ? guesses[place].share : kept[other]
                let trust = place >= 0 ? guesses[place].confidence + 0.02 : 0.5
                var difference: Float = 0
                for channel in 0..<3 {
                    let step = Float(photo.pixels[3 * index + channel]) - Float(photo.pixels[3 * other + channel])
                    difference += step * step
                }
                let weight = (other == index ? 2 : 1) * trust * exp(-difference / 400)
                sum += weight * share
                weights += weight
            }
        }
        let share = weights > 0 ? sum / weights : kept[index]
        // A trace is noise.
        return min(max((share - 0.02) / 0.96, 0), 1)
    }

    private func place(_ index: Int, _ offset: SIMD2<Float>) -> Int? {
        let column = index % width + Int(offset.x.rounded())
        let row = index / width + Int(offset.y.rounded())
        guard column >= 0, column < width, row >= 0, row < height else { return nil }
        return row * width + column
    }

    // MARK: Band

    /// Pixels within `radius` of neighbours that lie on different surfaces, one kept and one not.
    private static func band(_ nearness: Nearness, _ kept: [Float], radius: Int) -> [Bool] {
        let (width, height) = (nearness.width, nearness.height)
        let values = nearness.values
        var isUnknown = [Bool](repeating: false, count: width * height)
        var offsets: [(x: Int, y: Int)] = []
        for y in -radius...radius {
            for x in -radius...radius where x * x + y * y <= radius * radius { offsets.append((x, y)) }
        }
        func isJump(_ a: Int, _ b: Int) -> Bool {
            (kept[a] > 0.5) != (kept[b] > 0.5) && abs(values[a] - values[b]) > 0.03 * max(values[a], values[b])
        }
        for row in 0..<height {
            for column in 0..<width {
                let index = row * width + column
                guard
                    (column + 1 < width && isJump(index, index + 1))
                        || (row + 1 < height && isJump(index, index + width))
                else { continue }
                for offset in offsets {
                    let (x, y) = (column + offset.x, row + offset.y)
                    if x >= 0, x < width, y >= 0, y < height { isUnknown[y * width + x] = true }
                }
            }
        }
        return isUnknown
    }
}
