/// Books, papers, packages and screens.
enum PrintPatterns {
    static func bookCover(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        var canvas =
            random.chance(0.5)
            ? PicturePatterns.poster(noise, &random)
            : TextureCanvas(width: 96, height: 144, color: Palette.print(&random))
        let ink = contrast(to: canvas[5, 5], &random)
        canvas.text(x: 0.12...0.9, y: 0.12...0.34, lineHeight: random.uniform(0.07, 0.11), ink, &random)
        canvas.text(x: 0.2...0.8, y: 0.86...0.93, lineHeight: 0.045, ink, &random)
        return canvas
    }

    /// Along the first coordinate from foot to head.
    static func bookSpine(_ random: inout SeededGenerator) -> TextureCanvas {
        let ground = Palette.print(&random)
        var canvas = TextureCanvas(width: 128, height: 24, color: ground)
        let ink = contrast(to: ground, &random)
        if random.chance(0.5) {
            let band = Palette.print(&random)
            canvas.fill(x: 0.02...0.08, y: 0...1, band)
            canvas.fill(x: 0.92...0.97, y: 0...1, band)
        }
        canvas.text(x: 0.15...random.uniform(0.5, 0.7), y: 0.25...0.8, lineHeight: 0.5, ink, &random)
        canvas.text(x: 0.74...0.9, y: 0.35...0.7, lineHeight: 0.3, ink, &random)
        return canvas
    }

    static func newspaper(_ random: inout SeededGenerator) -> TextureCanvas {
        var canvas = TextureCanvas(width: 192, height: 256, color: [0.86, 0.85, 0.8])
        let ink = SIMD3<Float>(repeating: 0.2)
        canvas.text(x: 0.05...0.95, y: 0.03...0.12, lineHeight: 0.08, ink, &random)
        for column in 0..<4 {
            let left = 0.05 + 0.23 * Float(column)
            canvas.text(x: left...left + 0.2, y: 0.16...0.96, lineHeight: 0.016, ink, &random)
        }
        for _ in 0..<2 {
            let left = 0.05 + 0.23 * Float(random.integer(0...2))
            let top = random.uniform(0.2, 0.7)
            canvas.fill(x: left...left + 0.43, y: top...top + 0.2, SIMD3(repeating: random.uniform(0.3, 0.6)))
        }
        return canvas
    }

    static func document(_ random: inout SeededGenerator) -> TextureCanvas {
        var canvas = TextureCanvas(width: 128, height: 180, color: SIMD3(repeating: random.uniform(0.9, 0.97)))
        let ink = SIMD3<Float>(0.15, 0.15, random.uniform(0.15, 0.4))
        canvas.text(x: 0.1...0.7, y: 0.07...0.11, lineHeight: 0.035, ink, &random)
        canvas.text(x: 0.1...0.9, y: 0.16...random.uniform(0.4, 0.92), lineHeight: 0.022, ink, &random)
        if random.chance(0.4) {
            let top = random.uniform(0.5, 0.7)
            canvas.fill(x: 0.2...0.8, y: top...top + 0.2, Palette.print(&random))
        }
        return canvas
    }

    /// A desktop with windows, a picture, or text on a dark ground.
    static func screen(_ random: inout SeededGenerator) -> TextureCanvas {
        var canvas = TextureCanvas(width: 192, height: 112, color: Palette.print(&random) * 0.6)
        if random.chance(0.3) {
            canvas = TextureCanvas(width: 192, height: 112, color: [0.11, 0.12, 0.14])
            for line in 0..<20 {
                let top = 0.04 + 0.046 * Float(line)
                let left = 0.05 + 0.03 * Float(random.integer(0...4))
                canvas.text(
                    x: left...left + random.uniform(0.1, 0.6), y: top...top + 0.04, lineHeight: 0.04,
                    random.pick([[0.6, 0.8, 0.6], [0.85, 0.7, 0.4], [0.8, 0.8, 0.8], [0.5, 0.7, 0.9]]), &random)
            }
            return canvas
        }
        for _ in 0..<random.integer(1...3) {
            let left = random.uniform(0.02, 0.4)
            let top = random.uniform(0.02, 0.3)
            let right = left + random.uniform(0.4, 0.55)
            let bottom = top + random.uniform(0.45, 0.6)
            let page = SIMD3<Float>(repeating: random.uniform(0.85, 1))
            canvas.fill(x: left...right, y: top...bottom, page)
            canvas.fill(x: left...right, y: top...top + 0.05, SIMD3(repeating: random.uniform(0.2, 0.7)))
            canvas.text(
                x: left + 0.03...right - 0.03, y: top + 0.1...bottom - 0.03, lineHeight: 0.035, page * 0.25, &random)
            if random.chance(0.6) {
                canvas.fill(
                    x: mix(left, right, 0.5)...right - 0.03, y: top + 0.12...mix(top, bottom, 0.6),
                    Palette.print(&random))
            }
        }
        canvas.fill(x: 0...1, y: 0.95...1, SIMD3(repeating: 0.15))
        return canvas
    }

    /// A side of a carton.
    static func boxPrint(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let ground = Palette.print(&random)
        var canvas = TextureCanvas(width: 96, height: 128, color: ground)
        let accent = Palette.print(&random)
        if random.chance(0.6) { canvas.fill(x: 0...1, y: 0...random.uniform(0.15, 0.4), accent) }
        canvas.ellipse(
            center: [random.uniform(0.3, 0.7), random.uniform(0.5, 0.7)],
            radius: [random.uniform(0.15, 0.35), random.uniform(0.1, 0.22)], Palette.print(&random))
        canvas.text(
            x: 0.08...0.92, y: 0.06...0.24, lineHeight: random.uniform(0.08, 0.16), contrast(to: accent, &random),
            &random)
        canvas.text(x: 0.08...0.9, y: 0.84...0.96, lineHeight: 0.035, contrast(to: ground, &random), &random)
        return canvas
    }

    /// What goes round a can or a jar.
    static func label(_ noise: TileableNoise, _ random: inout SeededGenerator) -> TextureCanvas {
        let ground = Palette.print(&random)
        var canvas = TextureCanvas(width: 192, height: 96, color: ground)
        let accent = Palette.print(&random)
        canvas.fill(x: 0...1, y: 0...0.12, accent)
        canvas.fill(x: 0...1, y: 0.86...1, accent)
        for left: Float in [0.02, 0.52] {
            canvas.ellipse(
                center: [left + 0.22, 0.66], radius: [random.uniform(0.08, 0.15), 0.16], Palette.print(&random))
            canvas.text(
                x: left + 0.04...left + 0.42, y: 0.2...0.46, lineHeight: 0.22, contrast(to: ground, &random), &random)
        }
        canvas.fill(x: 0.46...0.5, y: 0.2...0.8, SIMD3(repeating: 0.95))
        return canvas
    }

    static func signBoard(_ random: inout SeededGenerator) -> TextureCanvas {
        let ground = Palette.print(&random)
        var canvas = TextureCanvas(width: 128, height: 48, color: ground)
        canvas.text(x: 0.08...0.92, y: 0.25...0.8, lineHeight: 0.5, contrast(to: ground, &random), &random)
        return canvas
    }

    /// Keys in rows, for flat keyboards.
    static func keyboard(_ random: inout SeededGenerator) -> TextureCanvas {
        let dark = random.chance(0.6)
        let body = SIMD3<Float>(repeating: dark ? 0.12 : 0.75)
        var canvas = TextureCanvas(width: 192, height: 64, color: body)
        for row in 0..<5 {
            var left: Float = 0.015
            while left < 0.95 {
                let wide = row == 4 && left > 0.2 && left < 0.3 ? Float(0.3) : random.chance(0.1) ? 0.09 : 0.056
                let top = 0.04 + 0.19 * Float(row)
                canvas.fill(
                    x: left...min(0.985, left + wide - 0.01), y: top...top + 0.15,
                    SIMD3(repeating: dark ? 0.24 : 0.93))
                left += wide
            }
        }
        return canvas
    }

    static func contrast(to ground: SIMD3<Float>, _ random: inout SeededGenerator) -> SIMD3<Float> {
        ground.sum() > 1.4
            ? SIMD3(random.uniform(0, 0.3), random.uniform(0, 0.2), random.uniform(0, 0.3))
            : SIMD3(random.uniform(0.8, 1), random.uniform(0.8, 1), random.uniform(0.6, 1))
    }
}
