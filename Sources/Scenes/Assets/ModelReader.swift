internal import CAssimp
internal import Foundation

/// Reads models through Assimp.
struct ModelReader {
    private static let maximumTriangles = 2_000_000

    private let entry: AssetLibrary.Entry
    private let scene: OpaquePointer
    private let textures: AssetCache<Texture>

    /// Why no model can be read here; `nil` where they can.
    static var unavailable: String? {
        var error = cassimp_error()
        return cassimp_start(&error) == 0 ? nil : text(of: error)
    }

    static func read(
        _ entry: AssetLibrary.Entry, textures: AssetCache<Texture>
    ) throws(ScenesError) -> AssetLibrary.Model {
        var scene: OpaquePointer?
        var error = cassimp_error()
        guard cassimp_open(entry.url.path, maximumTriangles, &scene, &error) == 0, let scene else {
            throw ScenesError(.unreadableAsset, "\(entry.url.relativePath) cannot be read: \(text(of: error)).")
        }
        defer { cassimp_close(scene) }
        return try ModelReader(entry: entry, scene: scene, textures: textures).model()
    }

    /// Of a model in memory, without its textures.
    static func bytes(_ model: AssetLibrary.Model) -> Int {
        model.mesh.positions.count * 40 + model.mesh.triangles.count * 17
    }

    private func model() throws(ScenesError) -> AssetLibrary.Model {
        let counts = cassimp_read_counts(scene)
        var positions = vectors(cassimp_positions(scene), counts.vertices)
        guard let bounds = Bounds(positions), bounds.size.max() > 0, bounds.size.max() < 1e6 else {
            throw ScenesError(.unreadableAsset, "\(entry.url.relativePath) has no finite, positive size.")
        }
        // An index knows the true size better than a file whose unit is a convention.
        let scale = entry.size.map { $0.max() / bounds.size.max() } ?? 1
        let foot = SIMD3(bounds.center.x, bounds.low.y, bounds.center.z)
        for index in positions.indices { positions[index] = (positions[index] - foot) * scale }
        let normals = normals(counts.vertices)
        let mesh = Mesh(
            positions: positions, normals: normals, textureCoordinates: coordinates(counts),
            triangles: triangles(counts.triangles), slots: slots(counts.triangles))
        return AssetLibrary.Model(
            mesh: normals.isEmpty ? mesh.smoothed(crease: .pi / 4) : mesh, materials: materials(counts),
            size: bounds.size * scale)
    }

    // MARK: Geometry

    private func vectors(_ floats: UnsafePointer<Float>?, _ count: Int) -> [SIMD3<Float>] {
        guard let floats else { return [] }
        return (0..<count).map { [floats[3 * $0], floats[3 * $0 + 1], floats[3 * $0 + 2]] }
    }

    /// Empty where the file has none, or one that is no direction.
    private func normals(_ count: Int) -> [SIMD3<Float>] {
        let normals = vectors(cassimp_normals(scene), count)
        return normals.allSatisfy { $0.isFinite && dot($0, $0) > 0.25 } ? normals : []
    }

    private func coordinates(_ counts: cassimp_counts) -> [SIMD2<Float>] {
        guard let floats = cassimp_coordinates(scene) else { return [] }
        return (0..<counts.vertices).map { index in
            let (u, v) = (floats[2 * index], floats[2 * index + 1])
            return u.isFinite && v.isFinite && abs(u) < 1e4 && abs(v) < 1e4 ? [u, v] : .zero
        }
    }

    private func triangles(_ count: Int) -> [SIMD3<UInt32>] {
        guard let indices = cassimp_triangles(scene) else { return [] }
        return (0..<count).map { [indices[3 * $0], indices[3 * $0 + 1], indices[3 * $0 + 2]] }
    }

    private func slots(_ count: Int) -> [UInt8] {
        guard let slots = cassimp_slots(scene) else { return [] }
        return (0..<count).map { UInt8(min(slots[$0], 255)) }
    }

    // MARK: Materials

    private func materials(_ counts: cassimp_counts) -> [Material] {
        if entry.isPlain {
            var random = SeededGenerator(seed: entry.url.lastPathComponent.utf8.reduce(5381) { $0 &* 33 &+ UInt64($1) })
            return (0..<max(1, min(counts.materials, 256))).map { _ in PlainMaterial.random(&random) }
        }
        return (0..<max(1, min(counts.materials, 256))).map { material(cassimp_read_material(scene, $0)) }
    }

    private func material(_ facts: cassimp_material) -> Material {
        let color = SIMD3(facts.color.0, facts.color.1, facts.color.2)
        let emission = SIMD3(facts.emission.0, facts.emission.1, facts.emission.2)
        var material = Material(
            baseColor: color.isFinite ? color.clamped(lowerBound: .zero, upperBound: .one) : [0.6, 0.6, 0.6],
            roughness: fraction(facts.roughness, 0.8), metallic: fraction(facts.metallic, 0),
            mapping: .coordinates(repeats: 1))
        material.texture = texture(Self.text(of: facts.texture))
        material.transparency = fraction(facts.transmission, 0)
        if facts.refractive_index > 1, facts.refractive_index < 3 { material.refractiveIndex = facts.refractive_index }
        if emission.isFinite { material.emission = emission.clamped(lowerBound: .zero, upperBound: [10, 10, 10]) }
        if facts.alpha_mode != 0 {
            if let texture = material.texture, texture.hasHoles {
                material.isCutout = true
            } else {
                material.transparency = max(material.transparency, 1 - fraction(facts.color.3, 1))
            }
        }
        return material
    }

    private func fraction(_ value: Float, _ otherwise: Float) -> Float {
        value.isFinite ? min(max(value, 0), 1) : otherwise
    }

    /// A texture inside the file, or one beside it; a missing one leaves the plain colour.
    private func texture(_ name: String) -> Texture? {
        if name.isEmpty { return nil }
        var embedded = cassimp_texture()
        if cassimp_find_texture(scene, name, &embedded) == 0 {
            let key = entry.url.appendingPathComponent(name)
            return try? textures.value(key, bytes: TextureReader.bytes) { () throws(ScenesError) in
                try read(embedded, name: "\(entry.url.relativePath) (\(name))")
            }
        }
        let folder = entry.url.deletingLastPathComponent()
        let path = name.replacingOccurrences(of: "\\", with: "/")
        let candidates = [path, path.removingPercentEncoding ?? path, (path as NSString).lastPathComponent]
        for candidate in candidates where !candidate.hasPrefix("/") {
            let url = folder.appendingPathComponent(candidate).standardizedFileURL
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            return try? textures.value(url, bytes: TextureReader.bytes) { () throws(ScenesError) in
                try TextureReader.read(url)
            }
        }
        return nil
    }

    private func read(_ embedded: cassimp_texture, name: String) throws(ScenesError) -> Texture {
        guard let bytes = embedded.bytes else { throw ScenesError(.unreadableAsset, "\(name) is empty.") }
        let data = Data(bytes: bytes, count: embedded.size)
        if embedded.height == 0 { return try TextureReader.read(data, name: name) }
        var pixels = [UInt8](data)
        for index in stride(from: 0, to: pixels.count, by: 4) { pixels.swapAt(index, index + 2) }
        return TextureReader.texture(width: Int(embedded.width), height: Int(embedded.height), pixels: pixels)
    }

    // MARK: C strings

    private static func text(of error: cassimp_error) -> String { text(of: error.text) }

    /// One line without a full stop, as C wrote it into a fixed array.
    private static func text<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                .replacingOccurrences(of: "\n", with: " ").trimmingCharacters(in: CharacterSet(charactersIn: " ."))
        }
    }
}

extension SIMD3<Float> {
    /// Whether all three are numbers and finite.
    package var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}

extension Texture {
    /// Whether some pixel is more clear than opaque.
    var hasHoles: Bool {
        let level = levels[min(1, levels.count - 1)]
        return stride(from: 3, to: level.pixels.count, by: 4).contains { level.pixels[$0] < 128 }
    }
}
