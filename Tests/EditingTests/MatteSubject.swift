import Foundation
import Scenes

/// What is cut out, hung in the air before a place: three kinds that mattes find easy and hard.
enum MatteSubject: String, CaseIterable {
    /// A ball, a box and a bar of one print, with outlines that are sharp and lie between pixels.
    case solid
    /// A ball with hairs thinner than a pixel.
    case fur
    /// Wires, a net and a twig with leaves, one to four pixels wide.
    case thin

    /// Adds the subject to a world.
    ///
    /// - Parameters:
    ///   - frame: Its middle, and the camera's axes: right, up, backward.
    ///   - size: About half of its extent, in metres.
    ///   - pixel: The width of a pixel there, in metres.
    func add(to world: inout World, in frame: Transform, size: Float, pixel: Float, seed: UInt64) {
        var random = SeededGenerator(seed: seed, index: 17)
        let color = Palette.linear(Palette.cloth(&random))
        var material = Material(baseColor: color, roughness: 0.9)
        material.refractiveIndex = 1.3
        switch self {
        case .solid: Self.solid(&world, frame, size, material, &random)
        case .fur: Self.fur(&world, frame, size, pixel, material, &random)
        case .thin: Self.thin(&world, frame, size, pixel, material, &random)
        }
    }

    private static func add(
        _ mesh: Mesh, _ frame: Transform, _ material: Material, turn: Float = 0, to world: inout World
    ) {
        let place = frame * .rotation(turn, about: normalize([0.3, 1, 0.2]))
        world.instances.append(Instance(mesh, place, materials: [material], object: 4000, isForeground: true))
    }

    private static func solid(
        _ world: inout World, _ frame: Transform, _ size: Float, _ plain: Material,
        _ random: inout SeededGenerator
    ) {
        var material = plain
        material.baseColor = .one
        material.texture = print(plain.baseColor, &random)
        material.mapping = .box(metres: size * random.uniform(0.5, 2))
        let mesh = Mesh.build { builder in
            builder.sphere(radius: 0.6 * size, at: [-0.4 * size, 0.2 * size, 0], sides: 48)
            builder.box(SIMD3(0.9, 0.7, 0.5) * size, at: SIMD3(0.5, -0.1, 0.1) * size)
            builder.rod(SIMD3(-0.9, -0.8, 0) * size, SIMD3(0.9, 0.9, 0) * size, radius: 0.08 * size, sides: 24)
        }
        add(mesh, frame, material, turn: random.uniform(0, 6), to: &world)
    }

    /// Blotches of two colours around one.
    private static func print(_ color: SIMD3<Float>, _ random: inout SeededGenerator) -> Texture {
        let waves = (0..<6).map { _ in
            SIMD3(Float(random.integer(-3...3)), Float(random.integer(-3...3)), random.uniform(0, 6))
        }
        let contrast = random.uniform(0, 0.6)
        var pixels: [UInt8] = []
        for y in 0..<64 {
            for x in 0..<64 {
                let phase = SIMD2(Float(x), Float(y)) * (2 * .pi / 64)
                let sum = waves.reduce(Float(0)) { $0 + sin($1.x * phase.x + $1.y * phase.y + $1.z) }
                let light = color * (sum > 0 ? 1 : 1 - contrast)
                pixels += (0..<3).map { UInt8(255 * pow(min(max(light[$0], 0), 1), 1 / 2.2)) } + [255]
            }
        }
        return Texture(width: 64, height: 64, pixels: pixels)
    }

    private static func fur(
        _ world: inout World, _ frame: Transform, _ size: Float, _ pixel: Float, _ material: Material,
        _ random: inout SeededGenerator
    ) {
        let radius = 0.75 * size
        add(Mesh.build { $0.sphere(radius: radius, sides: 48) }, frame, material, to: &world)
        var fur = StrandSet(material: material, object: 4000, isForeground: true)
        for _ in 0..<2500 {
            let direction = normalize(SIMD3(random.normal(), random.normal(), random.normal()))
            let bend = SIMD3(random.normal(), random.normal(), random.normal()) * 0.15 * radius
            for step in 0..<4 {
                let share = Float(step) / 3
                let place = frame.point(direction * radius * (0.95 + 0.4 * share) + bend * share * share)
                // Hairs of a pixel at the root and a quarter at the tip.
                fur.points.append(SIMD4(place, pixel * 0.5 * (1 - 0.75 * share)))
            }
            fur.counts.append(4)
        }
        world.strands.append(fur)
    }

    private static func thin(
        _ world: inout World, _ frame: Transform, _ size: Float, _ pixel: Float, _ material: Material,
        _ random: inout SeededGenerator
    ) {
        var strands = StrandSet(material: material, object: 4000, isForeground: true)
        func line(_ from: SIMD3<Float>, _ to: SIMD3<Float>, _ width: Float) {
            for step in 0...8 {
                let share = Float(step) / 8
                let sag = SIMD3<Float>(0, -0.2 * share * (1 - share), 0) * size
                strands.points.append(SIMD4(frame.point(from + (to - from) * share + sag), 0.5 * width))
            }
            strands.counts.append(9)
        }
        for _ in 0..<10 {
            let (a, b) = (random.uniform(-1, 1), random.uniform(-1, 1))
            line(SIMD3(-1, a, 0) * size, SIMD3(1, b, 0.2 * b) * size, pixel * random.uniform(1, 4))
        }
        for step in 0..<8 {
            let share = Float(step) / 7 - 0.5
            line(SIMD3(share, -1, 0.1) * size, SIMD3(share, 0, 0.1) * size, 1.5 * pixel)
            line(SIMD3(-0.5, share - 0.5, 0.1) * size, SIMD3(0.5, share - 0.5, 0.1) * size, 1.5 * pixel)
        }
        world.strands.append(strands)
        var leaves = MeshBuilder()
        for _ in 0..<40 {
            let root = SIMD3(random.uniform(-0.8, 0.8), random.uniform(0.1, 0.9), random.uniform(-0.1, 0.1)) * size
            let along = normalize(SIMD3(random.normal(), random.normal(), 0.3 * random.normal()))
            let side = normalize(cross(along, [0, 0, 1])) * pixel * random.uniform(1, 2)
            let tip = along * pixel * random.uniform(6, 16)
            let corners = [root, root + 0.4 * tip + side, root + tip, root + 0.4 * tip - side]
            let first = corners.map { leaves.vertex($0, [0, 0, 1]) }
            leaves.quad(first[0], first[1], first[2], first[3])
        }
        var green = material
        green.baseColor = Palette.linear(Palette.hsv(random.uniform(0.1, 0.4), 0.5, random.uniform(0.2, 0.8)))
        add(leaves.mesh(), frame, green, to: &world)
    }
}
