import Foundation
import Images

/// What points and meshes have in common in a glTF 2.0 binary file.
struct GLBFile {
    /// One accessor with a buffer view of its own.
    struct Array {
        let name: String
        let componentType: ComponentType
        let type: String
        let count: Int
        let bytesPerElement: Int
        var bounds: ClosedBox?
    }

    enum ComponentType: Int {
        case unsignedShort = 5123
        case unsignedInt = 5125
        case float = 5126
    }

    /// The corners of a box along the axes, as 32-bit floats.
    struct ClosedBox {
        var low = SIMD3<Float>(repeating: .infinity)
        var high = SIMD3<Float>(repeating: -.infinity)

        mutating func add(_ point: SIMD3<Double>) {
            let point = SIMD3<Float>(point)
            low = pointwiseMin(low, point)
            high = pointwiseMax(high, point)
        }
    }

    let surface: DepthSurface
    let toWorld: RigidTransform
    let attributes: [Array]
    let indices: Array?
    /// JPEG.
    let texture: Data?
    /// In the camera's axes.
    var models: [SceneModel] = []

    private static let triangles = 4
    private static let points = 0
    private static let arrayBuffer = 34962
    private static let elementArrayBuffer = 34963

    private var arrays: [Array] { attributes + [indices].compactMap { $0 } }

    /// - Parameter body: Writes the elements of the attributes, then the indices.
    func write(to url: URL, _ body: (inout ByteSink) throws -> Void) throws {
        var views: [[String: Any]] = []
        var offset = 0
        for array in arrays {
            let isIndex = array.name == indices?.name
            views.append([
                "buffer": 0, "byteOffset": offset, "byteLength": array.count * array.bytesPerElement,
                "target": isIndex ? Self.elementArrayBuffer : Self.arrayBuffer,
            ])
            offset += array.count * array.bytesPerElement
        }
        if let texture { views.append(["buffer": 0, "byteOffset": offset, "byteLength": texture.count]) }
        var length = offset + (texture?.count ?? 0)
        let models = placed(after: &length, views: views.count)
        for model in models { views += model.views }
        var json = try JSONSerialization.data(
            withJSONObject: document(views, length: length, models),
            options: [.sortedKeys, .withoutEscapingSlashes])
        json.append(contentsOf: [UInt8](repeating: 0x20, count: (4 - json.count % 4) % 4))
        let padded = (length + 3) / 4 * 4
        let total = 12 + 8 + json.count + 8 + padded
        guard total <= UInt32.max else {
            throw GeometryError(.tooLarge, "\(url.relativePath) would exceed GLB's 4 GB: ask for fewer points")
        }
        try writeAtomically(to: url) { sink in
            try sink.write("glTF")
            for number in [2, total, json.count] { try sink.write(UInt32(number)) }
            try sink.write("JSON")
            try sink.write(json)
            try sink.write(UInt32(padded))
            try sink.write("BIN\0")
            try body(&sink)
            if let texture { try sink.write(texture) }
            try sink.pad(to: 4)
            for model in models { try model.write(to: &sink) }
        }
    }

    private func placed(after length: inout Int, views: Int) -> [GLBModel] {
        guard !models.isEmpty else { return [] }
        var next = GLBModel.Base(
            offset: (length + 3) / 4 * 4, views: views, accessors: arrays.count, materials: 1,
            images: texture == nil ? 0 : 1)
        let placed = models.map { model in
            let turned = SceneModel(name: model.name, parts: model.parts.map { $0.turned(toWorld) })
            let result = GLBModel(turned, after: next)
            next = result.next
            return result
        }
        length = next.offset
        return placed
    }

    // MARK: JSON

    private func document(_ views: [[String: Any]], length: Int, _ models: [GLBModel]) -> [String: Any] {
        var primitive: [String: Any] = [
            "attributes": Dictionary(uniqueKeysWithValues: attributes.enumerated().map { ($1.name, $0) }),
            "mode": indices == nil ? Self.points : Self.triangles, "material": 0,
        ]
        if indices != nil { primitive["indices"] = attributes.count }
        var document: [String: Any] = [
            "asset": ["version": "2.0", "generator": "Depth Pro for Swift", "extras": extras],
            "extensionsUsed": ["KHR_materials_unlit"],
            "scene": 0,
            "scenes": [["name": "photo", "nodes": [0, 1]]],
            "nodes": [["name": "surface", "mesh": 0], cameraNode],
            "meshes": [["name": "surface", "primitives": [primitive]]],
            "cameras": [camera],
            "materials": [material],
            "accessors": arrays.enumerated().map(accessor),
            "bufferViews": views,
            "buffers": [["byteLength": length]],
        ]
        if texture != nil {
            document["images"] = [["bufferView": views.count - 1, "mimeType": "image/jpeg", "name": "photo"]]
            // Clamped, with mipmaps.
            document["samplers"] = [["magFilter": 9729, "minFilter": 9987, "wrapS": 33071, "wrapT": 33071]]
            document["textures"] = [["source": 0, "sampler": 0]]
        }
        add(models, to: &document)
        return document
    }

    /// Each model is a node of its own beside the photo's surface.
    private func add(_ models: [GLBModel], to document: inout [String: Any]) {
        guard !models.isEmpty else { return }
        func append(_ key: String, _ more: [[String: Any]]) {
            guard !more.isEmpty else { return }
            document[key] = (document[key] as? [[String: Any]] ?? []) + more
        }
        for model in models {
            append("accessors", model.accessors)
            append("materials", model.materials)
            append("images", model.images)
            append("textures", model.textures)
        }
        append("meshes", models.map(\.mesh))
        append("nodes", self.models.enumerated().map { ["name": $1.name, "mesh": $0 + 1] })
        document["scenes"] = [["name": "photo", "nodes": [Int](0..<models.count + 2)]]
    }

    /// The photo's own light is all there is.
    private var material: [String: Any] {
        var roughness: [String: Any] = ["metallicFactor": 0, "roughnessFactor": 1]
        if texture != nil { roughness["baseColorTexture"] = ["index": 0] }
        return [
            "name": "photo", "pbrMetallicRoughness": roughness, "doubleSided": true,
            "extensions": ["KHR_materials_unlit": [String: Any]()],
        ]
    }

    private func accessor(_ index: Int, _ array: Array) -> [String: Any] {
        var accessor: [String: Any] = [
            "bufferView": index, "componentType": array.componentType.rawValue, "count": array.count,
            "type": array.type,
        ]
        if array.componentType == .unsignedShort { accessor["normalized"] = true }
        if let bounds = array.bounds {
            accessor["min"] = [bounds.low.x, bounds.low.y, bounds.low.z].map(Double.init)
            accessor["max"] = [bounds.high.x, bounds.high.y, bounds.high.z].map(Double.init)
        }
        return accessor
    }

    /// glTF's cameras look along −Z with Y up, and have their axis in the middle; the rest is in `extras`.
    private var camera: [String: Any] {
        let (width, height) = (Double(surface.photo.width), Double(surface.photo.height))
        return [
            "name": "camera", "type": "perspective",
            "perspective": [
                "yfov": 2 * atan(height / 2 / surface.intrinsics.focalLength), "aspectRatio": width / height,
                "znear": 0.01,
            ],
        ]
    }

    private var cameraNode: [String: Any] {
        let turn = toWorld.after(WorldAxes.yUp.fromCamera().inverse).quaternion
        return ["name": "camera", "camera": 0, "rotation": [turn.x, turn.y, turn.z, turn.w]]
    }

    private var extras: [String: Any] {
        [
            "unit": "metre", "axes": WorldAxes.yUp.words, "origin": "camera",
            "intrinsics_px": surface.intrinsics.matrix, "photo_size_px": [surface.photo.width, surface.photo.height],
            "world_from_camera": toWorld.matrix, "camera_axes": "X right, Y down, Z forward",
        ]
    }
}
