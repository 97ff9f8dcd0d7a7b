/// Bricks, tiles, stone, plaster and earth.
enum StonePatterns {
    static func brick(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let mortar = random.uniform(0.75, 1)
        return TextureCanvas(width: 256, height: 256) { x, y in
            let sy = y * 8
            let row = Int(sy)
            let shifted = x * 4 + (row % 2 == 1 ? 0.5 : 0)
            let column = Int(shifted) % 4
            let lx = shifted - shifted.rounded(.down)
            let ly = sy - Float(row)
            let rough = noise.fractal(x, y, cells: [16, 16], octaves: 3)
            if min(lx, 1 - lx) < 0.025 + 0.02 * rough || min(ly, 1 - ly) < 0.06 + 0.03 * rough {
                return SIMD3(0.92, 0.93, 0.95) * mortar * (0.85 + 0.2 * rough)
            }
            let tone = 0.62 + 0.3 * noise.hash(column, row) + 0.25 * (rough - 0.5)
            let hue = noise.hash(column, row, salt: 4) * 0.08
            return SIMD3(tone, tone * (0.82 - hue), tone * (0.74 - hue))
        }
    }

    static func tiles(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let count = random.pick([2, 3, 4])
        let grout = random.uniform(0.5, 0.95)
        let variety = random.uniform(0, 0.08)
        let stone = random.uniform(0, 0.12)
        return TextureCanvas(width: 256, height: 256) { x, y in
            let cell = (Int(x * Float(count)), Int(y * Float(count)))
            let lx = x * Float(count) - Float(cell.0)
            let ly = y * Float(count) - Float(cell.1)
            if min(min(lx, 1 - lx), min(ly, 1 - ly)) < 0.012 { return SIMD3(repeating: 0.8 * grout) }
            let cloud = noise.fractal(x, y, cells: [4, 4], octaves: 4, salt: UInt32(cell.0 * 7 + cell.1))
            return SIMD3(repeating: 0.93 - variety * noise.hash(cell.0, cell.1) - stone * cloud)
        }
    }

    static func checkerTiles(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let dark = random.uniform(0.15, 0.6)
        return TextureCanvas(width: 128, height: 128) { x, y in
            let cell = (Int(x * 2), Int(y * 2))
            let lx = x * 2 - Float(cell.0)
            let ly = y * 2 - Float(cell.1)
            if min(min(lx, 1 - lx), min(ly, 1 - ly)) < 0.012 { return SIMD3(repeating: 0.5) }
            let cloud = noise.fractal(x, y, cells: [6, 6], octaves: 3)
            return SIMD3(repeating: ((cell.0 + cell.1) % 2 == 0 ? 0.92 : dark) - 0.06 * cloud)
        }
    }

    static func mosaic(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let variety = random.uniform(0.1, 0.5)
        return TextureCanvas(width: 256, height: 256) { x, y in
            let cell = (Int(x * 16), Int(y * 16))
            let lx = x * 16 - Float(cell.0)
            let ly = y * 16 - Float(cell.1)
            if min(min(lx, 1 - lx), min(ly, 1 - ly)) < 0.07 { return SIMD3(repeating: 0.85) }
            let tone = 0.95 - variety * noise.hash(cell.0, cell.1)
            return SIMD3(tone, tone + 0.03 * (noise.hash(cell.0, cell.1, salt: 5) - 0.5), tone)
        }
    }

    static func marble(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let strength = random.uniform(0.2, 0.5)
        return TextureCanvas(width: 256, height: 256) { x, y in
            let bend = noise.fractal(x, y, cells: [2, 2], octaves: 5)
            let vein = abs(noise.fractal(x + 0.3 * bend, y + 0.2 * bend, cells: [3, 3], octaves: 4, salt: 50) - 0.5)
            let line = max(0, 1 - vein * 14)
            let cloud = noise.fractal(x, y, cells: [3, 3], octaves: 3, salt: 90)
            return SIMD3(0.95, 0.945, 0.935) * (1 - strength * line * line - 0.08 * cloud)
        }
    }

    static func terrazzo(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let variety = random.uniform(0.2, 0.6)
        return TextureCanvas(width: 256, height: 256) { x, y in
            var color = SIMD3<Float>(repeating: 0.9)
            for (layer, cells) in [18, 36].enumerated() {
                let (near, _, name) = noise.cellular(x, y, cells: cells, salt: UInt32(layer) &* 40)
                if near < 0.16 + 0.2 * name, name > 0.35 {
                    let tone = 1 - variety * noise.hash(Int(name * 9999), layer)
                    color = [tone, tone * (0.9 + 0.1 * name), tone * (0.8 + 0.2 * noise.hash(Int(name * 9999), 9))]
                }
            }
            return color
        }
    }

    static func granite(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 256, height: 256) { x, y in
            let (_, _, name) = noise.cellular(x, y, cells: 64)
            let cloud = noise.fractal(x, y, cells: [8, 8], octaves: 4)
            return SIMD3(repeating: 0.55 + 0.38 * name + 0.2 * (cloud - 0.5))
        }
    }

    static func concrete(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 256, height: 256) { x, y in
            let cloud = noise.fractal(x, y, cells: [3, 3], octaves: 6)
            let (hole, _, name) = noise.cellular(x, y, cells: 24)
            let pit: Float = hole < 0.08 * name ? 0.25 : 0
            return SIMD3(0.98, 0.975, 0.96) * (0.68 + 0.42 * cloud - pit)
        }
    }

    static func plaster(_ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 256, height: 256) { x, y in
            let cloud = noise.fractal(x, y, cells: [3, 3], octaves: 4)
            let grain = noise.fractal(x, y, cells: [64, 64], octaves: 2, salt: 60)
            return SIMD3(repeating: 0.93 + 0.05 * (cloud - 0.5) + 0.05 * (grain - 0.5))
        }
    }

    static func ground(_ pattern: SurfacePattern, _ noise: TileableNoise) -> TextureCanvas {
        TextureCanvas(width: 256, height: 256) { x, y in
            let cloud = noise.fractal(x, y, cells: [5, 5], octaves: 6)
            let grain = noise.fractal(x, y, cells: [50, 50], octaves: 3, salt: 30)
            let (near, _, name) = noise.cellular(x, y, cells: 30, salt: 9)
            switch pattern {
            case .grassGround:
                let tone = 0.45 + 0.6 * (grain - 0.5) + 0.4 * (cloud - 0.5)
                return SIMD3(tone * 0.85, tone, tone * 0.55)
            case .speckle:
                return SIMD3(repeating: 0.92 - (near < 0.1 + 0.15 * name ? 0.25 * name : 0) - 0.1 * cloud)
            default:
                return SIMD3(1, 0.93, 0.84) * (0.5 + 0.5 * (cloud - 0.3) + 0.5 * (grain - 0.5) + (near < 0.2 ? 0.1 : 0))
            }
        }
    }
}
