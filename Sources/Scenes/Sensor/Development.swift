import Images

/// One picture on its way from light to bytes: planes of floats that the steps change in turn.
struct Development {
    private let width: Int
    private let height: Int
    private var pixels: [SIMD3<Float>]
    private let sensor: SensorModel

    init(_ rendering: Rendering, _ sensor: SensorModel) {
        width = rendering.width
        height = rendering.height
        pixels = rendering.radiance
        self.sensor = sensor
    }

    /// The photograph before compression.
    static func photograph(_ rendering: Rendering, _ sensor: SensorModel) -> RGBImage {
        var development = Development(rendering, sensor)
        development.shiftColors()
        development.expose()
        development.addNoise()
        development.soften()
        development.tone()
        development.sharpen()
        return development.image()
    }

    /// Lenses bend colours differently: red and blue are scaled about the middle.
    private mutating func shiftColors() {
        guard sensor.chromaticShift != .zero else { return }
        let source = pixels
        let middle = SIMD2(Float(width - 1) / 2, Float(height - 1) / 2)
        for row in 0..<height {
            for column in 0..<width {
                let offset = SIMD2(Float(column), Float(row)) - middle
                let index = row * width + column
                pixels[index].x = channel(0, of: source, middle + offset * (1 + sensor.chromaticShift.x))
                pixels[index].z = channel(2, of: source, middle + offset * (1 + sensor.chromaticShift.y))
            }
        }
    }

    private func channel(_ channel: Int, of source: [SIMD3<Float>], _ place: SIMD2<Float>) -> Float {
        let x = min(max(place.x, 0), Float(width - 1))
        let y = min(max(place.y, 0), Float(height - 1))
        let column = Int(x)
        let row = Int(y)
        let right = min(column + 1, width - 1)
        let below = min(row + 1, height - 1)
        let top = mix(source[row * width + column][channel], source[row * width + right][channel], x - Float(column))
        let bottom = mix(
            source[below * width + column][channel], source[below * width + right][channel], x - Float(column))
        return mix(top, bottom, y - Float(row))
    }

    /// Meter, white balance and vignetting; afterwards 1 is full.
    private mutating func expose() {
        let balance = gains()
        let gain = ExposureMeter.gain(pixels) * power(2, sensor.exposureError)
        let scale = 4 / Float(width * width + height * height)
        for row in 0..<height {
            let y = Float(row) + 0.5 - Float(height) / 2
            for column in 0..<width {
                let x = Float(column) + 0.5 - Float(width) / 2
                let shade = 1 - sensor.vignetting * (x * x + y * y) * scale
                pixels[row * width + column] *= balance * (gain * shade)
            }
        }
    }

    /// Towards a grey mean, as far as the camera trusts it.
    private func gains() -> SIMD3<Float> {
        var sum = SIMD3<Float>(repeating: 1e-9)
        for pixel in pixels {
            // Dark colours and lights say little about the illuminant.
            sum += pixel / (luminance(pixel) + 1e-6)
        }
        let grey = sum.y
        let strength = sensor.whiteBalance
        let red = power(min(max(grey / sum.x, 0.4), 2.5), strength) * sensor.tint.x
        let blue = power(min(max(grey / sum.z, 0.4), 2.5), strength) * sensor.tint.y
        return [red, 1, blue]
    }

    /// Shot noise grows with the root of the light; read noise is always there.
    private mutating func addNoise() {
        guard sensor.electrons.isFinite else { return }
        var random = SeededGenerator(seed: sensor.seed)
        let read = sensor.readNoise * sensor.readNoise
        for index in pixels.indices {
            let light = pixels[index].clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 4)) * sensor.electrons
            let deviation = (light + read).squareRoot() / sensor.electrons
            pixels[index] += deviation * SIMD3(random.bell(), random.bell(), random.bell())
        }
    }

    private mutating func soften() {
        guard sensor.softness > 0 else { return }
        let side = sensor.softness
        blurred(side: side)
    }

    private mutating func blurred(side: Float) {
        let middle = 1 - 2 * side
        for row in 0..<height {
            var before = pixels[row * width]
            for column in 0..<width {
                let index = row * width + column
                let here = pixels[index]
                let after = column + 1 < width ? pixels[index + 1] : here
                pixels[index] = here * middle + (before + after) * side
                before = here
            }
        }
        for column in 0..<width {
            var before = pixels[column]
            for row in 0..<height {
                let index = row * width + column
                let here = pixels[index]
                let after = row + 1 < height ? pixels[index + width] : here
                pixels[index] = here * middle + (before + after) * side
                before = here
            }
        }
    }

    /// From light to display: a shoulder for highlights, the sRGB curve, contrast and saturation.
    private mutating func tone() {
        let curve = ToneCurve(contrast: sensor.contrast)
        for index in pixels.indices {
            let toned = SIMD3(curve(pixels[index].x), curve(pixels[index].y), curve(pixels[index].z))
            let grey = SIMD3(repeating: luminance(toned))
            pixels[index] = grey + (toned - grey) * sensor.saturation
        }
    }

    private mutating func sharpen() {
        guard sensor.sharpening > 0 else { return }
        let sharp = pixels
        blurred(side: 0.25)
        for index in pixels.indices {
            // Luminance only, so that colour noise is not raised; limited, as cameras limit halos.
            let detail = luminance(sharp[index]) - luminance(pixels[index])
            pixels[index] = sharp[index] + SIMD3(repeating: min(max(detail * sensor.sharpening, -0.08), 0.08))
        }
    }

    private func image() -> RGBImage {
        let bytes = [UInt8](unsafeUninitializedCapacity: pixels.count * 3) { output, count in
            for (index, pixel) in pixels.enumerated() {
                let value = (pixel * 255).clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255)).rounded(
                    .toNearestOrEven)
                for channel in 0..<3 { output[index * 3 + channel] = UInt8(value[channel]) }
            }
            count = pixels.count * 3
        }
        return RGBImage(width: width, height: height, pixels: bytes)
    }
}

extension SeededGenerator {
    /// Nearly normal, mean 0, standard deviation 1, for the price of one draw: the sum of four even numbers.
    mutating func bell() -> Float {
        let bits = next()
        let sum =
            Int32(bits & 0xFFFF) + Int32((bits >> 16) & 0xFFFF) + Int32((bits >> 32) & 0xFFFF) + Int32(bits >> 48)
        return Float(sum - 131_070) * (1.732_050_8 / 65536)
    }
}
