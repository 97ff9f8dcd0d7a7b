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

    /// Another's weights, in our format, as if its network had that configuration.
    static func copy(
        of other: Checkpoint, at url: URL, change: (inout DepthProConfiguration) -> Void
    ) throws -> Checkpoint {
        var configuration = other.configuration
        change(&configuration)
        let stored = try other.archive.names.map { try #require(other.archive[$0]) }
        let json = String(decoding: try JSONEncoder().encode(configuration), as: UTF8.self)
        let writer = try TensorArchiveWriter(
            to: url, format: .safetensors,
            tensors: zip(other.archive.names, stored).map {
                .init(name: $0, scalarType: $1.scalarType, shape: $1.shape)
            }, metadata: [DepthProConfiguration.metadataKey: json])
        for (name, tensor) in zip(other.archive.names, stored) {
            try tensor.contiguousData().withUnsafeBytes { try writer.write($0, to: name) }
        }
        try writer.commit()
        return try Checkpoint(contentsOf: url)
    }

    /// The names in the order of the reference's state dictionary.
    static func stateOrder(of configuration: DepthProConfiguration) throws -> [String] {
        AppleNames.inStateOrder(try wantedTensors(of: configuration)).map(\.name)
    }
}
