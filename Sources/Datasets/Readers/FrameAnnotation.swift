internal import Images

/// An entry of a file of frame annotations, as PyTorch3D's Implicitron defines them.
struct FrameAnnotation: Decodable, Sendable {
    struct File: Decodable, Sendable { let path: String }

    struct Viewpoint: Decodable, Sendable {
        let focalLength, principalPoint: [Double]
        let format: String?
        enum CodingKeys: String, CodingKey {
            case focalLength = "focal_length"
            case principalPoint = "principal_point"
            case format = "intrinsics_format"
        }
    }

    let image, depth: File
    let viewpoint: Viewpoint?
}

extension FrameAnnotation.Viewpoint {
    /// The camera in pixels of an image of the given size.
    func intrinsics(width: Int, height: Int, of frame: String) throws(DatasetError) -> Intrinsics {
        let half = (x: Double(width) / 2, y: Double(height) / 2)
        let unit: (x: Double, y: Double)
        switch format ?? "ndc_norm_image_bounds" {
        case "ndc_norm_image_bounds": unit = half
        case "ndc_isotropic": unit = (min(half.x, half.y), min(half.x, half.y))
        case let other:
            throw DatasetError(.malformed, "The camera of \(frame) has the unknown form “\(other.printable)”.")
        }
        guard focalLength.count == 2, principalPoint.count == 2, focalLength[0] > 0 else {
            throw DatasetError(.malformed, "The camera of \(frame) has no focal length and centre of two numbers.")
        }
        return Intrinsics(
            focalLength: focalLength[0] * unit.x, centerX: half.x - principalPoint[0] * unit.x,
            centerY: half.y - principalPoint[1] * unit.y)
    }
}
