import Foundation
import Images

/// What stands in or beside a depth file about the camera.
enum DepthFileCamera {
    /// What is needed of the JSON file that `depthpro predict` writes beside its depth files.
    private struct Sidecar: Decodable {
        struct Camera: Decodable {
            let focalLength: Double

            private enum CodingKeys: String, CodingKey {
                case focalLength = "focallength_px"
            }
        }

        struct Depth: Decodable {
            let unit: String
        }

        let width: Int
        let camera: Camera
        let depth: Depth?
    }

    /// Whether a depth file is in metres, as far as it, or the sidecar with the same stem, tells.
    static func isMetric(_ depthFile: URL) throws -> Bool {
        if RasterFile.mayCarryDepth(depthFile.path) { return try RasterFile.carriedDepth(at: depthFile).isMetric }
        return sidecar(of: depthFile)?.depth.map { $0.unit == "metre" } ?? true
    }

    private static func sidecar(of depthFile: URL) -> Sidecar? {
        let url = depthFile.deletingPathExtension().appendingPathExtension("json")
        return (try? Data(contentsOf: url)).flatMap { try? JSONDecoder().decode(Sidecar.self, from: $0) }
    }

    /// The focal length in pixels of a photo of that width: of the NPZ, or of the sidecar with the same stem.
    static func focalLength(of depthFile: URL, width: Int) throws -> FocalLength? {
        if let pixels = try RasterFile.focalLength(at: depthFile) { return checked(pixels) }
        if RasterFile.mayCarryDepth(depthFile.path) {
            let carried = try RasterFile.carriedDepth(at: depthFile)
            return carried.intrinsics.flatMap { checked($0.focalLength * Double(width) / Double(carried.depth.width)) }
        }
        guard let known = sidecar(of: depthFile), known.width > 0 else { return nil }
        return checked(known.camera.focalLength * Double(width) / Double(known.width))
    }

    private static func checked(_ pixels: Double) -> FocalLength? {
        FocalLengthOption.pixelRange.contains(pixels) ? FocalLength(pixels: pixels, source: .given) : nil
    }
}
