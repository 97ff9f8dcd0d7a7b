extension CrateFile {
    static func textureName(_ number: Int) -> String { "model\(number).jpg" }

    /// Below the scene: the mesh and its material.
    static func modelPrims(_ number: Int) -> [String] { ["Model\(number)", "Material\(number)"] }

    /// A part of a model in the file's axes.
    mutating func addModelPart(_ part: SceneModel.Part, _ number: Int) {
        let names = Self.modelPrims(number)
        addMesh(part, "/Scene/\(names[0])", material: "/Scene/\(names[1])")
        addMaterial(part, "/Scene/\(names[1])", texture: Self.textureName(number))
    }

    private mutating func addMesh(_ part: SceneModel.Part, _ prim: String, material: String) {
        let isTextured = !part.textureCoordinates.isEmpty
        addPrim(
            prim, type: "Mesh", children: [],
            properties: [
                "doubleSided", "extent", "faceVertexCounts", "faceVertexIndices", "material:binding", "normals",
                "points",
            ] + (isTextured ? ["primvars:st"] : []) + ["subdivisionScheme"],
            more: [("apiSchemas", .tokenList(["MaterialBindingAPI"]))])
        var bounds = GLBFile.ClosedBox()
        for position in part.positions { bounds.add(SIMD3<Double>(position)) }
        let box = [SIMD3<Double>(bounds.low), SIMD3<Double>(bounds.high)]
        func vectors(_ values: [SIMD3<Float>]) -> CrateValue {
            .array(.float3, count: values.count) { sink in for value in values { try sink.write(SIMD3<Double>(value)) }
            }
        }
        addUniform("\(prim).doubleSided", "bool", .bool(true))
        addAttribute(
            "\(prim).extent", "float3[]",
            .array(.float3, count: 2) { sink in for corner in box { try sink.write(corner) } })
        addAttribute(
            "\(prim).faceVertexCounts", "int[]",
            .array(.int, count: part.corners.count / 3) { sink in
                for _ in 0..<part.corners.count / 3 { try sink.write(Int32(3)) }
            })
        addAttribute(
            "\(prim).faceVertexIndices", "int[]",
            .array(.int, count: part.corners.count) { sink in for corner in part.corners { try sink.write(corner) } })
        add(
            "\(prim).material:binding", .relationship,
            [("variability", .variability(1)), ("targetPaths", .pathList([material]))])
        addAttribute(
            "\(prim).normals", "normal3f[]", vectors(part.normals), more: [("interpolation", .token("vertex"))])
        addAttribute("\(prim).points", "point3f[]", vectors(part.positions))
        if isTextured {
            addAttribute(
                "\(prim).primvars:st", "texCoord2f[]",
                .array(.float2, count: part.textureCoordinates.count) { sink in
                    for place in part.textureCoordinates {
                        try sink.write(place.x)
                        try sink.write(1 - place.y)
                    }
                }, more: [("interpolation", .token("vertex"))])
        }
        addUniform("\(prim).subdivisionScheme", "token", .token("none"))
    }

    /// UsdPreviewSurface. A texture stands for itself: its colour factor has been worked into it.
    private mutating func addMaterial(_ part: SceneModel.Part, _ prim: String, texture name: String) {
        let material = part.material
        let isTextured = material.texture != nil && !part.textureCoordinates.isEmpty
        addPrim(
            prim, type: "Material", children: ["Shader"] + (isTextured ? ["Texture", "Place"] : []),
            properties: ["outputs:surface"])
        addConnection("\(prim).outputs:surface", "token", to: "\(prim)/Shader.outputs:surface")
        let color: Socket =
            isTextured ? .connection("\(prim)/Texture.outputs:rgb") : .value(.float3(material.baseColor))
        addShader(
            "\(prim)/Shader", "UsdPreviewSurface",
            [
                ("inputs:diffuseColor", "color3f", color),
                ("inputs:metallic", "float", .value(.float(material.metallic))),
                ("inputs:opacity", "float", .value(.float(material.opacity))),
                ("inputs:roughness", "float", .value(.float(material.roughness))),
                ("outputs:surface", "token", .output),
            ])
        guard isTextured else { return }
        addShader(
            "\(prim)/Texture", "UsdUVTexture",
            [
                ("inputs:file", "asset", .value(.asset(name))),
                ("inputs:sourceColorSpace", "token", .value(.token("sRGB"))),
                ("inputs:st", "float2", .connection("\(prim)/Place.outputs:result")),
                ("inputs:wrapS", "token", .value(.token("repeat"))),
                ("inputs:wrapT", "token", .value(.token("repeat"))), ("outputs:rgb", "float3", .output),
            ])
        addShader(
            "\(prim)/Place", "UsdPrimvarReader_float2",
            [("inputs:varname", "string", .value(.string("st"))), ("outputs:result", "float2", .output)])
    }
}
