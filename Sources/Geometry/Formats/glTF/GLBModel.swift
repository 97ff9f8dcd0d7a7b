import Foundation

/// A model's arrays and materials within a GLB file that begins with something else.
struct GLBModel {
    /// How many of each the file holds before.
    struct Base {
        var offset: Int
        var views: Int
        var accessors: Int
        var materials: Int
        var images: Int
    }

    private let model: SceneModel
    private(set) var views: [[String: Any]] = []
    private(set) var accessors: [[String: Any]] = []
    private(set) var materials: [[String: Any]] = []
    private(set) var images: [[String: Any]] = []
    private(set) var textures: [[String: Any]] = []
    private var primitives: [[String: Any]] = []
    /// Where the next one begins.
    private(set) var next: Base

    /// - Parameter model: In the file's axes.
    init(_ model: SceneModel, after base: Base) {
        self.model = model
        next = base
        for part in model.parts { add(part) }
    }

    var mesh: [String: Any] { ["name": model.name, "primitives": primitives] }

    func write(to sink: inout ByteSink) throws {
        for part in model.parts {
            for array in [part.positions, part.normals] {
                for vector in array { try sink.write(SIMD3<Double>(vector)) }
            }
            for place in part.textureCoordinates {
                try sink.write(place.x)
                try sink.write(place.y)
            }
            for corner in part.corners { try sink.write(corner) }
            if let texture = part.material.texture {
                try sink.write(texture)
                // The file's head has a multiple of four bytes.
                try sink.pad(to: 4)
            }
        }
    }

    private mutating func add(_ part: SceneModel.Part) {
        var bounds = GLBFile.ClosedBox()
        for position in part.positions { bounds.add(SIMD3<Double>(position)) }
        var attributes = [
            "POSITION": accessor("VEC3", .float, part.positions.count, 12, bounds: bounds),
            "NORMAL": accessor("VEC3", .float, part.normals.count, 12),
        ]
        if !part.textureCoordinates.isEmpty {
            attributes["TEXCOORD_0"] = accessor("VEC2", .float, part.textureCoordinates.count, 8)
        }
        let indices = accessor("SCALAR", .unsignedInt, part.corners.count, 4, isIndex: true)
        primitives.append([
            "attributes": attributes, "indices": indices, "mode": 4, "material": next.materials,
        ])
        addMaterial(part.material)
    }

    private mutating func addMaterial(_ material: SceneModel.Material) {
        let color = material.baseColor
        var roughness: [String: Any] = [
            "baseColorFactor": [color.x, color.y, color.z, material.opacity].map(Double.init),
            "metallicFactor": Double(material.metallic), "roughnessFactor": Double(material.roughness),
        ]
        if let texture = material.texture {
            roughness["baseColorTexture"] = ["index": next.images]
            images.append(["bufferView": next.views, "mimeType": "image/jpeg"])
            textures.append(["source": next.images])
            views.append(["buffer": 0, "byteOffset": next.offset, "byteLength": texture.count])
            next.offset += (texture.count + 3) / 4 * 4
            next.views += 1
            next.images += 1
        }
        var entry: [String: Any] = [
            "name": "\(model.name) \(materials.count)", "pbrMetallicRoughness": roughness, "doubleSided": true,
        ]
        if material.opacity < 1 { entry["alphaMode"] = "BLEND" }
        materials.append(entry)
        next.materials += 1
    }

    private mutating func accessor(
        _ type: String, _ component: GLBFile.ComponentType, _ count: Int, _ size: Int,
        bounds: GLBFile.ClosedBox? = nil, isIndex: Bool = false
    ) -> Int {
        views.append([
            "buffer": 0, "byteOffset": next.offset, "byteLength": count * size, "target": isIndex ? 34963 : 34962,
        ])
        var entry: [String: Any] = [
            "bufferView": next.views, "componentType": component.rawValue, "count": count, "type": type,
        ]
        if let bounds {
            entry["min"] = [bounds.low.x, bounds.low.y, bounds.low.z].map(Double.init)
            entry["max"] = [bounds.high.x, bounds.high.y, bounds.high.z].map(Double.init)
        }
        accessors.append(entry)
        next.offset += count * size
        next.views += 1
        next.accessors += 1
        return next.accessors - 1
    }
}
