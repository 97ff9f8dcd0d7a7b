import DepthPro
import Foundation
import Testing
import Torch

extension Checkpoint {
    /// A checkpoint in our format, every weight zero.
    static func zeros(_ configuration: DepthProConfiguration, at url: URL) throws -> Checkpoint {
        let wanted = try Checkpoint.wantedTensors(of: configuration)
        let json = String(decoding: try JSONEncoder().encode(configuration), as: UTF8.self)
        let writer = try TensorArchiveWriter(
            to: url, format: .safetensors,
            tensors: wanted.map { .init(name: $0.name, scalarType: .float16, shape: $0.shape) },
            metadata: [DepthProConfiguration.metadataKey: json])
        for tensor in wanted {
            try Data(count: tensor.shape.reduce(2, *)).withUnsafeBytes { try writer.write($0, to: tensor.name) }
        }
        try writer.commit()
        return try Checkpoint(contentsOf: url)
    }

    /// The names in the order of the reference's state dictionary.
    static func stateOrder(of configuration: DepthProConfiguration) throws -> [String] {
        AppleNames.inStateOrder(try wantedTensors(of: configuration)).map(\.name)
    }
}
