import Geometry
import Images
import Scenes

/// A model among the surfaces around it, as worlds that can be rendered: with it, without it, and it alone.
struct StagedModel {
    let with: World
    let without: World
    let alone: World

    static let object: UInt32 = 1
    private static let receiverPoints = 60_000
    /// Of the model's size: what is farther takes no part.
    static let reach = 3.0

    init(_ placement: ModelPlacement, in scene: PhotoScene, _ toWorld: RigidTransform, _ sun: Sunlight?) throws {
        let surface = try DepthSurface(
            depth: scene.depth, intrinsics: scene.intrinsics, photo: scene.photo,
            options: .init(maximumDepth: scene.maximumDepth, maximumPoints: Self.receiverPoints))
        let size = length(placement.size)
        let middle = placement.corners.reduce(.zero, +) / 8
        let normal = toWorld.rotate(placement.plane.normal)
        let color = Self.color(of: placement.plane, around: placement.foot, surface, scene, within: size)
        let light = LightEstimate(
            surface, toWorld, at: toWorld(placement.foot) + 0.05 * size * normal, normal: normal, color: color)
        let albedo = pointwiseMin(
            .pi * color / pointwiseMax(light.irradiance, SIMD3(repeating: 1e-6)), .init(repeating: 0.9))

        var world = World(kind: .collection, sky: Self.sky(light, sun, toWorld, normal))
        let above = SIMD3<Float>(toWorld(middle + 2 * size * placement.plane.normal))
        world.viewpoints = [Viewpoint(position: above, target: SIMD3<Float>(toWorld(placement.foot)))]
        alone = Self.adding(placement, toWorld, to: world)
        world.instances.append(
            Instance(
                Self.ground(placement, surface, scene, toWorld, within: Self.reach * size),
                materials: [Self.matte(albedo)]))
        if let others = Self.surroundings(placement, surface, scene, toWorld, within: Self.reach * size) {
            let mean = pointwiseMax(albedo, SIMD3(repeating: 0.25))
            world.instances.append(Instance(others, materials: [Self.matte(mean)]))
        }
        without = world
        with = Self.adding(placement, toWorld, to: world)
    }

    /// The light on the surface stays what it is; a share of it comes from the sun.
    private static func sky(
        _ light: LightEstimate, _ sun: Sunlight?, _ toWorld: RigidTransform, _ normal: SIMD3<Double>
    ) -> Sky {
        var sky = Sky(panorama: light.panorama)
        guard let sun else { return sky }
        let direction = toWorld.rotate(sun.direction)
        sky.intensity = Float(1 - sun.share)
        // A grazing sun would be blinding on what faces it.
        sky.sun = Sky.Sun(
            direction: SIMD3<Float>(direction),
            irradiance: SIMD3<Float>(light.irradiance * sun.share / max(dot(direction, normal), 0.15)))
        return sky
    }

    private static func adding(_ placement: ModelPlacement, _ toWorld: RigidTransform, to world: World) -> World {
        var world = world
        world.instances.append(
            Instance(
                placement.model.mesh, placement.transform(toWorld), materials: placement.model.materials,
                object: object, isForeground: true))
        return world
    }

    private static func matte(_ albedo: SIMD3<Double>) -> Material {
        var material = Material(baseColor: SIMD3<Float>(albedo), roughness: 1)
        material.refractiveIndex = 1
        return material
    }

    // MARK: What it stands on

    /// The plane's mean colour around the model, linear.
    private static func color(
        of plane: ScenePlane, around foot: SIMD3<Double>, _ surface: DepthSurface, _ scene: PhotoScene,
        within radius: Double
    ) -> SIMD3<Double> {
        var sum = SIMD4<Double>.zero
        for index in surface.indices {
            let position = surface.position(index)
            let apart = length(position - foot)
            guard apart < 2 * radius, abs(plane.height(of: position)) < 0.05 * radius + 3 * plane.residual else {
                continue
            }
            // What is near counts more.
            let weight = 1 / (1 + apart * apart / (radius * radius))
            sum += weight * SIMD4(SIMD3<Double>(surface.color(index).light), 1)
        }
        guard sum.w > 0 else { return SIMD3(repeating: 0.2) }
        return SIMD3(sum.x, sum.y, sum.z) / sum.w
    }

    /// The plane as far as the photo shows it around the model, and always under it.
    private static func ground(
        _ placement: ModelPlacement, _ surface: DepthSurface, _ scene: PhotoScene, _ toWorld: RigidTransform,
        within radius: Double
    ) -> Mesh {
        let plane = placement.plane
        let foot = plane.foot(of: placement.foot)
        let u = placement.pose.xAxis
        let v = cross(plane.normal, u)
        let half = max(placement.size.x, placement.size.y, placement.size.z) * 0.6
        var (low, high) = (SIMD2(repeating: -half), SIMD2(repeating: half))
        for index in surface.indices {
            let position = surface.position(index)
            let offset = position - foot
            guard abs(plane.height(of: position)) < 2 * plane.residual + 0.004 * length(position),
                length(offset) < radius
            else { continue }
            let place = SIMD2(dot(offset, u), dot(offset, v))
            low = pointwiseMin(low, place)
            high = pointwiseMax(high, place)
        }
        let corners = [(low.x, low.y), (high.x, low.y), (high.x, high.y), (low.x, high.y)].map {
            SIMD3<Float>(toWorld(foot + $0.0 * u + $0.1 * v))
        }
        return Mesh(positions: corners, triangles: [[0, 1, 2], [0, 2, 3]])
    }

    /// What else is near, as far as it does not stand before the model: that is for the picture to hide.
    private static func surroundings(
        _ placement: ModelPlacement, _ surface: DepthSurface, _ scene: PhotoScene, _ toWorld: RigidTransform,
        within radius: Double
    ) -> Mesh? {
        guard let mesh = try? SurfaceMesh(surface) else { return nil }
        let nearest = placement.corners.map(\.z).min() ?? 0
        var isKept = [Bool](repeating: false, count: mesh.vertices.count)
        let positions = mesh.vertices.map { surface.position(Int($0)) }
        for (index, position) in positions.enumerated() {
            let height = placement.plane.height(of: position)
            isKept[index] =
                position.z > nearest && length(position - placement.foot) < radius
                && height > 3 * placement.plane.residual + 0.006 * length(position)
        }
        var triangles: [SIMD3<UInt32>] = []
        for corner in stride(from: 0, to: mesh.corners.count, by: 3) {
            let (a, b, c) = (mesh.corners[corner], mesh.corners[corner + 1], mesh.corners[corner + 2])
            if isKept[Int(a)], isKept[Int(b)], isKept[Int(c)] { triangles.append([a, b, c]) }
        }
        guard !triangles.isEmpty else { return nil }
        return Mesh(positions: positions.map { SIMD3<Float>(toWorld($0)) }, triangles: triangles)
    }
}
