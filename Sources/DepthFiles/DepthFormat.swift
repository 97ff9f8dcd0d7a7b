public import Geometry

/// A kind of file that a depth map can be written as.
public enum DepthFormat: String, Sendable, CaseIterable {
    /// NumPy archive: `depth` (float32, height × width, metres), `focallength_px` (float64), `field_of_view_deg`
    /// (float64, horizontal) and `intrinsics` (float64, 3 × 3).
    case npz
    /// NumPy array: float32, height × width, metres.
    case npy
    /// 16-bit greyscale PNG in whole millimetres, up to 65.535 m; what is farther is written as 65535.
    case png16
    /// TIFF with one channel of 32-bit floats, metres.
    case tiff
    /// OpenEXR with one channel `Y` of 32-bit floats, metres.
    case exr
    /// Portable Float Map, metres.
    case pfm
    /// Points with colours and normals: see `GeometryFormat`, as for the other formats in three dimensions.
    case ply
    /// glTF 2.0: a mesh with the photo on it, or points.
    case glb
    /// A mesh with the photo on it, for AR Quick Look.
    case usdz
    /// Wavefront OBJ, with its material and the photo beside it.
    case obj
    /// A folder with a COLMAP reconstruction.
    case colmap
    /// A folder with a nerfstudio scene.
    case nerfstudio
    /// 3D Gaussians, one for each point.
    case splat
    /// The photo as JPEG with Google's GDepth metadata: inverse depth in 16 bits, metres.
    case googleDepth = "gdepth"
    /// The photo as JPEG with an auxiliary disparity picture and Apple's description, as iPhones write it.
    case appleJPEG = "jpeg-depth"
    /// The photo as HEIC with an auxiliary disparity picture and Apple's description, as iPhones write it.
    case appleHEIC = "heic-depth"
    /// A JPEG picture of the inverse depth in colours, for people; not for measuring.
    case jpg
    /// What is known about the estimate: see ``DepthSidecar``.
    case json

    /// The extension of the format's file or folder, without a dot.
    public var fileExtension: String {
        switch self {
        case .png16: "png"
        case .splat: "splat.ply"
        case .googleDepth: "gdepth.jpg"
        case .appleJPEG: "depth.jpg"
        case .appleHEIC: "depth.heic"
        default: rawValue
        }
    }

    /// The format of three dimensions that it is; `nil` for rasters, pictures and the sidecar.
    public var geometry: GeometryFormat? { GeometryFormat(rawValue: rawValue) }

    /// Whether it is a photo that carries its depth.
    public var isDepthPhoto: Bool { [.googleDepth, .appleJPEG, .appleHEIC].contains(self) }

    /// Whether the format states metres, which relative depth does not have.
    public var needsMetres: Bool { geometry != nil || self == .png16 || self == .googleDepth }

    /// The files' places within the folder that they are written to; several for some formats.
    ///
    /// - Parameter stem: Their common name.
    public func fileNames(stem: String) -> [String] {
        geometry?.fileNames(stem: stem) ?? ["\(stem).\(fileExtension)"]
    }
}
