/// Screens, keyboards, telephones, loudspeakers, cables.
struct Electronics {
    let kit: MaterialKit

    private func display(_ random: inout SeededGenerator) -> Material {
        guard random.chance(0.65) else { return kit.plain(SIMD3(repeating: 0.03), roughness: random.uniform(0.05, 0.3)) }
        return kit.picture(random.chance(0.8) ? .screen : .photograph, roughness: 0.2, &random)
    }

    func monitor(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.uniform(0.46, 0.72)
        let h = w * random.uniform(0.54, 0.62)
        let body = b.use(kit.darkPlastic(&random))
        let y = random.uniform(0.1, 0.16) + h / 2
        b.mesh.roundedBox([w, h, 0.03], radius: 0.008, at: [0, y, 0])
        b.mesh.roundedBox([w * 0.5, h * 0.5, 0.05], radius: 0.02, at: [0, y, -0.02])
        if random.chance(0.4) { b.use(kit.metal(&random)) } else { b.reuse(body) }
        b.mesh.roundedBox([0.05, y, 0.015], radius: 0.004, at: [0, y / 2, -0.05])
        b.mesh.roundedBox([w * 0.4, 0.012, 0.18], radius: 0.005, at: [0, 0.006, -0.02])
        b.use(display(&random))
        let m: Float = 0.01
        b.mesh.picture([-w / 2 + m, y - h / 2 + m * 1.6, 0.0153], u: [w - 2 * m, 0, 0], v: [0, h - 2.6 * m, 0])
        return b.piece()
    }

    func laptop(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.uniform(0.29, 0.37)
        let d = w * 0.68
        b.use(random.chance(0.6) ? kit.plain(SIMD3(repeating: random.uniform(0.5, 0.75)), roughness: 0.4) : kit.darkPlastic(&random))
        b.mesh.roundedBox([w, 0.014, d], radius: 0.005, at: [0, 0.008, 0])
        let hinge = Transform.translation([0, 0.014, -d / 2 + 0.004]) * .rotation(-random.uniform(0.1, 0.5), about: [1, 0, 0])
        b.mesh.within(hinge) { $0.roundedBox([w, d, 0.006], radius: 0.0025, at: [0, d / 2, 0]) }
        b.use(kit.picture(.keyboard, roughness: 0.5, &random))
        b.mesh.picture([-w * 0.43, 0.0155, 0.01], u: [w * 0.86, 0, 0], v: [0, 0, -d * 0.42])
        b.use(display(&random))
        b.mesh.within(hinge) { $0.picture([-w / 2 + 0.007, 0.012, 0.0034], u: [w - 0.014, 0, 0], v: [0, d - 0.02, 0]) }
        return b.piece()
    }

    func keyboard(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.pick([Float(0.28), 0.36, 0.44])
        let dark = random.chance(0.6)
        let body = b.use(kit.plain(SIMD3(repeating: dark ? 0.13 : 0.82), roughness: 0.5))
        b.mesh.roundedBox([w, 0.016, 0.13], radius: 0.005, at: [0, 0.008, 0])
        let keys = b.use(kit.plain(SIMD3(repeating: dark ? 0.2 : 0.93), roughness: 0.5))
        let columns = Int((w - 0.014) / 0.0205)
        for row in 0..<6 {
            var column = 0
            while column < columns {
                let span = row == 5 && column == 3 ? min(6, columns - column) : 1
                let x = -w / 2 + 0.007 + 0.0205 * (Float(column) + Float(span) / 2)
                b.mesh.box([0.0205 * Float(span) - 0.003, 0.007, 0.0168], at: [x, 0.019, -0.05 + 0.0198 * Float(row)])
                column += span
            }
        }
        _ = (body, keys)
        return b.piece()
    }

    func mouse(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.6) ? kit.darkPlastic(&random) : kit.plastic(&random))
        b.mesh.sphere(radius: 0.03, at: [0, 0.012, 0], scale: [1, 0.8, 1.8], sides: 20)
        var piece = b.piece()
        piece.size.y = 0.035
        return piece
    }

    func phone(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.plastic(&random))
        b.mesh.roundedBox([0.073, 0.008, 0.15], radius: 0.0038, segments: 2, at: [0, 0.004, 0])
        b.use(random.chance(0.7) ? kit.plain(SIMD3(repeating: 0.02), roughness: 0.05) : kit.picture(.screen, roughness: 0.1, &random))
        b.mesh.picture([-0.033, 0.0083, 0.071], u: [0.066, 0, 0], v: [0, 0, -0.142])
        return b.piece()
    }

    func speaker(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let h = random.uniform(0.15, 0.4)
        let w = h * random.uniform(0.55, 0.7)
        b.use(random.chance(0.5) ? kit.darkPlastic(&random) : kit.wood(&random))
        b.mesh.roundedBox([w, h, w * 1.1], radius: 0.005, at: [0, h / 2, 0])
        b.use(kit.plain(SIMD3(repeating: 0.08), roughness: 0.6))
        for (y, r) in [(Float(0.33), Float(0.36)), (0.76, 0.18)] {
            b.mesh.within(.translation([0, h * y, w * 0.55]) * .rotation(.pi / 2, about: [1, 0, 0])) {
                $0.lathe([[r * w, 0.001], [r * w * 0.95, 0.006], [r * w * 0.85, 0.002], [0, 0.004]], sides: 24)
            }
        }
        return b.piece()
    }

    /// A television on two feet.
    func television(width w: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let h = w * 0.575
        b.use(kit.plain(SIMD3(repeating: 0.07), roughness: 0.4))
        b.mesh.roundedBox([w, h, 0.03], radius: 0.006, at: [0, 0.06 + h / 2, 0])
        b.mesh.box([w * 0.6, h * 0.5, 0.03], at: [0, 0.06 + h * 0.35, -0.03])
        for x: Float in [-1, 1] {
            b.mesh.rod([x * w * 0.36, 0.065, 0], [x * w * 0.38, 0.004, 0.1], radius: 0.006)
            b.mesh.rod([x * w * 0.36, 0.065, 0], [x * w * 0.38, 0.004, -0.1], radius: 0.006)
        }
        b.use(
            random.chance(0.6) ? kit.plain(SIMD3(repeating: 0.02), roughness: random.uniform(0.05, 0.2))
                : kit.picture(.photograph, roughness: 0.15, &random))
        b.mesh.picture([-w / 2 + 0.01, 0.06 + 0.014, 0.0155], u: [w - 0.02, 0, 0], v: [0, h - 0.024, 0])
        return b.piece()
    }

    /// A cable that lies in loops on what it is set on.
    func cable(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.6) ? kit.darkPlastic(&random) : kit.plastic(&random))
        let r = random.uniform(0.0018, 0.0035)
        let size = random.uniform(0.06, 0.2)
        let loops = random.uniform(0.6, 2.5)
        let phase = random.uniform(0, 6)
        let path = (0...40).map { step -> SIMD3<Float> in
            let t = Float(step) / 40
            let a = 2 * Float.pi * loops * t + phase
            let reach = size * (0.6 + 0.4 * (3.1 * a).sine * 0.4 + 0.5 * t)
            return [a.cosine * reach, r + r * 1.6 * t, a.sine * reach * 0.7]
        }
        b.mesh.tube(path, radii: [r], sides: 6)
        return b.piece()
    }
}
