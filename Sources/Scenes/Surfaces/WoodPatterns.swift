/// Wood, with the grain along the first coordinate.
enum WoodPatterns {
    static func grain(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let rings = random.integer(3...9)
        let contrast = random.uniform(0.08, 0.22)
        return TextureCanvas(width: 256, height: 256) { x, y in
            SIMD3(repeating: 0.9) * shade(noise, x, y, rings: rings, contrast: contrast, salt: 0)
        }
    }

    /// Rows of boards with joints; the picture is about a metre wide.
    static func planks(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let rows = random.integer(4...9)
        let contrast = random.uniform(0.06, 0.18)
        let variety = random.uniform(0.03, 0.16)
        let gap = random.uniform(0.01, 0.03)
        return TextureCanvas(width: 384, height: 384) { x, y in
            let across = y * Float(rows)
            let row = Int(across)
            let joint = noise.hash(row, 7)
            let along = x - joint - (x < joint ? -1 : 0)
            let board = along < 0.5 + 0.2 * noise.hash(row, 8) ? 0 : 1
            let salt = UInt32(row * 2 + board) &* 17
            let local = across - Float(row)
            let tone = 1 - variety * noise.hash(row, 20 + board)
            var value = 0.92 * tone * shade(noise, x, y, rings: 3, contrast: contrast, salt: salt)
            let split = 0.5 + 0.2 * noise.hash(row, 8)
            let end = min(along, min(1 - along, abs(along - split))) * Float(rows)
            if min(local, 1 - local) < gap || end < gap { value *= 0.55 }
            return SIMD3(value, value * (0.985 - 0.02 * noise.hash(row, 40 + board)), value * 0.96)
        }
    }

    /// Squares of strips laid alternately.
    static func parquet(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let squares = 4
        let strips = random.integer(4...6)
        let variety = random.uniform(0.06, 0.18)
        return TextureCanvas(width: 256, height: 256) { x, y in
            let sx = x * Float(squares)
            let sy = y * Float(squares)
            let cell = (Int(sx), Int(sy))
            let turned = (cell.0 + cell.1) % 2 == 1
            let u = turned ? sy - Float(cell.1) : sx - Float(cell.0)
            let v = turned ? sx - Float(cell.0) : sy - Float(cell.1)
            let strip = Int(v * Float(strips))
            let local = v * Float(strips) - Float(strip)
            let name = (cell.0 * 4 + cell.1) * 8 + strip
            let tone = 1 - variety * noise.hash(name, 3)
            var value =
                0.9 * tone
                * shade(
                    noise, turned ? y : x, turned ? x : y, rings: 4, contrast: 0.1, salt: UInt32(name) &* 13)
            if min(local, 1 - local) < 0.04 || min(u, 1 - u) < 0.01 { value *= 0.65 }
            return SIMD3(repeating: value)
        }
    }

    /// Brightness of the grain, about 1.
    static func shade(
        _ noise: TileableNoise, _ x: Float, _ y: Float, rings: Int, contrast: Float, salt: UInt32
    ) -> Float {
        let bend = noise.fractal(x, y, cells: [2, 3], octaves: 3, salt: salt)
        let ring = (2 * Float.pi * (Float(rings) * (y + 0.35 * bend))).sine
        let fibre = noise.fractal(x, y, cells: [4, 64], octaves: 2, salt: salt &+ 5)
        let pore = noise.value(x * 12, y * 128, period: [12, 128], salt: salt &+ 9)
        return 1 - contrast * (0.45 + 0.35 * ring * ring * ring + 0.6 * (fibre - 0.5)) - (pore > 0.86 ? 0.08 : 0)
    }
}
