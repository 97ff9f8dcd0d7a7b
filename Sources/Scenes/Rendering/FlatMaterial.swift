/// A material as plain memory.
struct FlatMaterial {
    var baseColor: SIMD3<Float>
    var emission: SIMD3<Float>
    var roughness: Float
    var metallic: Float
    /// Reflectance of a dielectric looked at straight.
    var reflectance: Float
    var transparency: Float
    var texture: UnsafePointer<FlatTexture>?
    var bump: UnsafePointer<FlatTexture>?
    var bumpHeight: Float
    /// Metres that a texture covers, or 0 where texture coordinates count.
    var boxMetres: Float
    var repeats: Float
    var isCutout: Bool

    init(_ material: Material, texture: UnsafePointer<FlatTexture>?, bump: UnsafePointer<FlatTexture>?) {
        baseColor = material.baseColor.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1))
        emission = material.emission
        roughness = min(max(material.roughness, 0.02), 1)
        metallic = min(max(material.metallic, 0), 1)
        let ratio = (material.refractiveIndex - 1) / (material.refractiveIndex + 1)
        reflectance = ratio * ratio
        // Something must be left to be seen, or the surface would have no depth.
        transparency = min(max(material.transparency, 0), 0.98)
        self.texture = texture
        self.bump = bump
        bumpHeight = material.bumpHeight
        switch material.mapping {
        case .coordinates(let repeats): (boxMetres, self.repeats) = (0, repeats)
        case .box(let metres): (boxMetres, self.repeats) = (max(metres, 1e-4), 1)
        }
        isCutout = material.isCutout && texture != nil
    }

    /// Whether light may go through.
    var isPorous: Bool { isCutout || transparency > 0 }
}
