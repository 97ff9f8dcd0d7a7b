/// What the things of one home have in common, and how full it is.
struct InteriorStyle {
    let kit: MaterialKit
    /// 0, bare, to 1, crammed.
    let clutter: Float
    let lampPieces: LampPieces
    let smallThings: Clutter
    let trim: Material
    let frames: Material

    init(assets: AssetLibrary?, lampsLit: Bool, _ random: inout SeededGenerator) {
        kit = MaterialKit(assets: assets)
        clutter = power(random.unit(), 0.8)
        let warmth = random.unit()
        // 2700 to 5000 K, half taken back by the camera's white balance.
        let glow = mix(SIMD3<Float>(1.12, 0.83, 0.52), SIMD3(1, 0.97, 0.92), warmth) * random.logUniform(0.2, 0.5)
        lampPieces = LampPieces(kit: kit, glow: glow, isLit: lampsLit)
        smallThings = Clutter(kit: kit, lampPieces: lampPieces)
        trim = random.chance(0.7)
            ? kit.plain(SIMD3(1, 0.995, 0.98) * random.uniform(0.85, 0.94), roughness: 0.4) : kit.wood(&random)
        frames = random.chance(0.65)
            ? kit.plain(SIMD3(repeating: random.uniform(0.85, 0.95)), roughness: 0.3)
            : random.chance(0.5) ? kit.wood(&random) : kit.plain(SIMD3(repeating: 0.15), roughness: 0.35)
    }
}
