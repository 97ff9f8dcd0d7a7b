/// What lies behind a table: two or four walls near by, a floor, a window, some furniture out of focus.
struct RoomCorner {
    let style: InteriorStyle
    let hasLamps: Bool
    private let cell: RoomCell

    /// - Parameter back: How far the wall behind is from the origin.
    init(style: InteriorStyle, hasLamps: Bool, back: Float, _ random: inout SeededGenerator) {
        self.style = style
        self.hasLamps = hasLamps
        let floor = FloorRect(
            low: [-random.uniform(1.9, 3), -back], high: [random.uniform(1.9, 3), random.uniform(2.2, 3.6)])
        cell = RoomCell(floor: floor, height: random.uniform(2.4, 2.8))
    }

    /// Where a camera may be.
    var inside: FloorRect { cell.floor.expanded(-0.1) }

    func build(into scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        var cell = cell
        let kit = style.kit
        let shell = RoomShell(style: style, thickness: 0.3)
        // Light from the left, the right or behind the camera.
        let index = random.pick([1, 2, 3])
        let wall = cell.walls[index]
        let width = random.uniform(1, min(2.4, wall.length - 0.6))
        let middle = wall.length / 2
        let opening = WallOpening(x: middle - width / 2...middle + width / 2, y: random.uniform(0.5, 1)...random.uniform(2, 2.25))
        cell.walls[index].openings.append(opening)
        let cloth = random.chance(0.5) ? kit.linen(&random) : nil
        shell.window(opening, in: cell.walls[index], curtain: cloth, blind: false, hasCurtainRail: true, into: &scene, &random)
        shell.build(
            cell, wall: kit.wall(&random), accent: nil, floor: kit.floor(&random),
            ceiling: kit.plain(SIMD3(repeating: 0.93), roughness: 0.95), skirting: 0.08, into: &scene)
        var furnisher = Furnisher(style: style, cell: cell)
        // Room for the table and whoever looks at it.
        furnisher.cell.occupied.append(FloorRect(low: [-1.1, -0.9], high: [1.1, 1.6]))
        let storage = Storage(kit: kit)
        for _ in 0..<3 { _ = furnisher.againstWall(storage.bookcase(&random), front: 0.1, into: &scene, &random) }
        if random.chance(0.5) { _ = furnisher.againstWall(Seating(kit: kit).sofa(&random), front: 0.1, into: &scene, &random) }
        for _ in 0..<2 {
            let w = random.uniform(0.3, 0.8)
            _ = furnisher.hang(Decor(kit: kit).frame(width: w, height: w, &random), y: 1.55, into: &scene, &random)
        }
        CeilingLights(style: style).add(to: cell, kind: .living, isNeeded: hasLamps, into: &scene, &random)
        Outdoors(kit: kit).build(about: cell.floor, floorHeight: random.pick([0.3, 3, 6]), into: &scene, &random)
    }
}
