/// What people sit on; seats are 0.42 to 0.48 m high.
struct Seating {
    let kit: MaterialKit

    /// A dining or kitchen chair.
    func chair(_ random: inout SeededGenerator) -> Piece {
        switch random.integer(0...3) {
        case 0: shellChair(&random)
        case 1: upholsteredChair(&random)
        default: slatChair(&random)
        }
    }

    /// Wood, with a back of slats or rails.
    func slatChair(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.75) ? kit.wood(&random) : kit.cabinet(&random))
        let seat = random.uniform(0.44, 0.47)
        let w = random.uniform(0.4, 0.46)
        let d = random.uniform(0.38, 0.44)
        let top = random.uniform(0.82, 1.0)
        let leg = random.uniform(0.014, 0.02)
        let lean = random.uniform(0.04, 0.1)
        b.mesh.roundedBox([w, 0.025, d], radius: 0.01, at: [0, seat - 0.0125, 0])
        for x: Float in [-1, 1] {
            b.mesh.rod([x * (w / 2 - 0.01), 0, d / 2 - 0.01], [x * (w / 2 - 0.03), seat - 0.02, d / 2 - 0.03], radius: leg)
            b.mesh.tube(
                [[x * (w / 2 - 0.02), 0, -d / 2 - 0.02], [x * (w / 2 - 0.02), seat, -d / 2 + 0.015],
                 [x * (w / 2 - 0.015), top, -d / 2 - lean]], radii: [leg, leg, leg * 0.8])
            b.mesh.rod([x * (w / 2 - 0.02), 0.2, d / 2 - 0.02], [x * (w / 2 - 0.02), 0.2, -d / 2], radius: leg * 0.6)
        }
        b.mesh.rod([-w / 2 + 0.02, 0.25, d / 2 - 0.025], [w / 2 - 0.02, 0.25, d / 2 - 0.025], radius: leg * 0.6)
        func back(_ t: Float) -> Float { mix(-d / 2 + 0.015, -d / 2 - lean, t) }
        let rails = random.chance(0.5)
        if rails {
            let count = random.integer(2...4)
            for index in 0..<count {
                let t = mix(0.35, 0.95, Float(index) / Float(max(1, count - 1)))
                b.mesh.roundedBox(
                    [w - 0.03, random.uniform(0.03, 0.07), 0.014], radius: 0.005, at: [0, mix(seat, top, t), back(t)])
            }
        } else {
            b.mesh.roundedBox([w - 0.02, 0.06, 0.018], radius: 0.006, at: [0, top - 0.03, back(0.95)])
            let count = random.integer(3...8)
            for index in 0..<count {
                let x = mix(-w / 2 + 0.05, w / 2 - 0.05, Float(index) / Float(count - 1))
                b.mesh.rod([x, seat, back(0) + 0.01], [x, top - 0.05, back(0.95)], radius: 0.007, sides: 6)
            }
        }
        if random.chance(0.3) {
            b.use(kit.fabric(&random))
            b.mesh.roundedBox([w * 0.9, 0.04, d * 0.9], radius: 0.018, segments: 2, at: [0, seat + 0.02, 0.01])
        }
        return seated(b.piece(), seat: seat, width: w, depth: d)
    }

    /// A moulded shell on thin legs.
    func shellChair(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.75) ? kit.plastic(&random) : kit.fabric(&random))
        let seat: Float = random.uniform(0.43, 0.46)
        let w = random.uniform(0.44, 0.5)
        let top = random.uniform(0.78, 0.86)
        for thickness: Float in [0, 0.012] {
            func shell(_ s: Float, _ t: Float) -> SIMD3<Float> {
                // From the front edge back along the seat, then up the back.
                let x = (s - 0.5) * w * (1 - 0.15 * t)
                let dish = (s - 0.5) * (s - 0.5) * 4
                let back = max(0, t - 0.5) * 2
                let z = t < 0.5 ? mix(0.22, -0.16, t * 2) : mix(-0.16, -0.26, back)
                let y = t < 0.5 ? seat - 0.02 * (t * 2 * .pi).sine : mix(seat, top, back * back * (2 - back))
                return [x, y + 0.05 * dish * (1 - back) - thickness * (1 - back), z + 0.07 * dish * back - thickness * back]
            }
            // Seen from above, and its back from below.
            b.mesh.surface(columns: 10, rows: 16, metres: [w, 0.8]) { s, t in thickness == 0 ? shell(s, t) : shell(1 - s, t) }
        }
        b.use(random.chance(0.5) ? kit.metal(&random) : kit.wood(&random))
        let radius = random.uniform(0.008, 0.016)
        for x: Float in [-1, 1] {
            for z: Float in [-1, 1] {
                b.mesh.rod([x * 0.2, 0, z * 0.2 - 0.01], [x * 0.12, seat - 0.025, z * 0.12], radius: radius)
            }
            b.mesh.rod([x * 0.12, seat - 0.03, -0.12], [x * 0.12, seat - 0.03, 0.12], radius: radius * 0.8)
        }
        b.mesh.rod([-0.12, seat - 0.03, 0], [0.12, seat - 0.03, 0], radius: radius * 0.8)
        return seated(b.piece(), seat: seat, width: w, depth: 0.42)
    }

    /// Padded seat and back on four legs.
    func upholsteredChair(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.75) ? kit.fabric(&random) : kit.leather(&random))
        let seat = random.uniform(0.46, 0.49)
        let w = random.uniform(0.44, 0.52)
        let d = random.uniform(0.44, 0.5)
        let top = random.uniform(0.82, 1.02)
        b.mesh.roundedBox([w, 0.09, d], radius: 0.03, segments: 3, at: [0, seat - 0.045, 0])
        b.mesh.within(.translation([0, seat, -d / 2 + 0.03]) * .rotation(-0.12, about: [1, 0, 0])) {
            $0.roundedBox([w * 0.96, top - seat, 0.06], radius: 0.028, segments: 3, at: [0, (top - seat) / 2, 0])
        }
        b.use(random.chance(0.6) ? kit.wood(&random) : kit.metal(&random))
        legs(&b, w: w - 0.06, d: d - 0.06, height: seat - 0.06, radius: random.uniform(0.012, 0.02), splay: 0.03)
        return seated(b.piece(), seat: seat, width: w, depth: d)
    }

    /// On a star of castors.
    func officeChair(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let cloth = b.use(random.chance(0.7) ? kit.plain(SIMD3(repeating: random.uniform(0.1, 0.3)), roughness: 0.95) : kit.fabric(&random))
        let seat = random.uniform(0.44, 0.52)
        b.mesh.roundedBox([0.5, 0.08, 0.48], radius: 0.035, segments: 3, at: [0, seat - 0.04, 0.02])
        let tall = random.uniform(0.45, 0.68)
        b.mesh.within(.translation([0, seat + 0.1, -0.22]) * .rotation(-0.14, about: [1, 0, 0])) {
            $0.roundedBox([0.46, tall, 0.06], radius: 0.028, segments: 3, at: [0, tall / 2, 0])
        }
        let frame = b.use(random.chance(0.7) ? kit.darkPlastic(&random) : kit.chrome(&random))
        b.mesh.cylinder(radius: 0.03, height: seat - 0.17, at: [0, 0.1, 0], sides: 12)
        b.mesh.tube([[0, seat - 0.08, -0.05], [0, seat - 0.06, -0.24], [0, seat + 0.2, -0.28]], radii: [0.02])
        for arm in 0..<5 {
            let a = 2 * Float.pi * (Float(arm) / 5) + 0.3
            let tip = SIMD3(a.cosine * 0.3, 0.075, a.sine * 0.3)
            b.mesh.tube([[0, 0.12, 0], tip], radii: [0.024, 0.015])
            b.mesh.sphere(radius: 0.028, at: [tip.x, 0.028, tip.z], sides: 10)
        }
        if random.chance(0.7) {
            for x: Float in [-1, 1] {
                b.mesh.tube(
                    [[x * 0.2, seat - 0.06, 0], [x * 0.29, seat - 0.02, 0], [x * 0.29, seat + 0.19, 0.02]], radii: [0.014])
                b.mesh.roundedBox([0.07, 0.03, 0.25], radius: 0.012, at: [x * 0.29, seat + 0.2, 0.02])
            }
        }
        _ = (cloth, frame)
        return seated(b.piece(), seat: seat, width: 0.45, depth: 0.42)
    }

    /// A bar or milking stool.
    func stool(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let height = random.chance(0.5) ? random.uniform(0.42, 0.48) : random.uniform(0.62, 0.78)
        let radius = random.uniform(0.15, 0.19)
        b.use(random.chance(0.6) ? kit.wood(&random) : kit.leather(&random))
        b.mesh.cylinder(radius: radius, height: 0.035, at: [0, height - 0.035, 0])
        b.use(random.chance(0.5) ? kit.wood(&random) : kit.metal(&random))
        legs(&b, w: radius * 1.3, d: radius * 1.3, height: height - 0.03, radius: 0.014, splay: 0.05)
        b.mesh.torus(radius: radius * 0.95, tube: 0.008, at: [0, height * 0.35, 0], sides: 20, tubeSides: 6)
        return b.piece()
    }

    /// For two or three, with loose cushions.
    func sofa(_ random: inout SeededGenerator, seats: Int? = nil) -> Piece {
        var b = PieceBuilder()
        let count = seats ?? random.integer(2...3)
        let cloth = random.chance(0.8) ? kit.fabric(&random) : kit.leather(&random)
        b.use(cloth)
        let arm = random.uniform(0.1, 0.22)
        let each = count == 1 ? random.uniform(0.55, 0.65) : random.uniform(0.58, 0.75)
        let w = each * Float(count) + 2 * arm
        let d = random.uniform(0.82, 0.98)
        let seat = random.uniform(0.4, 0.46)
        let top = random.uniform(0.74, 0.9)
        let foot = random.uniform(0.05, 0.15)
        let soft = random.uniform(0.03, 0.07)
        b.mesh.roundedBox([w, seat - 0.14 - foot, d - 0.06], radius: 0.03, segments: 2, at: [0, (seat - 0.14 + foot) / 2, 0])
        b.mesh.roundedBox([w - 0.02, top - foot, 0.2], radius: soft, segments: 3, at: [0, (top + foot) / 2, -d / 2 + 0.1])
        let armTop = random.uniform(0.55, 0.66)
        for x: Float in [-1, 1] {
            b.mesh.roundedBox(
                [arm, armTop - foot, d - 0.02], radius: min(soft, arm * 0.45), segments: 3,
                at: [x * (w - arm) / 2, (armTop + foot) / 2, 0])
        }
        for index in 0..<count {
            let x = (Float(index) - Float(count - 1) / 2) * each
            b.mesh.roundedBox(
                [each - 0.012, 0.15, d - 0.22], radius: 0.05, segments: 3, at: [x, seat - 0.065, 0.1])
            b.mesh.within(.translation([x, seat, -d / 2 + 0.2]) * .rotation(-0.18, about: [1, 0, 0])) {
                $0.roundedBox(
                    [each - 0.02, top - seat + 0.02, 0.17], radius: 0.07, segments: 3, at: [0, (top - seat) / 2, 0.06])
            }
        }
        for _ in 0..<random.integer(0...count + 1) {
            b.use(kit.fabric(&random))
            let edge = random.uniform(0.36, 0.5)
            let x = random.uniform(-0.5, 0.5) * (w - 2 * arm - edge)
            let place =
                Transform.translation([x, seat + 0.02, -d / 2 + 0.43]) * .turn(random.uniform(-0.4, 0.4))
                * .rotation(1.2 + random.uniform(-0.1, 0.15), about: [1, 0, 0])
            b.mesh.within(place) { $0.pillow([edge, 0.14, edge * 0.95], at: [0, 0, -edge / 2], segments: 8) }
        }
        if random.chance(0.3) {
            b.use(kit.fabric(&random))
            throwOver(&b, x: random.uniform(-0.3, 0.3) * w, top: top, seat: seat, depth: d, &random)
        }
        b.use(random.chance(0.6) ? kit.wood(&random) : kit.metal(&random))
        for x: Float in [-1, 1] {
            for z: Float in [-1, 1] {
                b.mesh.cylinder(
                    radius: 0.018, top: 0.024, height: foot + 0.01, at: [x * (w / 2 - 0.08), 0, z * (d / 2 - 0.1)], sides: 10)
            }
        }
        var piece = b.piece()
        piece.size = [w, top, d]
        piece.supports = [
            Piece.Support(center: [0, seat + 0.01, 0.12], size: [w - 2 * arm - 0.1, 0.35], clearance: 1, use: .seat)
        ]
        return piece
    }

    /// A blanket over the back and down the seat.
    private func throwOver(
        _ b: inout PieceBuilder, x: Float, top: Float, seat: Float, depth: Float, _ random: inout SeededGenerator
    ) {
        let width = random.uniform(0.4, 0.7)
        let phase = random.uniform(0, 6)
        let path: [SIMD2<Float>] = [
            [-depth / 2 - 0.02, top - 0.3], [-depth / 2 - 0.02, top + 0.01], [-depth / 2 + 0.16, top + 0.03],
            [-depth / 2 + 0.42, seat + 0.05], [depth / 2 - 0.02, seat + 0.03], [depth / 2 + 0.01, seat - 0.15],
        ]
        b.mesh.surface(columns: 14, rows: 30, metres: [width, 1.5]) { s, t in
            let u = t * Float(path.count - 1)
            let index = min(path.count - 2, Int(u))
            let p = path[index] + (path[index + 1] - path[index]) * (u - Float(index))
            let fold = 0.008 * (s * 14 + phase + 2 * t).sine
            return [x + (0.5 - s) * width, p.y + fold + 0.008, p.x + fold]
        }
    }

    func legs(_ b: inout PieceBuilder, w: Float, d: Float, height: Float, radius: Float, splay: Float) {
        for x: Float in [-1, 1] {
            for z: Float in [-1, 1] {
                b.mesh.tube(
                    [[x * (w / 2 + splay), 0, z * (d / 2 + splay)], [x * w / 2, height, z * d / 2]],
                    radii: [radius * 0.7, radius], sides: 10)
            }
        }
    }

    private func seated(_ piece: Piece, seat: Float, width: Float, depth: Float) -> Piece {
        var piece = piece
        piece.supports = [
            Piece.Support(center: [0, seat + 0.005, 0.02], size: [width * 0.6, depth * 0.5], clearance: 0.3, use: .seat)
        ]
        return piece
    }
}
