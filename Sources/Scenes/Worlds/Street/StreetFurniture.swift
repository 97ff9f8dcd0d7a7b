/// What stands on pavements: lamp posts, signs, lights, benches, bins, bollards, fences, shelters, parasols.
struct StreetFurniture {
    let materials: OutdoorMaterials

    private func prop(_ materials: [Material], _ body: (inout MeshBuilder) -> Void) -> Prop { Prop(.build(body), materials) }

    /// A lamp post whose arm reaches over the street, along +Z; `head` is where its light is.
    func lampPost(height: Float, isLit: Bool, _ random: inout SeededGenerator) -> (prop: Prop, head: SIMD3<Float>) {
        let reach = height > 5 ? random.uniform(0.8, 1.8) : 0
        var lamp = materials.kit.plain([0.85, 0.85, 0.82], roughness: 0.3)
        if isLit { lamp.emission = [3, 2.1, 1.2] }
        let isRound = reach == 0 && random.chance(0.6)
        let prop = prop([materials.paintedMetal(&random), lamp]) { builder in
            builder.tube([.zero, [0, height * 0.3, 0], [0, height, 0]], radii: [0.09, 0.06, 0.04], sides: 10)
            builder.cylinder(radius: 0.13, top: 0.1, height: 0.7, sides: 12)
            if reach > 0 {
                builder.tube(
                    [[0, height, 0], [0, height + 0.25, reach * 0.4], [0, height + 0.3, reach]], radii: [0.035], sides: 8)
                builder.roundedBox([0.22, 0.1, 0.6], radius: 0.045, segments: 2, at: [0, height + 0.28, reach])
                builder.painted(1) { $0.box([0.16, 0.02, 0.45], at: [0, height + 0.225, reach]) }
            } else if isRound {
                builder.painted(1) { $0.sphere(radius: 0.19, at: [0, height + 0.17, 0], sides: 16) }
            } else {
                builder.painted(1) { $0.cylinder(radius: 0.13, top: 0.2, height: 0.4, at: [0, height, 0], sides: 6) }
                builder.cone(radius: 0.27, height: 0.22, at: [0, height + 0.4, 0], sides: 6)
            }
        }
        let head: SIMD3<Float> = reach > 0 ? [0, height + 0.08, reach] : [0, height + 0.17, 0]
        return (prop, head)
    }

    func trafficLight(_ random: inout SeededGenerator) -> Prop {
        let lit = random.integer(0...2)
        let colors: [SIMD3<Float>] = [[0.9, 0.06, 0.03], [0.9, 0.5, 0.03], [0.05, 0.8, 0.35]]
        var lamps = colors.map { Material(baseColor: $0 * 0.12, roughness: 0.2) }
        lamps[lit].emission = colors[lit] * 1.5
        let height = random.uniform(2.4, 3.2)
        let black = materials.kit.plain([0.12, 0.13, 0.12], roughness: 0.5)
        return prop([materials.paintedMetal(&random), black] + lamps) { builder in
            builder.rod(.zero, [0, height + 0.9, 0], radius: 0.055)
            builder.painted(1) { $0.roundedBox([0.3, 0.92, 0.22], radius: 0.03, segments: 2, at: [0, height + 0.45, 0.16]) }
            for index in 0..<3 {
                let y = height + 0.73 - 0.28 * Float(index)
                builder.painted(2 + index) { $0.sphere(radius: 1, at: [0, y, 0.25], scale: [0.1, 0.1, 0.04], sides: 16) }
                builder.painted(1) { builder in
                    builder.within(.translation([0, y, 0.26]) * .rotation(.pi / 2, about: [1, 0, 0])) {
                        $0.cylinder(radius: 0.115, height: 0.14, sides: 14, capped: false)
                    }
                }
            }
        }
    }

    /// A road sign on a post, round, triangular or a board.
    func sign(_ random: inout SeededGenerator) -> Prop {
        let height = random.uniform(2, 2.6)
        let kind = random.integer(0...3)
        let face: Material =
            kind == 3
            ? materials.kit.picture(.signBoard, roughness: 0.4, &random)
            : materials.kit.plain(random.pick([[0.1, 0.25, 0.6], [0.95, 0.95, 0.95], [0.8, 0.08, 0.08], [0.95, 0.8, 0.1]]), roughness: 0.4)
        let rim = materials.kit.plain(random.pick([[0.8, 0.08, 0.08], [0.92, 0.92, 0.92]]), roughness: 0.4)
        return prop([materials.paintedMetal(&random), face, rim]) { builder in
            builder.rod(.zero, [0, height + 0.5, 0], radius: 0.032)
            builder.within(.translation([0, height + 0.1, 0.04]) * .rotation(.pi / 2, about: [1, 0, 0])) { builder in
                if kind == 0 {
                    builder.painted(2) { $0.cylinder(radius: 0.3, height: 0.008, sides: 28) }
                    builder.painted(1) { $0.disc(radius: 0.24, at: [0, 0.012, 0], sides: 28) }
                } else if kind == 1 {
                    builder.painted(2) { $0.cylinder(radius: 0.42, height: 0.008, sides: 3) }
                    builder.painted(1) { $0.disc(radius: 0.31, at: [0, 0.012, 0], sides: 3) }
                }
            }
            if kind == 2 { builder.painted(1) { $0.roundedBox([0.6, 0.6, 0.012], radius: 0.005, at: [0, height + 0.1, 0.045]) } }
            if kind == 3 { builder.painted(1) { $0.picture([-0.45, height, 0.045], u: [0.9, 0, 0], v: [0, 0.35, 0]) } }
        }
    }

    func bench(_ random: inout SeededGenerator) -> Prop {
        let length = random.uniform(1.4, 2)
        let hasBack = random.chance(0.7)
        return prop([materials.kit.wood(&random), materials.paintedMetal(&random)]) { builder in
            for slat in 0..<4 { builder.box([length, 0.03, 0.09], at: [0, 0.45, -0.16 + 0.11 * Float(slat)]) }
            if hasBack { for slat in 0..<3 { builder.box([length, 0.09, 0.03], at: [0, 0.58 + 0.13 * Float(slat), -0.26 - 0.03 * Float(slat)]) } }
            builder.painted(1) { builder in
                for x: Float in [-1, 1] {
                    let at = x * length * 0.4
                    builder.tube([[at, 0, 0.2], [at, 0.43, 0.2], [at, 0.43, -0.22], [at, 0, -0.25]], radii: [0.022], sides: 6)
                    if hasBack { builder.rod([at, 0.43, -0.22], [at, 0.9, -0.34], radius: 0.02, sides: 6) }
                }
            }
        }
    }

    func bin(_ random: inout SeededGenerator) -> Prop {
        if random.chance(0.5) {
            let color = random.pick([SIMD3<Float>(0.15, 0.3, 0.18), [0.2, 0.2, 0.22], [0.15, 0.22, 0.4], [0.5, 0.38, 0.1]])
            // A wheeled bin of 240 litres.
            return prop([materials.kit.plain(color, roughness: 0.5), materials.rubber()]) { builder in
                builder.roundedBox([0.56, 0.92, 0.66], radius: 0.05, segments: 2, at: [0, 0.54, 0])
                builder.roundedBox([0.6, 0.07, 0.74], radius: 0.03, segments: 2, at: [0, 1.03, 0.02])
                builder.painted(1) { builder in
                    for x: Float in [-0.25, 0.25] {
                        builder.within(.translation([x, 0.1, -0.3]) * .rotation(.pi / 2, about: [0, 0, 1])) {
                            $0.cylinder(radius: 0.1, height: 0.06, at: [0, -0.03, 0], sides: 14)
                        }
                    }
                }
            }
        }
        return prop([materials.paintedMetal(&random)]) { builder in
            builder.lathe([[0.2, 0], [0.23, 0.85], [0.25, 0.86], [0.25, 0.92], [0.17, 0.95], [0.17, 0.6]], sides: 20)
        }
    }

    func bollard(_ random: inout SeededGenerator) -> Prop {
        let height = random.uniform(0.75, 1.1)
        return prop([materials.paintedMetal(&random), materials.marking(&random)]) { builder in
            builder.cylinder(radius: 0.065, height: height, sides: 14)
            builder.sphere(radius: 0.07, at: [0, height, 0], sides: 14)
            builder.painted(1) { $0.cylinder(radius: 0.068, height: 0.08, at: [0, height * 0.8, 0], sides: 14, capped: false) }
        }
    }

    func hydrant(_ random: inout SeededGenerator) -> Prop {
        let color = random.pick([SIMD3<Float>(0.65, 0.08, 0.06), [0.8, 0.6, 0.1]])
        return prop([materials.kit.plain(color, roughness: 0.4)]) { builder in
            builder.lathe(
                [[0.15, 0], [0.15, 0.05], [0.1, 0.07], [0.1, 0.45], [0.13, 0.47], [0.13, 0.52], [0.09, 0.6], [0, 0.68]], sides: 16)
            for side: Float in [-1, 1] {
                builder.within(.translation([0, 0.38, 0]) * .rotation(side * .pi / 2, about: [0, 0, 1])) {
                    $0.cylinder(radius: 0.055, height: 0.17, sides: 12)
                }
            }
        }
    }

    /// Railings or a fence along X.
    func fence(length: Float, _ random: inout SeededGenerator) -> Prop {
        let height = random.uniform(0.8, 1.5)
        switch random.integer(0...2) {
        case 0:  // bars
            let metal = materials.paintedMetal(&random)
            let gap = random.uniform(0.09, 0.14)
            return prop([metal]) { builder in
                let count = Int(length / gap)
                for bar in 0...count {
                    let x = length * (Float(bar) / Float(count) - 0.5)
                    builder.box([0.016, height, 0.016], at: [x, height / 2 + 0.05, 0])
                }
                builder.box([length, 0.035, 0.03], at: [0, height * 0.93, 0])
                builder.box([length, 0.035, 0.03], at: [0, 0.15, 0])
                for post in 0...max(1, Int(length / 2)) {
                    let x = length * (Float(post) / Float(max(1, Int(length / 2))) - 0.5)
                    builder.block([0.06, height + 0.1, 0.06], standingAt: [x, 0, 0])
                }
            }
        case 1:  // pickets
            let paint = random.chance(0.5) ? materials.kit.plain([0.9, 0.9, 0.88]) : materials.kit.wood(&random)
            return prop([paint]) { builder in
                let count = Int(length / 0.15)
                for bar in 0...count {
                    let x = length * (Float(bar) / Float(count) - 0.5)
                    builder.within(.translation([x - 0.045, 0.04, 0])) {
                        $0.extrusion([[0, 0], [0.09, 0], [0.09, height - 0.06], [0.045, height], [0, height - 0.06]], depth: 0.02)
                    }
                }
                for y in [height * 0.25, height * 0.78] { builder.box([length, 0.08, 0.03], at: [0, y, -0.02]) }
                for post in 0...max(1, Int(length / 2)) {
                    let x = length * (Float(post) / Float(max(1, Int(length / 2))) - 0.5)
                    builder.block([0.09, height, 0.09], standingAt: [x, 0, -0.06])
                }
            }
        default:  // a low wall
            let wall = materials.facade(&random)
            return prop([wall, materials.kerb(&random)]) { builder in
                builder.block([length, height * 0.8, 0.25])
                builder.painted(1) { $0.box([length, 0.07, 0.32], at: [0, height * 0.8 + 0.03, 0]) }
            }
        }
    }

    /// A bus stop: three panes and a roof.
    func shelter(_ random: inout SeededGenerator) -> Prop {
        var glass = materials.kit.glass(&random)
        glass.transparency = 0.85
        return prop(
            [materials.paintedMetal(&random), glass, materials.kit.picture(.poster, &random), materials.kit.wood(&random)]
        ) { builder in
            let (w, h, d): (Float, Float, Float) = (3.6, 2.35, 1.4)
            for x: Float in [-w / 2, -w / 6, w / 6, w / 2] { builder.block([0.06, h, 0.06], standingAt: [x, 0, -d / 2]) }
            for x: Float in [-w / 2, w / 2] { builder.block([0.06, h, 0.06], standingAt: [x, 0, d / 2]) }
            builder.box([w + 0.3, 0.08, d + 0.5], at: [0, h + 0.04, 0.05])
            builder.painted(1) { builder in
                builder.box([w - 0.06, h - 0.4, 0.012], at: [0, h / 2, -d / 2])
                builder.box([0.012, h - 0.4, d * 0.8], at: [w / 2, h / 2, 0])
            }
            builder.painted(2) { $0.picture([-w / 2 + 0.04, 0.5, d * 0.45], u: [0, 0, -1.15], v: [0, 1.7, 0]) }
            builder.painted(2) { $0.picture([-w / 2 - 0.04, 0.5, -d * 0.37], u: [0, 0, 1.15], v: [0, 1.7, 0]) }
            builder.painted(3) { $0.box([w * 0.6, 0.05, 0.35], at: [0.3, 0.5, -d / 2 + 0.3]) }
            for x: Float in [-0.5, 1.1] { builder.block([0.05, 0.48, 0.3], standingAt: [x, 0, -d / 2 + 0.3]) }
        }
    }

    /// A café table with chairs, and now and then a parasol.
    func table(_ random: inout SeededGenerator) -> Prop {
        let hasParasol = random.chance(0.5)
        let chairs = random.integer(2...4)
        let turn = random.uniform(0, 2 * .pi)
        return prop([materials.kit.wood(&random), materials.paintedMetal(&random), materials.kit.fabric(&random)]) { builder in
            builder.cylinder(radius: 0.36, height: 0.03, at: [0, 0.72, 0], sides: 24)
            builder.painted(1) { builder in
                builder.cylinder(radius: 0.025, height: 0.72, sides: 10)
                builder.cylinder(radius: 0.22, top: 0.05, height: 0.04, sides: 16)
            }
            for chair in 0..<chairs {
                let angle = turn + 2 * .pi * Float(chair) / Float(chairs)
                builder.within(.turn(angle) * .translation([0, 0, 0.62]) * .turn(.pi)) { builder in
                    builder.box([0.4, 0.03, 0.4], at: [0, 0.45, 0])
                    builder.painted(1) { builder in
                        for x: Float in [-0.18, 0.18] {
                            builder.rod([x, 0, 0.17], [x, 0.44, 0.17], radius: 0.012, sides: 6)
                            builder.tube([[x, 0, -0.2], [x, 0.45, -0.18], [x, 0.86, -0.24]], radii: [0.012], sides: 6)
                        }
                    }
                    builder.box([0.38, 0.2, 0.02], at: [0, 0.75, -0.23])
                }
            }
            guard hasParasol else { return }
            builder.painted(1) { $0.cylinder(radius: 0.022, height: 2.5, sides: 8) }
            builder.painted(2) { $0.lathe([[1.35, 2.12], [0.7, 2.36], [0, 2.52]], sides: 8) }
        }
    }

    /// A planter with nothing in it yet.
    func planter(_ random: inout SeededGenerator) -> Prop {
        prop([random.chance(0.5) ? materials.kit.wood(&random) : materials.kerb(&random), materials.kit.soil(&random)]) { builder in
            for z: Float in [-0.33, 0.33] { builder.block([1.3, 0.5, 0.06], standingAt: [0, 0, z]) }
            for x: Float in [-0.62, 0.62] { builder.block([0.06, 0.5, 0.6], standingAt: [x, 0, 0]) }
            builder.painted(1) { $0.sheet([-0.6, 0.44, 0.3], u: [1.2, 0, 0], v: [0, 0, -0.6]) }
        }
    }

    /// A pole that carries wires, with a cross-arm along X.
    func utilityPole(height: Float, _ random: inout SeededGenerator) -> Prop {
        prop([materials.kit.wood(&random), materials.kit.ceramic(&random)]) { builder in
            builder.tube([.zero, [0, height, 0]], radii: [0.15, 0.1], sides: 10)
            builder.box([1.8, 0.1, 0.1], at: [0, height - 0.5, 0.1])
            builder.painted(1) { builder in
                for x: Float in [-0.8, -0.35, 0.35, 0.8] { builder.cylinder(radius: 0.035, height: 0.13, at: [x, height - 0.45, 0.1], sides: 8) }
            }
        }
    }
}
