/// A street in the making: its plan, its kits and what stands there so far.
struct StreetSite {
    let plan: StreetPlan
    let weather: Weather
    let materials: OutdoorMaterials
    let plants: PlantKit
    let furniture: StreetFurniture
    let cars: CarMaker
    let figures: FigureMaker
    var stage: Stage
    /// Who can be photographed.
    var sitters: [Sitter] = []

    init(
        plan: StreetPlan, weather: Weather, sky: Sky, assets: AssetLibrary?, _ random: inout SeededGenerator
    ) {
        self.plan = plan
        self.weather = weather
        materials = OutdoorMaterials(kit: MaterialKit(assets: assets))
        plants = PlantKit(assets: assets, &random)
        furniture = StreetFurniture(materials: materials)
        cars = CarMaker(materials: materials)
        figures = FigureMaker(kit: materials.kit)
        stage = Stage(.street, sky: sky)
    }

    /// The height of the ground: road, or pavement behind its kerb.
    func ground(x: Float) -> Float { abs(x) > plan.halfRoad ? plan.kerbHeight : 0 }

    /// A row of places along one side: x is constant, z goes from one end to the other.
    func row(every pitch: Float, _ random: inout SeededGenerator) -> [Float] {
        let start = -plan.reach + random.unit() * pitch
        return Array(stride(from: start, to: plan.reach, by: max(pitch, 0.5)))
    }

    // MARK: Ground

    mutating func layGround(_ random: inout SeededGenerator) {
        let road =
            plan.character == .square || plan.character == .alley
            ? materials.paving(&random) : materials.asphalt(&random)
        let far: Float = 700
        stage.build(
            .build { $0.sheet([-far, -0.02, far], u: [2 * far, 0, 0], v: [0, 0, -2 * far]) }, .identity,
            [plan.character == .suburb ? materials.lawn(&random) : materials.asphalt(&random)])
        let (half, long) = (plan.halfRoad, plan.reach + 40)
        stage.build(
            .build { $0.sheet([-half, 0, long], u: [2 * half, 0, 0], v: [0, 0, -2 * long]) }, .identity, [road])
        if plan.pavement > 0 { layPavements(long, &random) }
        if plan.character == .town || plan.character == .suburb { mark(&random) }
        if plan.character == .carPark { markBays(&random) }
        coverHoles(&random)
    }

    private mutating func layPavements(_ long: Float, _ random: inout SeededGenerator) {
        let paving = random.chance(0.7) ? materials.paving(&random) : materials.asphalt(&random)
        let kerb = materials.kerb(&random)
        let lawn = materials.lawn(&random)
        let (half, h) = (plan.halfRoad, plan.kerbHeight)
        let mesh = Mesh.build { builder in
            for side: Float in [-1, 1] {
                builder.painted(1) { $0.box([0.14, h, 2 * long], at: [side * (half + 0.07), h / 2, 0]) }
                let from = side > 0 ? half + 0.14 : -half - plan.pavement
                builder.painted(0) {
                    $0.sheet([from, h, long], u: [plan.pavement - 0.14, 0, 0], v: [0, 0, -2 * long])
                }
                guard plan.garden > 0 else { continue }
                let edge = side > 0 ? half + plan.pavement : -half - plan.pavement - plan.garden - 14
                builder.painted(2) { $0.sheet([edge, h, long], u: [plan.garden + 14, 0, 0], v: [0, 0, -2 * long]) }
            }
        }
        stage.build(mesh, .identity, [paving, kerb, lawn])
    }

    /// Centre lines, edge lines and zebra crossings, a little above the road.
    private mutating func mark(_ random: inout SeededGenerator) {
        let isLined = plan.halfRoad > 3 && random.chance(0.75)
        let hasParking = plan.halfRoad > 4.4
        let crossing = random.chance(0.5) ? random.uniform(-12, 12) : nil
        let long = plan.reach
        let mesh = Mesh.build { builder in
            if isLined {
                for z in stride(from: -long, to: long, by: 6) {
                    builder.sheet([-0.06, 0.004, z + 3], u: [0.12, 0, 0], v: [0, 0, -3])
                }
            }
            if hasParking {
                for side: Float in [-1, 1] {
                    let x = side * (plan.halfRoad - 2.1)
                    builder.sheet([x - 0.05, 0.004, long], u: [0.1, 0, 0], v: [0, 0, -2 * long])
                }
            }
            if let crossing {
                for x in stride(from: -plan.halfRoad + 0.3, to: plan.halfRoad - 0.5, by: 1) {
                    builder.sheet([x, 0.005, crossing + 1.5], u: [0.5, 0, 0], v: [0, 0, -3])
                }
                for side: Float in [-1, 1] {
                    let x = side > 0 ? 0.2 : -plan.halfRoad + 0.2
                    builder.sheet([x, 0.005, crossing + side * 3.2], u: [plan.halfRoad - 0.4, 0, 0], v: [0, 0, -0.4])
                }
            }
        }
        if !mesh.triangles.isEmpty { stage.build(mesh, .identity, [materials.marking(&random)]) }
    }

    private mutating func markBays(_ random: inout SeededGenerator) {
        let mesh = Mesh.build { builder in
            for x in bayRows {
                for z in stride(from: -plan.reach, through: plan.reach, by: 2.5) {
                    builder.sheet([x - 2.5, 0.004, z + 0.05], u: [5, 0, 0], v: [0, 0, -0.1])
                }
            }
        }
        stage.build(mesh, .identity, [materials.marking(&random)])
    }

    /// The middles of rows of parking bays.
    var bayRows: [Float] {
        Array(stride(from: -plan.halfRoad + 3, through: plan.halfRoad - 3, by: 11))
    }

    /// Manholes and patches, without which asphalt looks new.
    private mutating func coverHoles(_ random: inout SeededGenerator) {
        let iron = Material(
            baseColor: [0.09, 0.085, 0.08], roughness: 0.5, metallic: 0.6,
            texture: SurfaceTextures.any(.mosaic, &random),
            mapping: .box(metres: 0.5))
        let patch = materials.asphalt(&random)
        let mesh = Mesh.build { builder in
            for _ in 0..<8 {
                let at = SIMD3(
                    random.uniform(-1, 1) * plan.halfRoad * 0.8, 0.003, random.uniform(-1, 1) * min(plan.reach, 50))
                builder.painted(0) { $0.disc(radius: 0.32, at: at, sides: 24) }
            }
            guard plan.character != .square else { return }
            for _ in 0..<5 {
                let at = SIMD3(
                    random.uniform(-1, 0.6) * plan.halfRoad * 0.8, 0.002, random.uniform(-1, 1) * min(plan.reach, 50))
                builder.painted(1) {
                    $0.sheet(at, u: [random.uniform(0.5, 2), 0, 0], v: [0, 0, -random.uniform(1, 9)])
                }
            }
        }
        stage.build(mesh, .identity, [iron, patch])
    }
}
