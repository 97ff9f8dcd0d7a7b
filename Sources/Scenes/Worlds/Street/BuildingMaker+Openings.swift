/// Windows, doors, shop fronts and balconies.
extension BuildingMaker {
    func window(
        _ style: WindowStyle, at low: SIMD2<Float>, _ builder: inout MeshBuilder, _ random: inout SeededGenerator
    ) {
        let (w, h, z) = (style.width, style.height, -style.reveal)
        builder.painted(paneSlot(&random)) {
            $0.sheet([low.x, low.y, z], u: [w, 0, 0], v: [0, h, 0])
        }
        let bar: Float = 0.06
        builder.painted(Slot.frame) { builder in
            for column in 0...style.columns {
                let x = low.x + w * Float(column) / Float(style.columns)
                let thick = column == 0 || column == style.columns ? bar * 1.3 : bar
                builder.box(
                    [thick, h, 0.05],
                    at: [min(max(x, low.x + thick / 2), low.x + w - thick / 2), low.y + h / 2, z + 0.03])
            }
            for row in 0...style.rows {
                let y = low.y + h * Float(row) / Float(style.rows)
                let thick = row == 0 || row == style.rows ? bar * 1.3 : bar * 0.7
                builder.box(
                    [w, thick, 0.045],
                    at: [low.x + w / 2, min(max(y, low.y + thick / 2), low.y + h - thick / 2), z + 0.03])
            }
        }
        builder.painted(Slot.base) {
            $0.box([w + 0.16, 0.05, style.reveal + 0.1], at: [low.x + w / 2, low.y - 0.02, -style.reveal / 2 + 0.05])
        }
        if style.hasSurround {
            builder.painted(Slot.plinth) { builder in
                for x in [low.x - 0.07, low.x + w + 0.07] {
                    builder.box([0.14, h + 0.1, 0.05], at: [x, low.y + h / 2, 0.025])
                }
                builder.box([w + 0.36, 0.2, 0.08], at: [low.x + w / 2, low.y + h + 0.1, 0.04])
            }
        }
        if style.hasShutters {
            builder.painted(Slot.door) { builder in
                for x in [low.x - w * 0.25 - 0.03, low.x + w * 1.25 + 0.03] {
                    builder.box([w / 2, h, 0.04], at: [x, low.y + h / 2, 0.03])
                    for slat in 1..<8 {
                        builder.box([w / 2 - 0.1, 0.03, 0.03], at: [x, low.y + h * Float(slat) / 8, 0.055])
                    }
                }
            }
        }
    }

    func door(
        at x: Float, _ builder: inout MeshBuilder, _ openings: inout [WallOpening], left: Float,
        _ random: inout SeededGenerator
    ) {
        let width = random.uniform(0.95, 1.4)
        let height = random.uniform(2.05, 2.5)
        openings.append(WallOpening(x: x - left - width / 2...x - left + width / 2, y: 0...height))
        builder.painted(Slot.door) { builder in
            builder.block([width, min(height, 2.1), 0.05], standingAt: [x, 0.02, -0.2])
            for side: Float in [-1, 1] {
                builder.box([width * 0.34, 0.7, 0.03], at: [x + side * width * 0.22, 0.55, -0.17])
            }
        }
        if height > 2.15 {
            builder.painted(Slot.panes[0]) {
                $0.sheet([x - width / 2, 2.1, -0.2], u: [width, 0, 0], v: [0, height - 2.1, 0])
            }
        }
        builder.painted(Slot.metal) { builder in
            builder.sphere(radius: 0.035, at: [x + width * 0.36, 1.05, -0.14], sides: 10)
        }
        builder.painted(Slot.base) { $0.block([width + 0.3, 0.15, 0.35], standingAt: [x, 0, 0.12]) }
    }

    func shopFront(
        _ design: Design, _ builder: inout MeshBuilder, _ openings: inout [WallOpening],
        _ random: inout SeededGenerator
    ) {
        let left = -design.width / 2
        let from = left + 0.5
        let to = design.width / 2 - 0.5
        let head = min(2.9, design.groundHeight - 0.7)
        openings.append(WallOpening(x: 0.5...design.width - 0.5, y: 0...head))
        let count = max(2, Int((to - from) / random.uniform(1.4, 2.6)))
        let pitch = (to - from) / Float(count)
        let entrance = random.integer(0...count - 1)
        for index in 0..<count {
            let x = from + Float(index) * pitch
            let sill: Float = index == entrance ? 0.02 : 0.45
            builder.painted(litShare > 0 ? Slot.panes[2] : Slot.panes[0]) {
                $0.sheet([x, sill, -0.22], u: [pitch, 0, 0], v: [0, head - sill, 0])
            }
            builder.painted(Slot.frame) { builder in
                builder.box([0.08, head, 0.08], at: [x + 0.04, head / 2, -0.18])
                if index != entrance { builder.box([pitch, sill, 0.06], at: [x + pitch / 2, sill / 2, -0.2]) }
                if index == entrance {
                    builder.box([pitch, 0.08, 0.06], at: [x + pitch / 2, 2.1, -0.18])
                    builder.box([0.03, 0.5, 0.04], at: [x + pitch * 0.8, 1.1, -0.14])
                }
            }
        }
        builder.painted(Slot.frame) { $0.box([0.08, head, 0.08], at: [to - 0.04, head / 2, -0.18]) }
        let height = min(0.65, design.groundHeight - head - 0.1)
        builder.painted(Slot.frame) {
            $0.box([to - from + 0.2, height, 0.12], at: [(from + to) / 2, head + height / 2 + 0.05, 0.06])
        }
        builder.painted(Slot.sign) {
            let width = min(to - from, height * 7)
            $0.picture([-width / 2, head + 0.09, 0.125], u: [width, 0, 0], v: [0, height * 0.85, 0])
        }
        if random.chance(0.35) {
            let reach = random.uniform(0.8, 1.5)
            builder.painted(Slot.awning) { builder in
                builder.sheet([from, head - 0.35, reach], u: [to - from, 0, 0], v: [0, 0.45, -reach])
                builder.sheet([from, head - 0.55, reach], u: [to - from, 0, 0], v: [0, 0.2, 0])
            }
        }
        if random.chance(0.4) {
            // A sign that hangs out over the pavement.
            let x = random.chance(0.5) ? from + 0.1 : to - 0.1
            builder.painted(Slot.metal) { $0.rod([x, head + 0.8, 0], [x, head + 0.8, 0.95], radius: 0.02) }
            builder.painted(Slot.sign) { builder in
                builder.picture([x + 0.03, head + 0.15, 0.9], u: [0, 0, -0.6], v: [0, 0.6, 0])
                builder.picture([x - 0.03, head + 0.15, 0.3], u: [0, 0, 0.6], v: [0, 0.6, 0])
            }
        }
    }

    func balcony(x: Float, y: Float, width: Float, _ builder: inout MeshBuilder) {
        let depth: Float = 1.1
        builder.painted(Slot.base) { $0.box([width, 0.14, depth], at: [x, y, depth / 2]) }
        builder.painted(Slot.metal) { builder in
            let bars = Int(width / 0.12)
            for bar in 0...bars {
                let at = x - width / 2 + width * Float(bar) / Float(bars)
                builder.box([0.016, 0.95, 0.016], at: [at, y + 0.55, depth - 0.03])
            }
            for side: Float in [-1, 1] {
                for bar in 0..<8 {
                    builder.box(
                        [0.016, 0.95, 0.016], at: [x + side * width / 2, y + 0.55, Float(bar) * depth / 8 + 0.06])
                }
                builder.box([0.04, 0.04, depth], at: [x + side * width / 2, y + 1.04, depth / 2])
            }
            builder.box([width + 0.04, 0.04, 0.05], at: [x, y + 1.04, depth - 0.03])
        }
    }
}
