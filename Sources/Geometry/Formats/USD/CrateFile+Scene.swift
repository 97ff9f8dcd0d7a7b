extension CrateFile {
    mutating func addPrim(
        _ path: String, type: String, children: [String], properties: [String],
        more: [(name: String, value: CrateValue)] = []
    ) {
        var values: [(name: String, value: CrateValue)] = [("specifier", .specifier(0)), ("typeName", .token(type))]
        values += more
        if !properties.isEmpty { values.append(("properties", .tokenVector(properties))) }
        if !children.isEmpty { values.append(("primChildren", .tokenVector(children))) }
        add(path, .prim, values)
    }

    mutating func addAttribute(
        _ path: String, _ type: String, _ value: CrateValue?, more: [(name: String, value: CrateValue)] = []
    ) {
        var values: [(name: String, value: CrateValue)] = [("typeName", .token(type))]
        if let value { values.append(("default", value)) }
        add(path, .attribute, values + more)
    }

    mutating func addUniform(_ path: String, _ type: String, _ value: CrateValue) {
        addAttribute(path, type, value, more: [("variability", .variability(1))])
    }

    /// The photo as the only light: black, and shining with the texture (UsdPreviewSurface).
    mutating func addPhotoMaterial() {
        let material = "/Scene/Photo"
        addPrim(material, type: "Material", children: ["Shader", "Texture", "Place"], properties: ["outputs:surface"])
        addConnection("\(material).outputs:surface", "token", to: "\(material)/Shader.outputs:surface")

        addShader(
            "\(material)/Shader", "UsdPreviewSurface",
            [
                ("inputs:diffuseColor", "color3f", .value(.float3(.zero))),
                ("inputs:emissiveColor", "color3f", .connection("\(material)/Texture.outputs:rgb")),
                ("inputs:metallic", "float", .value(.float(0))), ("inputs:roughness", "float", .value(.float(1))),
                ("outputs:surface", "token", .output),
            ])
        addShader(
            "\(material)/Texture", "UsdUVTexture",
            [
                ("inputs:file", "asset", .value(.asset("photo.jpg"))),
                ("inputs:sourceColorSpace", "token", .value(.token("sRGB"))),
                ("inputs:st", "float2", .connection("\(material)/Place.outputs:result")),
                ("inputs:wrapS", "token", .value(.token("clamp"))), ("inputs:wrapT", "token", .value(.token("clamp"))),
                ("outputs:rgb", "float3", .output),
            ])
        addShader(
            "\(material)/Place", "UsdPrimvarReader_float2",
            [("inputs:varname", "string", .value(.string("st"))), ("outputs:result", "float2", .output)])
    }

    enum Socket {
        case value(CrateValue)
        case connection(String)
        case output
    }

    mutating func addShader(_ path: String, _ identifier: String, _ sockets: [(String, String, Socket)]) {
        addPrim(path, type: "Shader", children: [], properties: ["info:id"] + sockets.map(\.0))
        addUniform("\(path).info:id", "token", .token(identifier))
        for (name, type, socket) in sockets {
            switch socket {
            case .value(let value): addAttribute("\(path).\(name)", type, value)
            case .connection(let target): addConnection("\(path).\(name)", type, to: target)
            case .output: addAttribute("\(path).\(name)", type, nil)
            }
        }
    }

    mutating func addConnection(_ path: String, _ type: String, to target: String) {
        addAttribute(path, type, nil, more: [("connectionPaths", .pathList([target]))])
    }
}
