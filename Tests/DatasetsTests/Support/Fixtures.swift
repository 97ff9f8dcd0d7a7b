import Datasets
import Foundation

/// The files that `Scripts/datasets-fixtures.py` and `Scripts/datasets-evaluation-fixtures.py` wrote, and what they mean.
enum Fixtures {
    static let folder = Bundle.module.bundleURL.appending(path: "Resources")

    /// The names of all sets of depth.
    static let depthSets = DatasetCatalog.all.filter { $0.subject == .depth }.map(\.name)

    /// A data set's folder.
    static func root(_ name: String) -> URL { folder.appending(path: name) }

    /// A folder of its own for a test, which removes it.
    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "datasets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    static func expected() throws -> [String: [ExpectedListing]] {
        let data = try Data(contentsOf: folder.appending(path: "expected.json"))
        return try JSONDecoder().decode([String: [ExpectedListing]].self, from: data)
    }
}

/// What a data set, or one of its parts, must turn out to hold.
struct ExpectedListing: Decodable, Sendable {
    let count: Int
    let split: String?
    /// Metres that the format's precision may take, for what is stored as half floats.
    let tolerance: Float?
    let samples: [ExpectedSample]
}

struct ExpectedSample: Decodable, Sendable {
    let index: Int
    let id: String
    let width, height: Int
    let camera: [Double]?
    let depth: [ExpectedPixel]
}

/// Column, row and depth: a number, `sky` or `unknown`.
struct ExpectedPixel: Decodable, Sendable {
    let x, y: Int
    let depth: Float

    init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        x = try values.decode(Int.self)
        y = try values.decode(Int.self)
        if let word = try? values.decode(String.self) {
            depth = word == "sky" ? .infinity : .nan
        } else {
            depth = try values.decode(Float.self)
        }
    }
}
