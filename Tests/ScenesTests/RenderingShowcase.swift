import Foundation
import Images
import Scenes
import Testing

/// A world with one of everything, to look at.
enum Showcase {
    static func world() -> World {
        var radiance: [SIMD3<Float>] = []
        for row in 0..<64 {
            for _ in 0..<128 {
                let up = 1 - Float(row) / 32
                radiance.append(up > 0 ? SIMD3(0.35, 0.5, 0.9) * (0.4 + 0.6 * up) : SIMD3(0.15, 0.13, 0.1))
            }
        }
        var sky = Sky(panorama: .init(width: 128, height: 64, radiance: radiance))
        sky.sun = .init(direction: normalize([0.5, 0.7, 0.4]), irradiance: [3, 2.8, 2.4])
        var world = World(kind: .collection, sky: sky)
        var checker = [UInt8](repeating: 255, count: 64 * 64 * 4)
        for y in 0..<64 {
            for x in 0..<64 {
                let dark = (x / 32 + y / 32) % 2 == 0
                for c in 0..<3 { checker[(y * 64 + x) * 4 + c] = dark ? 90 : 200 }
            }
        }
        let ground = Mesh(
            positions: [[-20, 0, -20], [-20, 0, 20], [20, 0, 20], [20, 0, -20]], triangles: [[0, 1, 2], [0, 2, 3]])
        let tiles = Material(
            baseColor: [1, 1, 1], roughness: 0.5, texture: Texture(width: 64, height: 64, pixels: checker))
        world.instances.append(Instance(ground, materials: [tiles]))
        let ball = sphere(segments: 64)
        let looks: [Material] = [
            Material(baseColor: [0.8, 0.2, 0.15], roughness: 0.9), Material(baseColor: [0.9, 0.7, 0.3], roughness: 0.25, metallic: 1),
            Material(baseColor: [0.2, 0.5, 0.3], roughness: 0.15), Material(baseColor: [0.95, 0.95, 0.95], roughness: 0.03, metallic: 1),
        ]
        for (index, look) in looks.enumerated() {
            world.instances.append(
                Instance(
                    ball, .translation([Float(index) * 1.2 - 1.8, 0.5, 0]) * .scale(0.5), materials: [look],
                    object: UInt32(index + 1), isForeground: true))
        }
        var glass = Material(baseColor: [0.95, 1, 0.97], roughness: 0.05)
        glass.transparency = 0.9
        let pane = Mesh(positions: [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], triangles: [[0, 1, 2], [0, 2, 3]])
        world.instances.append(Instance(pane, .translation([-1, 0.02, 1.2]), materials: [glass], object: 9))
        var hair = StrandSet(material: Material(baseColor: [0.3, 0.2, 0.1], roughness: 0.4), object: 10)
        var random = SeededGenerator(seed: 1)
        for _ in 0..<1500 {
            let root = SIMD3<Float>(1.2 + random.normal() * 0.1, 0, 1.4 + random.normal() * 0.1)
            let lean = SIMD3<Float>(random.normal() * 0.08, 0.4, random.normal() * 0.08)
            hair.points.append(SIMD4(root, 0.002))
            hair.points.append(SIMD4(root + lean * 0.5, 0.0015))
            hair.points.append(SIMD4(root + lean + [random.normal() * 0.05, 0, 0], 0.0005))
            hair.counts.append(3)
            hair.tints.append(SIMD3(repeating: random.uniform(0.5, 1.5)))
        }
        world.strands.append(hair)
        var wire = StrandSet(material: Material(baseColor: [0.05, 0.05, 0.05]), object: 11)
        wire.points = [[-4, 1.6, -1, 0.004], [4, 1.9, -1, 0.004]]
        wire.counts = [2]
        world.strands.append(wire)
        world.lamps.append(.sphere(center: [0, 0.3, 1.5], radius: 0.05, radiance: [60, 40, 20]))
        world.viewpoints.append(Viewpoint(position: [0.5, 1.4, 5], target: [0, 0.4, 0]))
        return world
    }

    static func sphere(segments: Int, isSmooth: Bool = true) -> Mesh {
        var positions: [SIMD3<Float>] = []
        var triangles: [SIMD3<UInt32>] = []
        for row in 0...segments {
            for column in 0...2 * segments {
                let place = SIMD2(Float(column) / Float(2 * segments), Float(row) / Float(segments))
                positions.append(Sky.Panorama.direction(at: place))
                guard row < segments, column < 2 * segments else { continue }
                let a = UInt32(row * (2 * segments + 1) + column)
                let b = a + UInt32(2 * segments + 1)
                triangles.append([a, b, a + 1])
                triangles.append([a + 1, b, b + 1])
            }
        }
        return Mesh(positions: positions, normals: isSmooth ? positions : [], triangles: triangles)
    }
}

@Suite struct ShowcasePicture {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["SHOWCASE"] != nil))
    func picture() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["SHOWCASE"] ?? "/tmp")
        let clock = ContinuousClock()
        let start = clock.now
        let renderer = try Renderer(Showcase.world())
        print("prepared", clock.now - start)
        let camera = SceneCamera(position: [0.5, 1.4, 5], target: [0, 0.4, 0], fieldOfView: 40, width: 512, height: 384)
        for samples in [4, 16] {
            let start = clock.now
            let rendering = renderer.render(camera, samples: samples)
            let seconds = Double((clock.now - start) / .milliseconds(1)) / 1000
            print(samples, seconds, Double(rendering.rayCount) / seconds / 1e6, "Mrays/s")
            try SensorModel().photograph(rendering).writePNG(to: folder.appendingPathComponent("show\(samples).png"))
            if samples == 4 {
                try InverseDepthVisualization().render(rendering.depth).writePNG(to: folder.appendingPathComponent("depth.png"))
            }
        }
    }
}
