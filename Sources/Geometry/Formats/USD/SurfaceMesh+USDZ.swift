public import Foundation
import Images

extension SurfaceMesh {
    /// Writes a USDZ package, atomically: the mesh with the photo as its own light, and the camera; it opens in AR Quick
    /// Look.
    ///
    /// Metres; X right, Y up, Z backward. The points are as in the other formats, with the camera at the origin; the
    /// `Scene` prim moves them so that the lowest stand on the ground, y = 0, with the middle of the scene above the
    /// origin, where augmented reality places it. The package holds `scene.usdc` and `photo.jpg`, uncompressed and at
    /// multiples of 64 bytes.
    ///
    /// - Parameters:
    ///   - url: Where to; its folder must exist.
    ///   - up: Against gravity, in the camera's axes, see ``GravityEstimate``.
    ///   - models: What else stands there; lit by whatever lights the viewer has.
    /// - Throws: `ImageError`, and ``GeometryError`` with code `tooLarge` beyond 4 GB.
    public func writeUSDZ(to url: URL, up: SIMD3<Double> = [0, -1, 0], models: [SceneModel] = []) throws {
        let texture = try surface.photo.textureData(longestSide: Self.longestQuickLookSide)
        let parts = models.flatMap(\.parts)
        let layer = layer(toWorld: WorldAxes.yUp.fromCamera(up: up), parts)
        try writeAtomically(to: url) { sink in
            var archive = StoredZip()
            // The first file is the one that is shown.
            try archive.add("scene.usdc", to: &sink) { sink in try layer.write(to: &sink) }
            try archive.add("photo.jpg", to: &sink) { sink in try sink.write(texture) }
            for (number, part) in parts.enumerated() {
                guard let texture = part.material.texture else { continue }
                try archive.add(CrateFile.textureName(number), to: &sink) { sink in try sink.write(texture) }
            }
            try archive.finish(&sink)
        }
    }

    /// Larger textures exhaust phones.
    private static let longestQuickLookSide = 4096

    private func layer(toWorld: RigidTransform, _ parts: [SceneModel.Part]) -> CrateFile {
        var file = CrateFile()
        file.add(
            "/", .layer,
            [
                ("defaultPrim", .token("Scene")), ("metersPerUnit", .double(1)), ("upAxis", .token("Y")),
                (
                    "documentation",
                    .string(
                        "Depth Pro for Swift: metres; \(WorldAxes.yUp.words); points with the camera at the origin")
                ),
                ("primChildren", .tokenVector(["Scene"])),
            ])
        file.addPrim(
            "/Scene", type: "Xform",
            children: ["Surface", "Photo", "Camera"] + parts.indices.flatMap(CrateFile.modelPrims),
            properties: ["xformOp:translate", "xformOpOrder"], more: [("kind", .token("component"))])
        file.addAttribute("/Scene.xformOp:translate", "double3", .double3(placement(toWorld)))
        file.addUniform("/Scene.xformOpOrder", "token[]", .tokenArray(["xformOp:translate"]))
        addMesh(toWorld, to: &file)
        file.addPhotoMaterial()
        addCamera(toWorld, to: &file)
        for (number, part) in parts.enumerated() { file.addModelPart(part.turned(toWorld), number) }
        return file
    }

    // MARK: Mesh

    private func addMesh(_ toWorld: RigidTransform, to file: inout CrateFile) {
        let prim = "/Scene/Surface"
        file.addPrim(
            prim, type: "Mesh", children: [],
            properties: [
                "doubleSided", "extent", "faceVertexCounts", "faceVertexIndices", "material:binding", "normals",
                "points", "primvars:st", "subdivisionScheme",
            ],
            more: [("apiSchemas", .tokenList(["MaterialBindingAPI"]))])
        var bounds = GLBFile.ClosedBox()
        for vertex in vertices { bounds.add(toWorld(surface.position(Int(vertex)))) }
        let (corners, vertices, surface) = (corners, vertices, surface)
        let box = bounds
        file.addUniform("\(prim).doubleSided", "bool", .bool(true))
        file.addAttribute(
            "\(prim).extent", "float3[]",
            .array(.float3, count: 2) { sink in
                for corner in [box.low, box.high] { try sink.write(SIMD3<Double>(corner)) }
            })
        file.addAttribute(
            "\(prim).faceVertexCounts", "int[]",
            .array(.int, count: triangleCount) { sink in
                for _ in 0..<corners.count / 3 { try sink.write(Int32(3)) }
            })
        file.addAttribute(
            "\(prim).faceVertexIndices", "int[]",
            .array(.int, count: corners.count) { sink in for corner in corners { try sink.write(corner) } })
        file.add(
            "\(prim).material:binding", .relationship,
            [("variability", .variability(1)), ("targetPaths", .pathList(["/Scene/Photo"]))])
        file.addAttribute(
            "\(prim).normals", "normal3f[]",
            .array(.float3, count: vertices.count) { sink in
                for vertex in vertices { try sink.write(toWorld.rotate(surface.normal(Int(vertex)))) }
            }, more: [("interpolation", .token("vertex"))])
        file.addAttribute(
            "\(prim).points", "point3f[]",
            .array(.float3, count: vertices.count) { sink in
                for vertex in vertices { try sink.write(toWorld(surface.position(Int(vertex)))) }
            })
        file.addAttribute(
            "\(prim).primvars:st", "texCoord2f[]",
            .array(.float2, count: vertices.count) { sink in
                for vertex in vertices {
                    let place = texturePlace(vertex)
                    try sink.write(Float(place.x))
                    try sink.write(Float(1 - place.y))
                }
            }, more: [("interpolation", .token("vertex"))])
        file.addUniform("\(prim).subdivisionScheme", "token", .token("none"))
    }

    /// Puts the lowest points on the ground and the middle over the origin; a hundredth of the points, which may be
    /// astray, do not count.
    private func placement(_ toWorld: RigidTransform) -> SIMD3<Double> {
        let step = max(1, vertices.count / 20_000)
        let sample = stride(from: 0, to: vertices.count, by: step).map {
            toWorld(surface.position(Int(vertices[$0])))
        }
        func percentile(_ share: Double, _ axis: KeyPath<SIMD3<Double>, Double>) -> Double {
            sample.map { $0[keyPath: axis] }.sorted()[Int(Double(sample.count - 1) * share)]
        }
        return SIMD3(
            -(percentile(0.01, \.x) + percentile(0.99, \.x)) / 2, -percentile(0.01, \.y),
            -(percentile(0.01, \.z) + percentile(0.99, \.z)) / 2)
    }

    // MARK: Camera

    private func addCamera(_ toWorld: RigidTransform, to file: inout CrateFile) {
        let prim = "/Scene/Camera"
        file.addPrim(
            prim, type: "Camera", children: [],
            properties: [
                "clippingRange", "focalLength", "horizontalAperture", "horizontalApertureOffset", "verticalAperture",
                "verticalApertureOffset", "xformOp:transform", "xformOpOrder",
            ])
        let camera = surface.intrinsics
        let (width, height) = (Double(surface.photo.width), Double(surface.photo.height))
        // As a full-frame camera; only ratios matter.
        let scale = 36 / width
        file.addAttribute(
            "\(prim).clippingRange", "float2",
            .float2(SIMD2(0.01, Float(surface.options.maximumDepth) * 10)))
        let lens: [(String, Double)] = [
            ("focalLength", camera.focalLength * scale), ("horizontalAperture", 36),
            ("horizontalApertureOffset", (width / 2 - camera.centerX) * scale), ("verticalAperture", height * scale),
            ("verticalApertureOffset", (camera.centerY - height / 2) * scale),
        ]
        for (name, value) in lens { file.addAttribute("\(prim).\(name)", "float", .float(Float(value))) }
        // USD's cameras look along −Z with Y up; its vectors are rows.
        let pose = toWorld.after(WorldAxes.yUp.fromCamera().inverse).matrix
        let transposed = (0..<4).map { row in (0..<4).map { pose[$0][row] } }
        file.addAttribute("\(prim).xformOp:transform", "matrix4d", .matrix(transposed))
        file.addUniform("\(prim).xformOpOrder", "token[]", .tokenArray(["xformOp:transform"]))
    }
}
