/// What hangs on walls and lies on floors.
enum PicturePatterns {
    /// A rug with a border, symmetrical or striped.
    static func rug(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let colors = (0..<5).map { _ in Palette.cloth(&random) }
        let style = random.integer(0...3)
        let border = random.uniform(0.04, 0.14)
        let density = Float(random.integer(3...8))
        return TextureCanvas(width: 256, height: 256) { x, y in
            let edge = min(min(x, 1 - x), min(y, 1 - y))
            let fuzz = 0.86 + 0.2 * noise.hash(Int(x * 256), Int(y * 256))
            if style != 3, edge < border { return colors[edge < border * 0.6 ? 0 : 1] * fuzz }
            let p = SIMD2(abs(x - 0.5), abs(y - 0.5))
            switch style {
            case 0:
                let ring = Int((p.x + p.y) * density * 3)
                return colors[2 + ring % 3] * fuzz
            case 1:
                let motif = (p.x * density * 12).sine * (p.y * density * 12).sine
                let medal = (p.x * p.x * 2 + p.y * p.y).squareRoot() < 0.2
                return colors[motif > 0.3 ? 2 : medal ? 3 : 4] * fuzz
            case 2:
                let cloud = noise.fractal(x, y, cells: [3, 3], octaves: 4)
                return mix(colors[2], colors[3], cloud) * fuzz
            default: return colors[Int(y * density * 2) % 4] * fuzz
            }
        }
    }

    /// Flat shapes and some words.
    static func poster(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        var canvas = TextureCanvas(width: 128, height: 176, color: Palette.print(&random))
        for _ in 0..<random.integer(2...6) {
            let color = Palette.print(&random)
            let center = SIMD2(random.unit(), random.unit())
            if random.chance(0.5) {
                canvas.ellipse(center: center, radius: [random.uniform(0.05, 0.35), random.uniform(0.05, 0.3)], color)
            } else {
                let size = SIMD2(random.uniform(0.05, 0.5), random.uniform(0.03, 0.4))
                canvas.fill(x: center.x...center.x + size.x, y: center.y...center.y + size.y, color)
            }
        }
        if random.chance(0.7) {
            let ink = random.chance(0.5) ? SIMD3<Float>(repeating: 0.06) : SIMD3(repeating: 0.95)
            let top = random.pick([Float(0.06), 0.7, 0.8])
            canvas.text(x: 0.08...0.92, y: top...top + 0.16, lineHeight: random.uniform(0.06, 0.13), ink, &random)
            canvas.text(x: 0.1...0.8, y: 0.92...0.97, lineHeight: 0.02, ink, &random)
        }
        return canvas
    }

    /// Daubs, washes or fields of colour.
    static func painting(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let colors = (0..<6).map { _ in Palette.cloth(&random) }
        let style = random.integer(0...2)
        let cells = random.integer(2...5)
        var canvas = TextureCanvas(width: 160, height: 128) { x, y in
            let a = noise.fractal(x, y, cells: [cells, cells], octaves: 5)
            let b = noise.fractal(x, y, cells: [cells, cells], octaves: 5, salt: 300)
            let stroke = noise.fractal(x, y, cells: [8, 60], octaves: 2, salt: 600)
            let index = style == 0 ? Int(a * 5.99) : Int((0.7 * y + 0.3 * b) * 5.99)
            return mix(colors[min(5, max(0, index))], colors[5 - min(5, max(0, index))], 0.4 * b)
                * (0.75 + 0.4 * stroke)
        }
        guard style == 2 else { return canvas }
        for _ in 0..<60 {
            let a = SIMD2(random.unit(), random.unit())
            let b = a + SIMD2(random.uniform(-0.2, 0.2), random.uniform(-0.2, 0.2))
            canvas.line(a, b, thickness: random.uniform(0.005, 0.04), random.pick(colors))
        }
        return canvas
    }

    /// Sky, hills and water, or a blurred portrait: photographs from afar.
    static func photograph(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let warm = random.unit()
        let horizon = random.uniform(0.35, 0.7)
        let zenith = mix(SIMD3<Float>(0.25, 0.45, 0.75), SIMD3(0.55, 0.4, 0.5), warm)
        let low = mix(SIMD3<Float>(0.75, 0.85, 0.95), SIMD3(0.98, 0.7, 0.4), warm)
        let land = mix(SIMD3<Float>(0.15, 0.3, 0.1), SIMD3(0.45, 0.35, 0.22), random.unit())
        let grey: Float = random.chance(0.25) ? 1 : 0
        let layers = random.integer(1...3)
        return TextureCanvas(width: 160, height: 112) { x, y in
            var color = mix(zenith, low, min(1, y / horizon))
            color += SIMD3(repeating: 0.25 * max(0, noise.fractal(x, y, cells: [3, 5], octaves: 5) - 0.5))
            for layer in 0..<layers {
                let edge =
                    horizon + 0.12 * Float(layer)
                    - 0.22 * noise.fractal(x, 0.3, cells: [3 + layer, 3], octaves: 5, salt: UInt32(layer) &* 77)
                let detail = noise.fractal(x, y, cells: [20, 20], octaves: 3, salt: 400)
                if y > edge { color = mix(low, land, Float(layer + 1) / Float(layers)) * (0.6 + 0.7 * detail) }
            }
            return mix(color, SIMD3(repeating: color.sum() / 3), grey)
        }
    }
}
