public import Foundation
public import Images

/// Writes what a photo shows in three dimensions, in one or several formats.
///
/// ```swift
/// let export = GeometryExport(depth: raster, intrinsics: intrinsics, photo: photo.image)
/// try export.write([.glb, .ply], stem: "garden", to: folder)
/// ```
public struct GeometryExport: Sendable {
    /// In metres along the optical axis.
    public let depth: FloatRaster
    /// For pixels of the depth map.
    public let intrinsics: Intrinsics
    /// As large as the depth map.
    public let photo: RGBImage
    /// How.
    public let options: GeometryOptions

    /// Gathers what is needed.
    ///
    /// - Precondition: Depth and photo are of one size.
    public init(depth: FloatRaster, intrinsics: Intrinsics, photo: RGBImage, options: GeometryOptions = .init()) {
        self.depth = depth
        self.intrinsics = intrinsics
        self.photo = photo
        self.options = options
    }

    /// Writes the files that ``GeometryFormat/fileNames(stem:)`` names; each file atomically, and folders made where
    /// they are missing.
    ///
    /// - Returns: Which way was up; `nil` where nobody asked.
    /// - Throws: ``GeometryError`` where there is nothing to write or meshoptimizer is missing; `ImageError`.
    @discardableResult
    public func write(_ formats: [GeometryFormat], stem: String, to folder: URL) throws -> GravityEstimate? {
        let gravity = options.isLeveled ? GravityEstimate(try surface(maximumPoints: Self.pointsForGravity)) : nil
        let up = gravity?.up ?? SIMD3(0, -1, 0)
        // Formats with as many points share what is made of them, which lives no longer than it is needed.
        let groups = Dictionary(grouping: formats) { options.maximumPoints ?? $0.standardPoints }
        for (points, formats) in groups.sorted(by: { $0.key < $1.key }) {
            let surface = try surface(maximumPoints: points)
            let mesh = try formats.contains(where: needsMesh) ? mesh(surface) : nil
            for format in formats {
                if let mesh, needsMesh(format) {
                    try write(mesh, as: format, stem, folder, up)
                } else {
                    try write(surface, as: format, stem, folder, up)
                }
            }
        }
        return gravity
    }

    /// Few points are far apart, so that their normals are smooth.
    private static let pointsForGravity = 20_000

    private func needsMesh(_ format: GeometryFormat) -> Bool {
        [.usdz, .obj].contains(format) || (format == .glb && !options.glbHoldsPoints)
    }

    private func surface(maximumPoints: Int) throws(GeometryError) -> DepthSurface {
        try DepthSurface(
            depth: depth, intrinsics: intrinsics, photo: photo,
            options: .init(
                maximumDepth: options.maximumDepth, edgeThreshold: options.edgeThreshold, maximumPoints: maximumPoints))
    }

    private func mesh(_ surface: DepthSurface) throws(GeometryError) -> SurfaceMesh {
        let mesh = try SurfaceMesh(surface)
        return try options.simplification.map { share throws(GeometryError) in try mesh.simplified(to: share) } ?? mesh
    }

    private func write(
        _ mesh: SurfaceMesh, as format: GeometryFormat, _ stem: String, _ folder: URL, _ up: SIMD3<Double>
    ) throws {
        let url = folder.appendingPathComponent(format.fileNames(stem: stem)[0])
        switch format {
        case .usdz: try mesh.writeUSDZ(to: url, up: up)
        case .obj:
            try mesh.writeOBJ(
                to: url, materialName: format.materialName(stem: stem), textureName: format.textureName(stem: stem),
                up: up)
        default: try mesh.writeGLB(to: url, up: up)
        }
    }

    private func write(
        _ surface: DepthSurface, as format: GeometryFormat, _ stem: String, _ folder: URL, _ up: SIMD3<Double>
    ) throws {
        let url = folder.appendingPathComponent(format.fileNames(stem: stem)[0])
        switch format {
        case .colmap: try surface.writeCOLMAP(to: folder.appendingPathComponent("\(stem).colmap"), up: up)
        case .nerfstudio:
            try surface.writeNerfstudio(to: folder.appendingPathComponent("\(stem).nerfstudio"), depth: depth, up: up)
        case .splat: try surface.writeSplat(to: url, up: up)
        case .ply: try surface.writePLY(to: url, up: up)
        default: try surface.writeGLB(to: url, up: up)
        }
    }
}
