/// Cloth, leather, wallpaper and brushed metal.
enum FabricPatterns {
    /// Threads over and under; the picture is about 4 cm wide.
    static func weave(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 128, height: 128) { x, y in SIMD3(repeating: 0.97 * thread(noise, x, y, count: 16)) }
    }

    static func knit(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 128, height: 128) { x, y in
            let column = x * 10
            let lx = column - column.rounded(.down) - 0.5
            let v = y * 12 + abs(lx) * 1.2
            let ly = v - v.rounded(.down) - 0.5
            let bulge = (1 - 1.4 * ly * ly) * (1 - 1.6 * lx * lx)
            return SIMD3(repeating: 0.6 + 0.36 * bulge + 0.12 * (noise.hash(Int(x * 128), Int(y * 128)) - 0.5))
        }
    }

    static func stripes(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let colors = (0..<4).map { _ in Palette.cloth(&random) }
        let edges = [0, random.uniform(0.15, 0.3), random.uniform(0.35, 0.55), random.uniform(0.6, 0.85)]
        return TextureCanvas(width: 128, height: 128) { x, y in
            let band = edges.lastIndex { $0 <= x } ?? 0
            return colors[band] * (0.9 + 0.1 * thread(noise, x, y, count: 32))
        }
    }

    static func plaid(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let ground = Palette.cloth(&random)
        let bands = (0..<3).map { _ in (random.unit() * 0.8, random.uniform(0.04, 0.2), Palette.cloth(&random)) }
        return TextureCanvas(width: 128, height: 128) { x, y in
            var color = ground
            for (start, width, tint) in bands {
                if x >= start && x < start + width { color = mix(color, tint, 0.5) }
                if y >= start && y < start + width { color = mix(color, tint, 0.5) }
            }
            return color * (0.9 + 0.1 * thread(noise, x, y, count: 32))
        }
    }

    static func dots(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let ground = Palette.cloth(&random)
        let tint = Palette.cloth(&random)
        let count = Float(random.integer(3...6))
        let radius = random.uniform(0.15, 0.35)
        return TextureCanvas(width: 128, height: 128) { x, y in
            let row = (y * count).rounded(.down)
            // A whole number of rows and columns, so that staggered dots meet their neighbours at the seam.
            let shift: Float = Int(count) % 2 == 0 && Int(row) % 2 == 1 ? 0.5 : 0
            let lx = x * count + shift - (x * count + shift).rounded(.down) - 0.5
            let ly = y * count - row - 0.5
            let color = lx * lx + ly * ly < radius * radius ? tint : ground
            return color * (0.92 + 0.08 * thread(noise, x, y, count: 32))
        }
    }

    static func herringbone(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 128, height: 128) { x, y in
            let column = Int(x * 8)
            let v = (y * 16 + (column % 2 == 0 ? x : -x) * 16)
            let light = v - v.rounded(.down) < 0.5
            return SIMD3(repeating: (light ? 0.95 : 0.68) + 0.1 * (noise.hash(Int(x * 128), Int(y * 128)) - 0.5))
        }
    }

    static func pile(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 256, height: 256) { x, y in
            let fine = noise.hash(Int(x * 256), Int(y * 256))
            let tuft = noise.fractal(x, y, cells: [48, 48], octaves: 2)
            let worn = noise.fractal(x, y, cells: [3, 3], octaves: 3, salt: 70)
            return SIMD3(repeating: 0.72 + 0.2 * (fine - 0.5) + 0.3 * (tuft - 0.5) + 0.2 * (worn - 0.5))
        }
    }

    static func leather(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 256, height: 256) { x, y in
            let (near, second, _) = noise.cellular(x, y, cells: 40)
            let crease = min(1, (second - near) * 5)
            let worn = noise.fractal(x, y, cells: [3, 3], octaves: 4, salt: 70)
            return SIMD3(repeating: 0.72 + 0.16 * crease + 0.16 * (worn - 0.5))
        }
    }

    static func wicker(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 128, height: 128) { x, y in
            let u = x * 8
            let v = y * 16
            let over = (Int(u) + Int(v)) % 2 == 0
            let lx = u - u.rounded(.down) - 0.5
            let ly = v - v.rounded(.down) - 0.5
            let bulge = (1 - 2.6 * ly * ly) * (over ? 1 - 1.4 * lx * lx : 0.7)
            return SIMD3(1, 0.97, 0.9) * (0.3 + 0.62 * bulge + 0.1 * noise.hash(Int(u), Int(v)))
        }
    }

    static func wallpaperStripes(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let difference = random.uniform(0.04, 0.14)
        let narrow = random.uniform(0.1, 0.5)
        return TextureCanvas(width: 128, height: 128) { x, y in
            let u = x * 4 - (x * 4).rounded(.down)
            let grain = noise.fractal(x, y, cells: [32, 32], octaves: 2)
            return SIMD3(repeating: (u < narrow ? 0.94 - difference : 0.94) + 0.03 * (grain - 0.5))
        }
    }

    /// Leaves or medallions in staggered rows.
    static func wallpaperMotif(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let petals = Float(random.integer(3...8))
        let depth = random.uniform(0.2, 0.5)
        let difference = random.uniform(0.06, 0.22)
        return TextureCanvas(width: 128, height: 128) { x, y in
            let row = (y * 4).rounded(.down)
            let u = x * 4 + (Int(row) % 2 == 1 ? 0.5 : 0)
            let p = SIMD2(u - u.rounded(.down) - 0.5, y * 4 - row - 0.5)
            let radius = (p * p).sum().squareRoot()
            let angle = arcTangent(p.y, p.x)
            let edge = 0.28 * (1 - depth + depth * (petals * angle).cosine)
            let ring = abs(radius - 0.4) < 0.025
            let grain = noise.fractal(x, y, cells: [32, 32], octaves: 2)
            return SIMD3(repeating: (radius < edge || ring ? 0.94 - difference : 0.94) + 0.03 * (grain - 0.5))
        }
    }

    static func brushed(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 256, height: 128) { x, y in
            let streak = noise.value(x * 4, y * 128, period: [4, 128])
            let wide = noise.fractal(x, y, cells: [2, 24], octaves: 2, salt: 30)
            return SIMD3(repeating: 0.9 + 0.12 * (streak - 0.5) + 0.1 * (wide - 0.5))
        }
    }

    /// Brightness of a plain weave, about 0.9.
    private static func thread(_ noise: TileableNoise, _ x: Float, _ y: Float, count: Float) -> Float {
        let u = x * count
        let v = y * count
        let over = (Int(u) + Int(v)) % 2 == 0
        let along = over ? v - v.rounded(.down) - 0.5 : u - u.rounded(.down) - 0.5
        return 1 - 0.9 * along * along - (over ? 0 : 0.07) + 0.1 * (noise.hash(Int(u), Int(v)) - 0.5)
    }
}
