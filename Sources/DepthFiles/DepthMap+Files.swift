public import DepthPro
public import Foundation
public import Images
internal import Torch

extension DepthMap {
    /// The depth as a raster, in metres.
    public var raster: FloatRaster { FloatRaster(width: width, height: height, values: metres) }

    /// Writes one file in one of the formats that hold the depth itself; a file already there is replaced at the end,
    /// so that no half-written one is seen.
    ///
    /// - Parameters:
    ///   - url: Where to; its folder must exist. Its extension is not looked at.
    ///   - format: Any but ``DepthFormat/json``, which ``DepthSidecar/write(to:)`` writes, and those with a
    ///     ``DepthFormat/geometry``, which `GeometryExport` writes, and those that are photos, which
    ///     ``writePhoto(_:to:as:)`` writes.
    ///   - visualization: How ``DepthFormat/jpg`` is coloured.
    /// - Returns: For ``DepthFormat/png16`` what did not fit, else `nil`.
    /// - Throws: `ImageError` or `FileFormatError`; the message names the file and the reason.
    /// - Precondition: The format is none of these.
    @discardableResult
    public func write(
        to url: URL, as format: DepthFormat, visualization: InverseDepthVisualization = .init()
    ) throws -> FloatRaster.Quantization? {
        switch format {
        case .npz: try writeNPZ(to: url)
        case .npy: try NPYArray(metres, shape: [height, width]).write(to: url)
        case .png16: return try raster.writePNG16(to: url, scale: 1000)
        case .tiff: try raster.writeTIFF(to: url)
        case .exr: try raster.writeOpenEXR(to: url)
        case .pfm: try raster.writePFM(to: url)
        case .jpg: try visualization.render(raster).writeJPEG(to: url)
        case .json, .ply, .glb, .usdz, .obj, .colmap, .nerfstudio, .splat, .googleDepth, .appleJPEG, .appleHEIC:
            preconditionFailure("\(format) holds more than the depth: use DepthFileSet")
        }
        return nil
    }

    /// Writes a photo that carries its depth, atomically.
    ///
    /// - Parameters:
    ///   - photo: What the depth is of, as large. The file records the focal length as one on a 35 mm camera.
    ///   - format: One that is a ``DepthFormat/isDepthPhoto``.
    ///   - isMetric: Whether the metres are meant as such; Apple's formats say so.
    /// - Throws: `ImageError`.
    /// - Precondition: The format is one of these.
    public func writePhoto(
        _ photo: RGBImage, to url: URL, as format: DepthFormat, isMetric: Bool = true
    ) throws(ImageError) {
        var camera = CameraFacts()
        let diagonal = Double(width * width + height * height).squareRoot()
        camera.focalLengthIn35mmFilm = focalLength.pixels * FocalLength.diagonalOf35mmFrame / diagonal
        camera.software = "Depth Pro for Swift"
        let both = DepthPhoto(
            photo: Photo(image: photo, camera: camera), depth: raster, intrinsics: intrinsics, isMetric: isMetric)
        let data: Data
        switch format {
        case .googleDepth: data = try both.googleDepthJPEG()
        case .appleJPEG: data = try both.appleJPEG()
        case .appleHEIC: data = try both.appleHEIC()
        default: preconditionFailure("\(format) is no photo that carries depth")
        }
        try AtomicFile.write(data, to: url)
    }

    private func writeNPZ(to url: URL) throws(FileFormatError) {
        try NPZ.write(
            [
                ("depth", NPYArray(metres, shape: [height, width])),
                ("focallength_px", NPYArray([focalLength.pixels], shape: [])),
                ("field_of_view_deg", NPYArray([fieldOfView], shape: [])),
                ("intrinsics", NPYArray(intrinsics.matrix.flatMap(\.self), shape: [3, 3])),
            ], to: url)
    }
}
