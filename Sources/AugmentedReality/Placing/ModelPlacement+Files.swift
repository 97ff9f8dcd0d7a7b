public import Foundation
public import Geometry
internal import Images
internal import Scenes

extension ModelPlacement {
    /// The model in the camera's axes, with its textures, as 3D files hold it.
    ///
    /// - Parameter name: What programs show.
    /// - Throws: ``AugmentedRealityError`` with code `engine` where a texture cannot be encoded.
    public func sceneModel(name: String) throws(AugmentedRealityError) -> SceneModel {
        var parts: [SceneModel.Part] = []
        for slot in model.materials.indices {
            parts.append(part(slot, try material(model.materials[slot])))
        }
        return SceneModel(name: name, parts: parts)
    }

    private func part(_ slot: Int, _ material: SceneModel.Material) -> SceneModel.Part {
        let mesh = model.mesh
        var places = [UInt32](repeating: .max, count: mesh.positions.count)
        var part = SceneModel.Part(positions: [], normals: [], corners: [], material: material)
        for (number, triangle) in mesh.triangles.enumerated() {
            let own = mesh.slots.isEmpty ? 0 : Int(mesh.slots[number])
            guard min(own, model.materials.count - 1) == slot else { continue }
            for corner in 0..<3 {
                let index = Int(triangle[corner])
                if places[index] == .max {
                    places[index] = UInt32(part.positions.count)
                    part.positions.append(SIMD3<Float>(pose(SIMD3<Double>(mesh.positions[index]) * scale)))
                    let normal = mesh.normals.isEmpty ? SIMD3(0, 1, 0) : mesh.normals[index]
                    part.normals.append(SIMD3<Float>(pose.rotate(SIMD3<Double>(normal))))
                    if !mesh.textureCoordinates.isEmpty {
                        let place = mesh.textureCoordinates[index]
                        // The renderer counts from the lower edge.
                        part.textureCoordinates.append([place.x, 1 - place.y])
                    }
                }
                part.corners.append(places[index])
            }
        }
        return part
    }

    private func material(_ material: Material) throws(AugmentedRealityError) -> SceneModel.Material {
        var result = SceneModel.Material(
            baseColor: material.baseColor, roughness: material.roughness, metallic: material.metallic,
            opacity: 1 - material.transparency)
        guard let level = material.texture?.levels.first, !model.mesh.textureCoordinates.isEmpty else { return result }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(level.width * level.height * 3)
        for index in 0..<level.width * level.height {
            for channel in 0..<3 {
                let byte = level.pixels[4 * index + channel]
                let factor = material.baseColor[channel]
                pixels.append(
                    factor == 1 ? byte : SRGBTransfer.table[SRGBTransfer.index(SRGBTransfer.light[Int(byte)] * factor)])
            }
        }
        do {
            let picture = RGBImage(width: level.width, height: level.height, pixels: pixels)
            result.texture = try Photo(image: picture).jpegData(quality: 92)
        } catch {
            throw AugmentedRealityError(
                .engine, "the model's texture cannot be written: \(error.message)", cause: error)
        }
        result.baseColor = .one
        return result
    }
}

extension PhotoScene {
    /// Writes the scene in three dimensions with models in it: what the photo shows as a mesh, and each model as a node
    /// of its own.
    ///
    /// - Parameters:
    ///   - format: `glb` or `usdz`.
    ///   - models: See ``ModelPlacement/sceneModel(name:)``.
    /// - Throws: `GeometryError`; `ImageError`.
    /// - Precondition: The format is one of these two.
    public func write(_ format: GeometryFormat, models: [SceneModel], to url: URL) throws {
        precondition([.glb, .usdz].contains(format), "models go into glb and usdz, not \(format.rawValue)")
        let surface = try DepthSurface(
            depth: depth, intrinsics: intrinsics, photo: photo,
            options: .init(maximumDepth: maximumDepth, maximumPoints: format.standardPoints))
        let mesh = try SurfaceMesh(surface)
        if format == .glb {
            try mesh.writeGLB(to: url, up: gravity.up, models: models)
        } else {
            try mesh.writeUSDZ(to: url, up: gravity.up, models: models)
        }
    }
}
