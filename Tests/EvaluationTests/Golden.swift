import Evaluation
import Foundation
import Images
import Testing

/// What Scripts/evaluation-golden.py computed.
struct Golden: Decodable {
    struct Raster: Decodable {
        let width: Int
        let height: Int
        let values: Data

        var raster: FloatRaster {
            let floats = values.withUnsafeBytes { bytes in
                (0..<width * height).map { index in
                    let bits = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                    return Float(bitPattern: UInt32(littleEndian: bits))
                }
            }
            return FloatRaster(width: width, height: height, values: floats)
        }
    }

    struct Case: Decodable, CustomTestStringConvertible {
        let name: String
        let minimum: Double
        let maximum: Double?
        let prediction: Raster
        let target: Raster
        let matte: Raster?
        /// By alignment, then by metric; null where nothing can be scored.
        let scores: [String: [String: Double]?]

        var range: ValidRange { ValidRange(minimum: minimum, maximum: maximum ?? .infinity) }
        var testDescription: String { name }
    }

    struct Focal: Decodable {
        let actual: [Double]
        let estimated: [Double]
        let errors: [Double]
        let delta25: Double
        let delta50: Double
    }

    let focal: Focal
    let cases: [Case]

    static func load() throws -> Golden {
        let url = Bundle.module.bundleURL.appendingPathComponent("Resources/expected.json")
        return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    }
}
