/// Turns instances and strands into plain memory and Embree geometry.
struct FlatWorldBuilder {
    private let memory: FlatMemory
    private let linear: UnsafePointer<Float>
    private var textures: [ObjectIdentifier: UnsafePointer<FlatTexture>] = [:]
    private var meshes: [ObjectIdentifier: FlatMesh] = [:]

    /// A mesh shown more often than this many triangles in all is instanced; below, copies are faster to search.
    private static let mostCopiedTriangles = 200_000

    private struct FlatMesh {
        let positions: UnsafePointer<SIMD3<Float>>
        let normals: UnsafePointer<SIMD3<Float>>?
        let coordinates: UnsafePointer<SIMD2<Float>>?
        let triangles: UnsafePointer<SIMD3<UInt32>>
        let slots: UnsafePointer<UInt8>?
        /// Scenes of its own, where it is instanced: one that lets no light through, one that may.
        var solid: RayScene?
        var porous: RayScene?
    }

    init(memory: FlatMemory) {
        self.memory = memory
        let table = memory.room(for: 256, of: Float.self)
        for byte in 0..<256 {
            let value = Float(byte) / 255
            table[byte] = value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
        }
        linear = UnsafePointer(table)
    }

    mutating func add(
        _ instances: [Instance], to scene: RayScene, _ parts: inout [FlatPart]
    ) throws(ScenesError) {
        var uses: [ObjectIdentifier: Int] = [:]
        for instance in instances { uses[ObjectIdentifier(instance.mesh), default: 0] += 1 }
        for instance in instances {
            let mesh = instance.mesh
            guard !mesh.triangles.isEmpty, !mesh.positions.isEmpty else { continue }
            let count = uses[ObjectIdentifier(mesh)] ?? 1
            let isInstanced = count > 1 && count * mesh.triangles.count > Self.mostCopiedTriangles
            try add(instance, isInstanced: isInstanced, to: scene, &parts)
        }
    }

    private mutating func add(
        _ instance: Instance, isInstanced: Bool, to scene: RayScene, _ parts: inout [FlatPart]
    ) throws(ScenesError) {
        let mesh = instance.mesh
        var flat = flattened(mesh)
        let materials = instance.materials.map { flattened($0) }
        let isPorous = materials.contains(where: \.isPorous)
        let start = memory.copy(materials)
        guard let start else { return }
        var part = FlatPart(
            transform: instance.transform, materials: start, count: materials.count, object: instance.object,
            foreground: instance.isForeground)
        part.positions = flat.positions
        part.normals = flat.normals
        part.coordinates = flat.coordinates
        part.triangles = flat.triangles
        part.slots = flat.slots
        part.isInstanced = isInstanced
        let id: Int
        if isInstanced {
            let known = isPorous ? flat.porous : flat.solid
            let own: RayScene
            if let known { own = known } else { own = try committed(mesh, flat, isPorous) }
            if isPorous { flat.porous = own } else { flat.solid = own }
            meshes[ObjectIdentifier(mesh)] = flat
            id = try scene.addInstance(of: own, instance.transform)
        } else {
            let placed = memory.room(for: mesh.positions.count, of: SIMD3<Float>.self)
            for (index, position) in mesh.positions.enumerated() { placed[index] = instance.transform.point(position) }
            id = try scene.addTriangles(
                positions: placed, count: mesh.positions.count, triangles: flat.triangles,
                triangleCount: mesh.triangles.count, isPorous: isPorous)
        }
        precondition(id == parts.count, "Embree numbers geometry in the order in which it comes.")
        parts.append(part)
    }

    private func committed(_ mesh: Mesh, _ flat: FlatMesh, _ isPorous: Bool) throws(ScenesError) -> RayScene {
        let scene = try RayScene()
        _ = try scene.addTriangles(
            positions: flat.positions, count: mesh.positions.count, triangles: flat.triangles,
            triangleCount: mesh.triangles.count, isPorous: isPorous)
        try scene.commit()
        return scene
    }

    mutating func add(_ strands: StrandSet, to scene: RayScene, _ parts: inout [FlatPart]) throws(ScenesError) {
        var segments: [UInt32] = []
        var flags: [UInt8] = []
        var owners: [UInt32] = []
        var start = 0
        for (strand, count) in strands.counts.enumerated() {
            let count = Int(count)
            guard count >= 2, start + count <= strands.points.count else { break }
            for index in 0..<count - 1 {
                segments.append(UInt32(start + index))
                flags.append((index > 0 ? 1 : 0) | (index < count - 2 ? 2 : 0))
                owners.append(UInt32(strand))
            }
            start += count
        }
        let points = memory.copy(strands.points)
        let material = memory.copy([flattened(strands.material)])
        guard let points, let material, let first = memory.copy(segments), let ends = memory.copy(flags) else { return }
        let id = try scene.addStrands(
            points: points, count: strands.points.count, segments: first, flags: ends, segmentCount: segments.count)
        precondition(id == parts.count, "Embree numbers geometry in the order in which it comes.")
        var part = FlatPart(
            transform: .identity, materials: material, count: 1, object: strands.object,
            foreground: strands.isForeground)
        if strands.tints.count == strands.counts.count {
            part.tints = memory.copy(strands.tints)
            part.strands = memory.copy(owners)
        }
        parts.append(part)
    }

    private mutating func flattened(_ mesh: Mesh) -> FlatMesh {
        if let known = meshes[ObjectIdentifier(mesh)] { return known }
        let limit = UInt32(mesh.positions.count)
        precondition(
            mesh.triangles.allSatisfy { $0.x < limit && $0.y < limit && $0.z < limit },
            "A mesh's triangles must point to its positions.")
        let positions = memory.room(for: mesh.positions.count, of: SIMD3<Float>.self)
        positions.update(from: mesh.positions, count: mesh.positions.count)
        let triangles = memory.room(for: mesh.triangles.count, of: SIMD3<UInt32>.self)
        triangles.update(from: mesh.triangles, count: mesh.triangles.count)
        let flat = FlatMesh(
            positions: positions, normals: memory.copy(mesh.normals),
            coordinates: memory.copy(mesh.textureCoordinates), triangles: triangles, slots: memory.copy(mesh.slots))
        meshes[ObjectIdentifier(mesh)] = flat
        return flat
    }

    private mutating func flattened(_ material: Material) -> FlatMaterial {
        FlatMaterial(
            material, texture: material.texture.map { flattened($0) }, bump: material.bump.map { flattened($0) })
    }

    private mutating func flattened(_ texture: Texture) -> UnsafePointer<FlatTexture> {
        if let known = textures[ObjectIdentifier(texture)] { return known }
        let levels = memory.room(for: texture.levels.count, of: FlatTexture.Level.self)
        for (index, level) in texture.levels.enumerated() {
            let pixels = memory.room(for: level.pixels.count, of: UInt8.self)
            pixels.update(from: level.pixels, count: level.pixels.count)
            levels[index] = FlatTexture.Level(width: Int32(level.width), height: Int32(level.height), pixels: pixels)
        }
        let flat = memory.room(for: 1, of: FlatTexture.self)
        flat.pointee = FlatTexture(levels: levels, levelCount: Int32(texture.levels.count), linear: linear)
        textures[ObjectIdentifier(texture)] = UnsafePointer(flat)
        return UnsafePointer(flat)
    }
}
