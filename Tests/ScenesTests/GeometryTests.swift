import Testing

import Scenes

/// Solids enclose the volume that geometry says, face outwards, and have sound arrays.
@Suite struct GeometryTests {
    @Test func solidsEncloseTheirVolume() {
        let pi = Float.pi
        // Facets lie inside a round surface: with 96 sides they miss 0.15 % of its volume.
        let cases: [(String, Float, (inout MeshBuilder) -> Void)] = [
            ("box", 0.024, { $0.box([0.2, 0.3, 0.4], at: [1, 2, 3]) }),
            ("block", 0.024, { $0.block([0.2, 0.3, 0.4], standingAt: [1, 0, 3]) }),
            (
                "rounded box", Self.roundedVolume([0.2, 0.3, 0.4], 0.05),
                {
                    $0.roundedBox([0.2, 0.3, 0.4], radius: 0.05, segments: 24)
                }
            ),
            ("cylinder", pi * 0.04, { $0.cylinder(radius: 0.2, height: 1, at: [1, 0, 1], sides: 96) }),
            ("cone", pi * 0.04 / 3, { $0.cone(radius: 0.2, height: 1, sides: 96) }),
            ("sphere", 4 / 3 * pi * 0.008, { $0.sphere(radius: 0.2, at: [0, 1, 0], sides: 128) }),
            ("ellipsoid", 4 / 3 * pi * 0.008 * 2, { $0.sphere(radius: 0.2, scale: [1, 2, 1], sides: 128) }),
            ("torus", 2 * pi * pi * 0.5 * 0.01, { $0.torus(radius: 0.5, tube: 0.1, sides: 96, tubeSides: 64) }),
            ("tube", pi * 0.01 * 2, { $0.tube([[0, 0, 0], [0, 1, 0], [0, 2, 0]], radii: [0.1], sides: 96) }),
            (
                "extrusion", 0.75 * 0.5,
                {
                    $0.extrusion([[0, 0], [1, 0], [1, 0.5], [0.5, 0.5], [0.5, 1], [0, 1]], depth: 0.5)
                }
            ),
            (
                "bowl", pi * (0.04 - 0.0225) * 0.5,
                {
                    $0.lathe([[0, 0], [0.2, 0], [0.2, 0.5], [0.15, 0.5], [0.15, 0], [0, 0]], sides: 96)
                }
            ),
            (
                "wall", (4 * 2.5 - 1 * 1 - 0.9 * 2) * 0.2,
                {
                    $0.wall(
                        length: 4, height: 2.5, thickness: 0.2,
                        openings: [WallOpening(x: 0.5...1.5, y: 1...2), WallOpening(x: 2...2.9, y: 0...2)])
                }
            ),
        ]
        for (name, expected, body) in cases {
            let mesh = Mesh.build(body)
            #expect(abs(mesh.signedVolume - expected) < 0.004 * expected, "\(name): \(mesh.signedVolume)")
            check(mesh, name)
        }
    }

    /// Inner block, six slabs, twelve quarter cylinders, eight octants of a ball.
    static func roundedVolume(_ size: SIMD3<Float>, _ r: Float) -> Float {
        let i = size - 2 * r
        return i.x * i.y * i.z + 2 * r * (i.x * i.y + i.y * i.z + i.z * i.x) + .pi * r * r * (i.x + i.y + i.z)
            + 4 / 3 * .pi * r * r * r
    }

    /// Triangles in range and turned the way that their normals point.
    func check(_ mesh: Mesh, _ name: String) {
        #expect(mesh.normals.count == mesh.positions.count)
        #expect(mesh.slots.count == mesh.triangles.count)
        for triangle in mesh.triangles {
            let indices = [Int(triangle.x), Int(triangle.y), Int(triangle.z)]
            guard indices.allSatisfy(mesh.positions.indices.contains) else {
                Issue.record("\(name) has a triangle out of range")
                return
            }
            let p = indices.map { mesh.positions[$0] }
            let facet = cross(p[1] - p[0], p[2] - p[0])
            guard length(facet) > 1e-9 else { continue }
            for index in indices {
                let n = mesh.normals[index]
                if abs(length(n) - 1) > 1e-3 || dot(n, normalize(facet)) < 0.3 {
                    Issue.record("\(name) has a normal \(n) on a facet \(normalize(facet))")
                    return
                }
            }
        }
    }

    @Test func pillowsAndSheetsFaceOutwards() {
        let pillow = Mesh.build { $0.pillow([0.7, 0.2, 0.5], segments: 16) }
        #expect(pillow.signedVolume > 0.4 * 0.07 && pillow.signedVolume < 0.07)
        let ground = Mesh.build { $0.heightfield(width: 2, depth: 2, columns: 8, rows: 8) { x, z in 0.1 * x * z } }
        #expect(ground.normals.allSatisfy { $0.y > 0.9 })
        check(ground, "ground")
        let curtain = Mesh.build { $0.curtain(width: 1, height: 2.4, waves: 7, depth: 0.08) }
        #expect(curtain.normals.map(\.z).reduce(0, +) > 0)
        check(curtain, "curtain")
    }

    @Test func smoothingKeepsSharpEdgesOnly() {
        let box = Mesh.build { $0.box([1, 1, 1]) }
        let sharp = box.smoothed(crease: 0.8)
        #expect(sharp.normals.allSatisfy { abs($0.x) + abs($0.y) + abs($0.z) < 1.001 })
        let round = box.smoothed(crease: 2)
        #expect(round.normals.allSatisfy { abs($0.x) > 0.3 && abs($0.y) > 0.3 && abs($0.z) > 0.3 })
        #expect(round.triangles.count == box.triangles.count)
    }

    @Test func transformsTurnNormalsWithTheShape() {
        let turned = Transform.turn(0.7) * .scale([1, 3, 0.5])
        let mesh = Mesh.build { $0.sphere(radius: 0.3, sides: 48) }.transformed(turned)
        check(mesh, "turned ellipsoid")
        #expect(abs(mesh.signedVolume - 4 / 3 * Float.pi * 0.027 * 1.5) < 0.002)
    }

    @Test func boxTexturesRunAlongTheLongestSide() {
        let board = Mesh.build { $0.box([0.1, 0.02, 2]) }
        let spans = board.textureCoordinates
        let u = spans.map(\.x)
        #expect((u.max() ?? 0) - (u.min() ?? 0) >= 1.99)
    }
}
