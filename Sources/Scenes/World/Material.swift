/// How a surface looks: a few physical parameters, each of which a texture may vary.
public struct Material: Sendable {
    /// How textures lie on the surface.
    public enum Mapping: Sendable, Hashable {
        /// By the mesh's texture coordinates, times `repeats`.
        case coordinates(repeats: Float = 1)
        /// By position in the mesh's frame (times the instance's scale), projected along the normal's largest axis;
        /// one texture covers so many metres.
        case box(metres: Float)
    }

    /// Reflectance in linear RGB, 0 to 1; multiplies the texture.
    public var baseColor: SIMD3<Float>
    /// Reflectance, sRGB; alpha below one half cuts holes where ``isCutout``.
    public var texture: Texture?
    /// How ``texture`` and ``bump`` lie.
    public var mapping: Mapping
    /// From 0, a mirror, to 1, chalk.
    public var roughness: Float
    /// From 0, a dielectric, to 1, a metal.
    public var metallic: Float
    /// Of a dielectric; 1.5 is glass and most paint.
    public var refractiveIndex: Float
    /// How much light goes straight through, as window glass lets it; depth is the surface's all the same.
    public var transparency: Float
    /// Whether the texture's alpha cuts holes, as in leaves.
    public var isCutout: Bool
    /// Radiance that it gives off, linear RGB; multiplies the texture, as on a screen. Light falls from ``Lamp``s and the sky only.
    public var emission: SIMD3<Float>
    /// A height map (its first channel) that tilts the normal.
    public var bump: Texture?
    /// Metres between the lowest and highest of ``bump``.
    public var bumpHeight: Float

    /// A material of one colour; set the rest afterwards.
    public init(
        baseColor: SIMD3<Float>, roughness: Float = 0.8, metallic: Float = 0, texture: Texture? = nil,
        mapping: Mapping = .box(metres: 1)
    ) {
        self.baseColor = baseColor
        self.texture = texture
        self.mapping = mapping
        self.roughness = roughness
        self.metallic = metallic
        refractiveIndex = 1.5
        transparency = 0
        isCutout = false
        emission = .zero
        bump = nil
        bumpHeight = 0.002
    }
}
