/// Makes town houses and blocks: façades with reveals, doors, shops, balconies and roofs.
///
/// A building stands on y = 0 with its façade in the plane z = 0, facing +Z, centred in X.
struct BuildingMaker {
    /// What a building is like.
    struct Design {
        var width: Float
        var depth: Float
        var storeys: Int
        /// Of the upper storeys; the ground floor may be higher.
        var storeyHeight: Float
        var groundHeight: Float
        var hasShop: Bool
        /// Pitched with its ridge along the street, else flat with a parapet.
        var hasPitchedRoof: Bool

        var eaves: Float { groundHeight + Float(storeys - 1) * storeyHeight }

        static func town(_ random: inout SeededGenerator, tallest: Int) -> Design {
            let hasShop = random.chance(0.5)
            let storey = random.uniform(2.8, 3.5)
            return Design(
                width: random.uniform(6, 20), depth: random.uniform(9, 14),
                storeys: random.integer(2...max(2, tallest)), storeyHeight: storey,
                groundHeight: hasShop ? random.uniform(3.4, 4.4) : storey, hasShop: hasShop,
                hasPitchedRoof: random.chance(0.6))
        }

        static func house(_ random: inout SeededGenerator) -> Design {
            let storey = random.uniform(2.6, 3)
            return Design(
                width: random.uniform(7, 13), depth: random.uniform(8, 11), storeys: random.integer(1...2),
                storeyHeight: storey, groundHeight: storey, hasShop: false, hasPitchedRoof: random.chance(0.9))
        }
    }

    /// The slots of a building's materials.
    enum Slot {
        static let wall = 0, plinth = 1, frame = 2, roof = 3, metal = 4, door = 5, sign = 6, awning = 7, base = 8
        /// Panes: dark, curtained, lit.
        static let panes = [9, 10, 11]
    }

    let materials: OutdoorMaterials
    /// How many panes of ten are lit from behind.
    let litShare: Float

    /// A building, the same mesh and materials for one state of `random`.
    func building(_ design: Design, _ random: inout SeededGenerator) -> Prop {
        var builder = MeshBuilder()
        facade(design, &builder, &random)
        shell(design, &builder)
        roof(design, &builder, &random)
        return Prop(builder.mesh(), palette(&random))
    }

    /// Fresh colours for another building of the same mesh.
    func palette(_ random: inout SeededGenerator) -> [Material] {
        let kit = materials.kit
        let wall = materials.facade(&random)
        return [
            wall, random.chance(0.5) ? wall : materials.facade(&random), materials.joinery(&random),
            materials.roof(&random), materials.paintedMetal(&random), materials.joinery(&random),
            kit.picture(.signBoard, roughness: 0.5, &random), kit.fabric(&random), materials.kerb(&random),
            materials.pane(&random), materials.curtainedPane(&random), materials.litPane(&random),
        ]
    }

    // MARK: Façade

    /// Windows of one façade, all alike.
    struct WindowStyle {
        var width: Float
        var height: Float
        var sill: Float
        var reveal: Float
        /// Panes across and down.
        var columns: Int
        var rows: Int
        var hasSurround: Bool
        var hasShutters: Bool
        var hasBalconies: Bool

        init(_ design: Design, _ random: inout SeededGenerator) {
            width = random.uniform(0.9, 1.7)
            height = min(random.uniform(1.2, 2), design.storeyHeight - 1)
            sill = min(random.uniform(0.75, 1), design.storeyHeight - height - 0.25)
            reveal = random.uniform(0.08, 0.28)
            columns = width > 1.1 ? 2 : random.integer(1...2)
            rows = random.pick([1, 1, 2, 3])
            hasSurround = random.chance(0.45)
            hasShutters = random.chance(0.15)
            hasBalconies = random.chance(0.3)
        }
    }

    func facade(_ design: Design, _ builder: inout MeshBuilder, _ random: inout SeededGenerator) {
        let style = WindowStyle(design, &random)
        let margin = random.uniform(0.6, 1.2)
        let bays = max(1, Int((design.width - 2 * margin) / (style.width + random.uniform(0.7, 1.8))))
        let pitch = (design.width - 2 * margin) / Float(bays)
        let entrance = random.integer(0...bays - 1)
        var openings: [WallOpening] = []
        let left = -design.width / 2
        for storey in 0..<design.storeys {
            let floor = storey == 0 ? 0 : design.groundHeight + Float(storey - 1) * design.storeyHeight
            if storey == 0, design.hasShop {
                shopFront(design, &builder, &openings, &random)
                continue
            }
            for bay in 0..<bays {
                let x = left + margin + (Float(bay) + 0.5) * pitch
                if storey == 0, bay == entrance {
                    door(at: x, &builder, &openings, left: left, &random)
                    continue
                }
                let low = SIMD2(x - style.width / 2, floor + style.sill)
                openings.append(
                    WallOpening(
                        x: low.x - left...low.x - left + style.width, y: low.y...low.y + style.height))
                window(style, at: low, &builder, &random)
                if storey > 0, style.hasBalconies, bay % 2 == 0 {
                    balcony(x: x, y: floor, width: min(pitch - 0.2, style.width + 1), &builder)
                }
            }
            if storey > 0, style.hasSurround {
                builder.painted(Slot.plinth) {
                    $0.box([design.width, 0.16, 0.1], at: [0, floor, 0.05])
                }
            }
        }
        builder.slot = UInt8(Slot.wall)
        builder.within(.translation([left, 0, 0])) {
            $0.wall(
                length: design.width, height: design.eaves, thickness: 0.3, openings: openings,
                revealSlot: Slot.wall, closed: false)
        }
        if !design.hasShop {
            builder.painted(Slot.base) { builder in
                for (from, to) in gaps(openings, design.width) {
                    builder.block([to - from, 0.5, 0.06], standingAt: [left + (from + to) / 2, 0, 0.03])
                }
            }
        }
        if random.chance(0.5) {
            builder.painted(Slot.metal) {
                $0.rod([left + 0.25, 0, 0.08], [left + 0.25, design.eaves, 0.08], radius: 0.045)
            }
        }
    }

    /// Stretches of the wall's foot without doors.
    func gaps(_ openings: [WallOpening], _ width: Float) -> [(Float, Float)] {
        var cuts = openings.filter { $0.y.lowerBound < 0.1 }.map(\.x).sorted { $0.lowerBound < $1.lowerBound }
        cuts.append(width...width)
        var start: Float = 0
        var result: [(Float, Float)] = []
        for cut in cuts {
            if cut.lowerBound - start > 0.1 { result.append((start, cut.lowerBound)) }
            start = cut.upperBound
        }
        return result
    }

    /// A pane slot: most are dark, some have curtains, and by night some are lit.
    func paneSlot(_ random: inout SeededGenerator) -> Int {
        let value = random.unit()
        if value < litShare { return Slot.panes[2] }
        return value > 0.75 ? Slot.panes[1] : Slot.panes[0]
    }

    // MARK: The rest

    func shell(_ design: Design, _ builder: inout MeshBuilder) {
        let (w, d, h) = (design.width / 2, design.depth, design.eaves)
        builder.painted(Slot.wall) { builder in
            builder.sheet([-w, 0, -d], u: [0, 0, d], v: [0, h, 0])
            builder.sheet([w, 0, 0], u: [0, 0, -d], v: [0, h, 0])
            builder.sheet([w, 0, -d], u: [-2 * w, 0, 0], v: [0, h, 0])
        }
    }

    func roof(_ design: Design, _ builder: inout MeshBuilder, _ random: inout SeededGenerator) {
        let (w, d, h) = (design.width / 2, design.depth, design.eaves)
        if design.hasPitchedRoof {
            let over: Float = random.uniform(0.2, 0.5)
            let rise = d / 2 * random.uniform(0.5, 0.95)
            let slope = rise / (d / 2)
            builder.painted(Slot.roof) { builder in
                let run = SIMD3<Float>(0, rise + over * slope, -d / 2 - over)
                builder.sheet([-w - 0.05, h - over * slope, over], u: [2 * w + 0.1, 0, 0], v: run)
                builder.sheet(
                    [w + 0.05, h - over * slope, -d - over], u: [-2 * w - 0.1, 0, 0],
                    v: [0, run.y, d / 2 + over])
            }
            builder.painted(Slot.wall) { builder in
                for side: Float in [-1, 1] {
                    let first = builder.vertex([side * w, h, 0], [side, 0, 0])
                    let second = builder.vertex([side * w, h, -d], [side, 0, 0], [d, 0])
                    let third = builder.vertex([side * w, h + rise, -d / 2], [side, 0, 0], [d / 2, rise])
                    if side > 0 {
                        builder.triangle(first, second, third)
                    } else {
                        builder.triangle(first, third, second)
                    }
                }
            }
            builder.painted(Slot.metal) {
                $0.rod(
                    [-w, h - over * slope, over + 0.05], [w, h - over * slope, over + 0.05], radius: 0.07, sides: 6)
            }
            for _ in 0..<random.integer(0...2) {
                let x = random.uniform(-w * 0.8, w * 0.8)
                builder.painted(Slot.plinth) {
                    $0.block([0.6, 1.6, 0.9], standingAt: [x, h + rise - 0.7, -d / 2 + random.uniform(-1, 1)])
                }
            }
        } else {
            builder.painted(Slot.base) { $0.sheet([-w, h, 0], u: [2 * w, 0, 0], v: [0, 0, -d]) }
            builder.painted(Slot.plinth) { builder in
                builder.box([2 * w + 0.3, 0.7, 0.35], at: [0, h + 0.3, -0.05])
                builder.box([2 * w + 0.4, 0.15, 0.5], at: [0, h + 0.68, 0])
                for side: Float in [-1, 1] { builder.box([0.3, 0.7, d], at: [side * w, h + 0.3, -d / 2]) }
            }
            for _ in 0..<random.integer(0...3) {
                builder.painted(Slot.metal) {
                    $0.block(
                        [random.uniform(0.8, 2), random.uniform(0.6, 2.2), random.uniform(0.8, 2)],
                        standingAt: [random.uniform(-w * 0.7, w * 0.7), h, -d * random.uniform(0.3, 0.7)])
                }
            }
        }
    }
}
