/// Chooses cameras in a world as people hold them.
struct CameraSampler {
    let world: World
    let renderer: Renderer

    /// A camera at one of the world's viewpoints.
    func camera(width: Int, height: Int, _ random: inout SeededGenerator) -> SceneCamera {
        precondition(!world.viewpoints.isEmpty, "A finished world has viewpoints.")
        let viewpoint = random.pick(world.viewpoints)
        let range = viewpoint.fieldOfView
        let fieldOfView = random.logUniform(max(range.lowerBound, 10), min(range.upperBound, 120))
        let offset = viewpoint.target - viewpoint.position
        let reach = length(offset)
        let jitter = SIMD3(random.normal(), random.normal(), random.normal()) * (0.03 * reach)
        return SceneCamera(
            position: viewpoint.position + jitter * 0.5, target: viewpoint.target + jitter, fieldOfView: fieldOfView,
            width: width, height: height, roll: (random.normal() * 1.5).inRadians)
    }
}
