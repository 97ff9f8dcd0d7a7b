/// A kind of file, or of folder, that holds what a photo shows in three dimensions.
public enum GeometryFormat: String, Sendable, CaseIterable {
    /// Points with colours and normals, binary.
    case ply
    /// glTF 2.0 in one file: a mesh with the photo on it, or points.
    case glb
    /// A mesh with the photo on it for AR Quick Look and other readers of USD.
    case usdz
    /// Wavefront OBJ: a mesh, its material and the photo.
    case obj
    /// A folder with a COLMAP reconstruction.
    case colmap
    /// A folder with a nerfstudio scene.
    case nerfstudio
    /// 3D Gaussians for splatting.
    case splat

    /// The files' places within the folder that they are written to.
    ///
    /// - Parameter stem: Their common name.
    public func fileNames(stem: String) -> [String] {
        switch self {
        case .ply, .glb, .usdz: ["\(stem).\(rawValue)"]
        case .splat: ["\(stem).splat.ply"]
        case .obj: ["\(stem).obj", materialName(stem: stem), textureName(stem: stem)]
        case .colmap: COLMAPFiles.names.map { "\(stem).colmap/\($0)" }
        case .nerfstudio: NerfstudioFiles.names.map { "\(stem).nerfstudio/\($0)" }
        }
    }

    /// How many points are kept unless somebody says otherwise: what programs that read the format open quickly.
    public var standardPoints: Int {
        switch self {
        case .ply, .glb, .obj, .splat: 1_000_000
        case .usdz: 100_000
        case .colmap, .nerfstudio: 200_000
        }
    }

    // Names that stand within OBJ and MTL files have no spaces there.
    func materialName(stem: String) -> String { "\(Self.plain(stem)).mtl" }
    func textureName(stem: String) -> String { "\(Self.plain(stem))-photo.jpg" }

    private static func plain(_ stem: String) -> String {
        String(stem.map { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 32 } ? "_" : $0 })
    }
}
