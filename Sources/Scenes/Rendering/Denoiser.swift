/// Takes the noise of few samples out of light, but leaves what surfaces look like alone.
///
/// An edge-stopping à-trous wavelet (Dammertz et al., 2010) on light before it meets the albedo, steered by variance
/// (Schied et al., 2017), normals, and depth. A neighbour counts only where it lies on the same surface, so thin things
/// stay as sharp as they were traced.
struct Denoiser {
    /// What is filtered, and how: RGB and, last, the variance of its luminance.
    private typealias Signal = UnsafeMutablePointer<SIMD4<Float>>

    private let film: Film
    private let width: Int
    private let height: Int
    private let memory = FlatMemory()
    /// Normal, and inverse depth last.
    private let guides: UnsafeMutablePointer<SIMD4<Float>>
    /// Change of inverse depth from pixel to pixel, right and down.
    private let slopes: UnsafeMutablePointer<SIMD2<Float>>

    init(_ film: Film) {
        self.film = film
        width = film.width
        height = film.height
        guides = memory.room(for: film.width * film.height, of: SIMD4<Float>.self)
        slopes = memory.room(for: film.width * film.height, of: SIMD2<Float>.self)
        let scale = 1 / Float(film.samples)
        for index in 0..<width * height {
            let pixel = film.pixels[index]
            guides[index] = SIMD4(normalize(pixel.normal), pixel.inverseDepth * scale)
        }
        for row in 0..<height {
            for column in 0..<width { slopes[row * width + column] = slope(column, row) }
        }
        if film.samples < Self.reliableSampleCount { smoothNormals() }
    }

    /// Bumps that differ from pixel to pixel would part every pixel from its neighbours.
    private func smoothNormals() {
        let smooth = memory.room(for: width * height, of: SIMD4<Float>.self)
        for row in 0..<height {
            for column in 0..<width {
                let here = row * width + column
                var sum = SIMD4<Float>.zero
                forEachNeighbor(column, row, reach: 2) { there, across, down in
                    if isAtDepth(here, there, across: across, down: down) { sum += guides[there] }
                }
                sum.w = 0
                let length = (sum * sum).sum().squareRoot()
                smooth[here] = length > 1e-6 ? sum / length : guides[here]
                smooth[here].w = guides[here].w
            }
        }
        guides.update(from: smooth, count: width * height)
    }

    @inline(__always)
    private func forEachNeighbor(_ column: Int, _ row: Int, reach: Int, _ body: (Int, Int, Int) -> Void) {
        for y in max(row - reach, 0)...min(row + reach, height - 1) {
            for x in max(column - reach, 0)...min(column + reach, width - 1) {
                body(y * width + x, x - column, y - row)
            }
        }
    }

    /// The picture without noise: linear RGB radiance.
    func radiance() -> [SIMD3<Float>] {
        let light = filtered(diffuse(), rounds: 5, strength: 3.5)
        let mirrored = filtered(specular(), rounds: 4, strength: 2.5)
        let scale = 1 / Float(film.samples)
        return (0..<width * height).map { index in
            let pixel = film.pixels[index]
            let lit = SIMD3(light[index].x, light[index].y, light[index].z) * pixel.albedo
            let shine = SIMD3(mirrored[index].x, mirrored[index].y, mirrored[index].z)
            return (pixel.direct + lit) * scale + shine
        }
    }

    /// One-sided differences, the smaller of both sides: a plane's inverse depth is linear in the picture.
    private func slope(_ column: Int, _ row: Int) -> SIMD2<Float> {
        let here = row * width + column
        func difference(_ step: Int, before: Bool, after: Bool) -> Float {
            let left = before ? guides[here].w - guides[here - step].w : .infinity
            let right = after ? guides[here + step].w - guides[here].w : .infinity
            let smaller = abs(left) < abs(right) ? left : right
            return smaller.isFinite ? smaller : 0
        }
        return [
            difference(1, before: column > 0, after: column + 1 < width),
            difference(width, before: row > 0, after: row + 1 < height),
        ]
    }

    private func diffuse() -> Signal {
        let signal = memory.room(for: width * height, of: SIMD4<Float>.self)
        let count = Float(film.samples)
        for index in 0..<width * height {
            let pixel = film.pixels[index]
            let albedo = pixel.albedo.clamped(lowerBound: SIMD3(repeating: 1e-4 * count), upperBound: .one * count)
            let light = pixel.diffuse / albedo
            signal[index] = SIMD4(light, Self.variance(pixel.light, pixel.lightSquared, count))
        }
        return signal
    }

    private func specular() -> Signal {
        let signal = memory.room(for: width * height, of: SIMD4<Float>.self)
        let count = Float(film.samples)
        for index in 0..<width * height {
            let pixel = film.pixels[index]
            signal[index] = SIMD4(
                pixel.specular / count, Self.variance(pixel.mirror, pixel.mirrorSquared, count))
        }
        return signal
    }

    /// Of the mean.
    private static func variance(_ sum: Float, _ squares: Float, _ count: Float) -> Float {
        let mean = sum / count
        guard count > 1 else { return mean * mean }
        return max(squares / count - mean * mean, 0) / (count - 1)
    }

    private func filtered(_ signal: Signal, rounds: Int, strength: Float) -> Signal {
        var source = signal
        var target = memory.room(for: width * height, of: SIMD4<Float>.self)
        despeckle(source, target)
        swap(&source, &target)
        if film.samples < Self.reliableSampleCount { spreadVariance(source) }
        let smoothed = memory.room(for: width * height, of: Float.self)
        for round in 0..<rounds {
            smoothVariance(source, smoothed)
            pass(source, target, smoothed, step: 1 << round, strength: strength)
            swap(&source, &target)
        }
        return source
    }

    /// Brings what outshines all neighbours down to the brightest of them, variance likewise.
    private func despeckle(_ source: Signal, _ target: Signal) {
        for row in 0..<height {
            for column in 0..<width {
                let here = row * width + column
                var value = source[here]
                var brightest: Float = 0
                for y in max(row - 1, 0)...min(row + 1, height - 1) {
                    for x in max(column - 1, 0)...min(column + 1, width - 1) where x != column || y != row {
                        let other = source[y * width + x]
                        brightest = max(brightest, luminance(SIMD3(other.x, other.y, other.z)))
                    }
                }
                let bright = luminance(SIMD3(value.x, value.y, value.z))
                if bright > brightest {
                    let factor = brightest / bright
                    value *= SIMD4(factor, factor, factor, factor * factor)
                }
                target[here] = value
            }
        }
    }

    /// From so many samples on, a pixel's own tell how far they stray.
    private static let reliableSampleCount = 8

    /// Two samples that agree by chance would be taken for the truth, and stay as a speck: what a pixel's surface
    /// strays around it counts too, where that is more.
    private func spreadVariance(_ signal: Signal) {
        for row in 0..<height {
            for column in 0..<width where guides[row * width + column].w > 0 {
                let here = row * width + column
                var count: Float = 0
                var sum: Float = 0
                var squares: Float = 0
                forEachNeighbor(column, row, reach: 3) { there, across, down in
                    guard isAtDepth(here, there, across: across, down: down), facing(here, there) > 0.8 else { return }
                    let value = signal[there]
                    let bright = luminance(SIMD3(value.x, value.y, value.z))
                    count += 1
                    sum += bright
                    squares += bright * bright
                }
                guard count > 1 else { continue }
                let mean = sum / count
                signal[here].w = max(signal[here].w, (squares / count - mean * mean) * count / (count - 1))
            }
        }
    }

    /// Whether a pixel's inverse depth continues the surface of another.
    @inline(__always)
    private func isAtDepth(_ here: Int, _ there: Int, across: Int, down: Int) -> Bool {
        let (guide, slope) = (guides[here].w, slopes[here])
        let expected = guide + slope.x * Float(across) + slope.y * Float(down)
        return guides[there].w > 0 && abs(guides[there].w - expected) < depthTolerance(here)
    }

    /// In inverse depth; a pixel's worth of the surface's own slope is within the noise of averaged samples.
    @inline(__always)
    private func depthTolerance(_ here: Int) -> Float {
        0.006 * guides[here].w + 0.5 * (abs(slopes[here].x) + abs(slopes[here].y)) + 1e-9
    }

    @inline(__always)
    private func facing(_ here: Int, _ there: Int) -> Float {
        let product = guides[here] * guides[there]
        return product.x + product.y + product.z
    }

    /// Few samples know little of their own variance; their neighbours know more.
    private func smoothVariance(_ source: Signal, _ target: UnsafeMutablePointer<Float>) {
        for row in 0..<height {
            let above = max(row - 1, 0) * width
            let below = min(row + 1, height - 1) * width
            for column in 0..<width {
                let left = max(column - 1, 0)
                let right = min(column + 1, width - 1)
                let middle = row * width
                let corners =
                    source[above + left].w + source[above + right].w + source[below + left].w + source[below + right].w
                let sides =
                    source[above + column].w + source[below + column].w + source[middle + left].w
                    + source[middle + right].w
                target[middle + column] = (corners + 2 * sides + 4 * source[middle + column].w) / 16
            }
        }
    }

    private func pass(
        _ source: Signal, _ target: Signal, _ variance: UnsafeMutablePointer<Float>, step: Int, strength: Float
    ) {
        for row in 0..<height {
            for column in 0..<width {
                let here = row * width + column
                let center = source[here]
                let guide = guides[here]
                guard guide.w > 0 else {
                    target[here] = center
                    continue
                }
                let slope = slopes[here]
                let bright = luminance(SIMD3(center.x, center.y, center.z))
                let tolerance = 1 / (strength * max(variance[here], 0).squareRoot() + 1e-3 * bright + 1e-9)
                let perTolerance = 1 / depthTolerance(here)
                var sum = center
                var total: Float = 1
                for down in -1...1 {
                    let y = row + down * step
                    guard y >= 0, y < height else { continue }
                    for across in -1...1 where across != 0 || down != 0 {
                        let x = column + across * step
                        guard x >= 0, x < width else { continue }
                        let there = y * width + x
                        let other = guides[there]
                        let expected = guide.w + slope.x * Float(across * step) + slope.y * Float(down * step)
                        let apart = abs(other.w - expected) * perTolerance
                        guard apart < 1, other.w > 0 else { continue }
                        var facing = guide.x * other.x + guide.y * other.y + guide.z * other.z
                        guard facing > 0.8 else { continue }
                        facing *= facing
                        facing *= facing
                        facing *= facing
                        facing *= facing
                        let value = source[there]
                        let difference = abs(luminance(SIMD3(value.x, value.y, value.z)) - bright) * tolerance
                        let kernel: Float = across == 0 || down == 0 ? 0.5 : 0.25
                        // 1 / (1 + x + x²/2) falls like exp(-x), for less.
                        let weight =
                            kernel * facing * (1 - apart) / (1 + difference + 0.5 * difference * difference)
                        sum += value * SIMD4(weight, weight, weight, weight * weight)
                        total += weight
                    }
                }
                let scale = 1 / total
                target[here] = sum * SIMD4(scale, scale, scale, scale * scale)
            }
        }
    }
}
