internal import Foundation
internal import Images
internal import Torch

/// Depth maps and mattes in the formats that `depthpro compare` reads, told apart by their extensions.
enum RasterFile {
    /// Reads a depth map.
    ///
    /// - Parameter scale: A PNG's steps per metre.
    static func depth(at path: String, scale: Double) throws -> FloatRaster {
        let url = URL(fileURLWithPath: path)
        if url.pathExtension.lowercased() == "png" { return try FloatRaster.readPNG16(url, scale: Float(scale)) }
        if photoExtensions.contains(url.pathExtension.lowercased()) { return try carriedDepth(at: url).depth }
        guard let raster = try floats(at: url, key: "depth") else {
            throw CommandFailure(
                "\(path): depth is read from .npy, .npz, .pfm, .exr, .tif, .tiff and .png, and from photos that carry "
                    + "it (.jpg, .heic).")
        }
        return raster
    }

    private static let photoExtensions: Set<String> = ["jpg", "jpeg", "heic", "heif", "hif"]

    /// Whether a file of that name may be a photo that carries depth.
    static func mayCarryDepth(_ path: String) -> Bool {
        photoExtensions.contains(URL(fileURLWithPath: path).pathExtension.lowercased())
    }

    /// The depth that a photo carries: a portrait photo's, or one that `depthpro predict` wrote.
    static func carriedDepth(at url: URL) throws -> CarriedDepth {
        if let depth = try CarriedDepth.read(url) { return depth }
        throw CommandFailure(
            "\(url.relativePath) carries no depth: neither Google's GDepth nor an auxiliary depth picture of Apple's")
    }

    /// The focal length in pixels that a prediction's file gives: an NPZ's `focallength_px`, as the reference writes it.
    static func focalLength(at url: URL) throws -> Double? {
        if url.pathExtension.lowercased() == "npz", let stored = try TensorArchive.open(url)["focallength_px"] {
            return floats(of: NPYArray(stored))?.first.map(Double.init)
        }
        return nil
    }

    /// Reads a matte: a grey picture of any kind, or floats, as alpha in 0…1.
    static func matte(at path: String) throws -> FloatRaster {
        let url = URL(fileURLWithPath: path)
        do {
            if url.pathExtension.lowercased() == "png" { return try FloatRaster.readPNG16(url, scale: 65535) }
            if let raster = try floats(at: url, key: "mask") { return raster }
        } catch let error as ImageError where error.code == .unsupported {
            // An 8-bit picture, which the following reads.
        }
        let photo = try Photo(contentsOf: url)
        let pixels = photo.pixels
        let values = try (0..<photo.width * photo.height).map { pixel in
            let red = pixels[pixel * 3]
            guard red == pixels[pixel * 3 + 1], red == pixels[pixel * 3 + 2] else {
                throw CommandFailure("\(path) is a picture in colour; a matte is grey.")
            }
            return Float(red) / 255
        }
        return FloatRaster(width: photo.width, height: photo.height, values: values)
    }

    /// Reads a file of floats; nil for other extensions.
    private static func floats(at url: URL, key: String) throws -> FloatRaster? {
        switch url.pathExtension.lowercased() {
        case "pfm": return try FloatRaster.readPFM(url)
        case "exr": return try FloatRaster.readOpenEXR(url)
        case "tif", "tiff": return try FloatRaster.readTIFF(url)
        case "npy": return try raster(NPYArray(contentsOf: url), in: url)
        case "npz":
            let archive = try TensorArchive.open(url)
            guard let stored = archive[key] else {
                throw CommandFailure("\(url.relativePath) has no array “\(key)”.")
            }
            return try raster(NPYArray(stored), in: url)
        default: return nil
        }
    }

    /// A matrix, or one with leading dimensions of one, of any type of number.
    private static func raster(_ array: NPYArray, in url: URL) throws -> FloatRaster {
        let (sides, leading) = (array.shape.suffix(2), array.shape.dropLast(2))
        guard let height = sides.first, let width = sides.last, sides.count == 2, leading.allSatisfy({ $0 == 1 }),
            width > 0, height > 0
        else { throw CommandFailure("\(url.relativePath) has the shape \(array.shape); height × width is needed.") }
        guard let values = floats(of: array) else {
            throw CommandFailure(
                "\(url.relativePath) holds numbers of type \(array.scalarType.rawValue), which cannot be compared.")
        }
        return FloatRaster(width: width, height: height, values: values)
    }

    private static func floats(of array: NPYArray) -> [Float]? {
        switch array.scalarType {
        case .float64: array.values(as: Double.self)?.map { Float($0) }
        case .float32: array.values(as: Float.self)
        case .int64: array.values(as: Int64.self)?.map { Float($0) }
        case .int32: array.values(as: Int32.self)?.map { Float($0) }
        case .int16: array.values(as: Int16.self)?.map { Float($0) }
        case .uint16: array.values(as: UInt16.self)?.map { Float($0) }
        case .uint8: array.values(as: UInt8.self)?.map { Float($0) }
        case .bool: array.data.map { Float($0) }
        #if !(os(macOS) && arch(x86_64))
            case .float16: array.values(as: Float16.self)?.map { Float($0) }
        #endif
        default: nil
        }
    }
}
