import Evaluation
import Foundation
import Images
import Testing

/// What Scripts/evaluation-geometry-golden.py computed.
struct GeometryGolden: Decodable {
    struct Mask: Decodable {
        let width: Int
        let height: Int
        let bits: Data

        var mask: PixelMask {
            let values = (0..<width * height).map { bits[bits.startIndex + $0 / 8] >> (7 - $0 % 8) & 1 == 1 }
            return PixelMask(width: width, height: height, values: values)
        }
    }

    struct Cloud: Decodable, CustomTestStringConvertible {
        struct Scores: Decodable {
            let chamfer: Double
            let precision: Double
            let recall: Double
            let f_score: Double
            let iou: Double
        }

        let name: String
        let prediction: Golden.Raster
        let target: Golden.Raster
        let camera: [Double]
        let predictedCamera: [Double]
        let minimum: Double
        let maximum: Double?
        let scores: Scores?

        var testDescription: String { name }
        var range: ValidRange { ValidRange(minimum: minimum, maximum: maximum ?? .infinity) }
    }

    struct IBims: Decodable, CustomTestStringConvertible {
        struct Boundary: Decodable {
            let accuracy: Double
            let completeness: Double
            let untruncated: Double?
        }

        struct Plane: Decodable {
            let planarity: Double
            let orientation: Double
            let count: Int
        }

        struct Directed: Decodable {
            let agreeing: Double
            let too_near: Double
            let too_far: Double
        }

        let name: String
        let prediction: Golden.Raster
        let target: Golden.Raster
        let camera: [Double]
        let minimum: Double
        let maximum: Double?
        let edges: Mask
        let planes: [Mask]
        let predictedEdges: Mask
        let boundary: Boundary?
        let plane: Plane?
        let directed: Directed?

        var testDescription: String { name }
        var range: ValidRange { ValidRange(minimum: minimum, maximum: maximum ?? .infinity) }
    }

    let clouds: [Cloud]
    let ibims: [IBims]

    static func load() throws -> GeometryGolden {
        let url = Bundle.module.bundleURL.appendingPathComponent("Resources/geometry.json")
        return try JSONDecoder().decode(GeometryGolden.self, from: Data(contentsOf: url))
    }

    static func intrinsics(_ values: [Double]) -> Intrinsics {
        Intrinsics(focalLength: values[0], centerX: values[1], centerY: values[2])
    }
}
