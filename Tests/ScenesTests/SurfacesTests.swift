import Scenes
import Testing

/// Textures tile, look like what they are multiplied into, and are the same each time.
@Suite struct SurfacesTests {
    /// The step from the last column to the first must be as small as steps within the picture are.
    @Test func repeatingPatternsHaveNoSeam() {
        for pattern in SurfacePattern.allCases where !pattern.isPicture {
            for variant in 0..<2 {
                let level = SurfaceTextures.texture(pattern, variant: variant).levels[0]
                let (inside, across) = steps(level)
                #expect(
                    across.x < 2.2 * inside.x + 6, "\(pattern) \(variant) has a vertical seam: \(across.x), \(inside.x)"
                )
                #expect(
                    across.y < 2.2 * inside.y + 6,
                    "\(pattern) \(variant) has a horizontal seam: \(across.y), \(inside.y)")
            }
        }
    }

    /// Mean absolute steps from column to column and from row to row: the largest inside, and at the seams.
    private func steps(_ level: Texture.Level) -> (SIMD2<Float>, SIMD2<Float>) {
        func value(_ x: Int, _ y: Int) -> Float { Float(level.pixels[(y * level.width + x) * 4 + 1]) }
        func column(_ x: Int) -> Float {
            let next = (x + 1) % level.width
            return (0..<level.height).reduce(0) { $0 + abs(value(x, $1) - value(next, $1)) } / Float(level.height)
        }
        func row(_ y: Int) -> Float {
            let next = (y + 1) % level.height
            return (0..<level.width).reduce(0) { $0 + abs(value($1, y) - value($1, next)) } / Float(level.width)
        }
        let insideX = (0..<level.width - 1).map(column).max() ?? 0
        let insideY = (0..<level.height - 1).map(row).max() ?? 0
        return ([insideX, insideY], [column(level.width - 1), row(level.height - 1)])
    }

    @Test func everyPatternIsMadeAndKept() {
        for pattern in SurfacePattern.allCases {
            let first = SurfaceTextures.texture(pattern, variant: 1)
            #expect(first === SurfaceTextures.texture(pattern, variant: 1 + pattern.variants))
            let level = first.levels[0]
            #expect(level.width <= 512 && level.height <= 512)
            let bytes = Set(stride(from: 0, to: level.pixels.count, by: 4).map { level.pixels[$0] })
            #expect(bytes.count > 1, "\(pattern) is flat")
        }
    }

    @Test func variantsDiffer() {
        for pattern in [SurfacePattern.bookCover, .planks, .rug, .label, .painting] {
            let a = SurfaceTextures.texture(pattern, variant: 0).levels[0].pixels
            let b = SurfaceTextures.texture(pattern, variant: 1).levels[0].pixels
            #expect(a != b)
        }
    }

    @Test func linearColorsFollowTheStandard() {
        let c = Palette.linear([0.5, 0.04045, 1])
        // IEC 61966-2-1.
        #expect(abs(c.x - 0.214041) < 1e-5 && abs(c.y - 0.0031308) < 1e-6 && abs(c.z - 1) < 1e-6)
    }
}
