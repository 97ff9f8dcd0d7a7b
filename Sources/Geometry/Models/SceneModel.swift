public import Foundation

/// A model that stands among what a photo shows: triangles with materials, in the camera's axes.
public struct SceneModel: Sendable {
    /// Triangles of one material.
    public struct Part: Sendable {
        /// In metres, in the camera's axes: X right, Y down, Z forward.
        public var positions: [SIMD3<Float>]
        /// Of length 1, for each position, in the camera's axes.
        public var normals: [SIMD3<Float>]
        /// For each position, from the texture's upper left corner, 1 is its width and height; empty without texture.
        public var textureCoordinates: [SIMD2<Float>]
        /// Three positions for each triangle, counter-clockwise seen from outside.
        public var corners: [UInt32]
        /// What it looks like.
        public var material: Material

        /// Gathers the arrays.
        ///
        /// - Precondition: Normals, and texture coordinates where there are any, are as many as positions.
        public init(
            positions: [SIMD3<Float>], normals: [SIMD3<Float>], textureCoordinates: [SIMD2<Float>] = [],
            corners: [UInt32], material: Material
        ) {
            precondition(normals.count == positions.count, "a model needs a normal for each position")
            precondition(
                textureCoordinates.isEmpty || textureCoordinates.count == positions.count,
                "a model needs texture coordinates for each position, or none")
            (self.positions, self.normals, self.textureCoordinates) = (positions, normals, textureCoordinates)
            (self.corners, self.material) = (corners, material)
        }
    }

    /// The metallic-roughness material of glTF.
    public struct Material: Sendable {
        /// Linear RGB, 0…1; multiplies the texture.
        public var baseColor: SIMD3<Float>
        /// 0 a mirror, 1 chalk.
        public var roughness: Float
        /// 0 a dielectric, 1 a metal.
        public var metallic: Float
        /// 1 is opaque.
        public var opacity: Float
        /// A JPEG file, sRGB.
        public var texture: Data?

        /// Gathers the numbers.
        public init(
            baseColor: SIMD3<Float>, roughness: Float = 0.8, metallic: Float = 0, opacity: Float = 1,
            texture: Data? = nil
        ) {
            (self.baseColor, self.roughness, self.metallic) = (baseColor, roughness, metallic)
            (self.opacity, self.texture) = (opacity, texture)
        }
    }

    /// What programs show as its name.
    public var name: String
    /// Those with at least one triangle.
    public var parts: [Part]

    /// Names the parts.
    public init(name: String, parts: [Part]) {
        self.name = name
        self.parts = parts.filter { !$0.corners.isEmpty }
    }
}

extension SceneModel.Part {
    /// The part with its positions and normals in a file's axes.
    func turned(_ toWorld: RigidTransform) -> SceneModel.Part {
        var part = self
        part.positions = positions.map { SIMD3<Float>(toWorld(SIMD3<Double>($0))) }
        part.normals = normals.map { SIMD3<Float>(toWorld.rotate(SIMD3<Double>($0))) }
        return part
    }
}
