public import Foundation
public import Torch

/// A file, or a folder, with a network's weights: opened and checked, not yet loaded.
public struct Checkpoint: Sendable {
    /// Where it came from.
    public let url: URL
    /// Whose parameter names it uses.
    public let layout: CheckpointLayout
    /// The network that its tensors make.
    public let configuration: DepthProConfiguration
    /// Its tensors.
    public let archive: TensorArchive

    /// Opens Apple's `depth_pro.pt`, a Hugging Face folder (`config.json` and `model.safetensors`), or our safetensors.
    ///
    /// The configuration is read from our file's metadata or `config.json`; for Apple's names without one it is
    /// inferred from the tensors' shapes. Nothing in the file is executed.
    ///
    /// - Throws: ``DepthProError`` that names the file and what is wrong with it.
    public init(contentsOf url: URL) throws(DepthProError) {
        self.url = url
        do {
            archive = try TensorArchive.open(url)
        } catch {
            throw DepthProError(.unreadableCheckpoint, error.message, cause: error)
        }
        do throws(DepthProError) {
            (layout, configuration) = try Self.recognize(archive, at: url)
            try configuration.validate()
        } catch {
            throw DepthProError(error.code, "\(url.path): \(error.message)", cause: error.cause)
        }
    }

    /// The number of parameters stored.
    public var parameterCount: Int {
        archive.names.reduce(0) { $0 + (archive[$1]?.elementCount ?? 0) }
    }

    /// How many tensors there are of each type.
    public var scalarTypes: [ScalarType: Int] {
        archive.names.reduce(into: [:]) { counts, name in
            if let type = archive[name]?.scalarType { counts[type, default: 0] += 1 }
        }
    }

    private static func recognize(
        _ archive: TensorArchive, at url: URL
    ) throws(DepthProError) -> (CheckpointLayout, DepthProConfiguration) {
        if archive["encoder.patch_encoder.cls_token"] != nil {
            if let json = archive.metadata[DepthProConfiguration.metadataKey] {
                return (.apple, try DepthProConfiguration(json: json))
            }
            return (.apple, try DepthProConfiguration(inferredFrom: { archive[$0]?.shape }))
        }
        if archive["depth_pro.encoder.patch_encoder.model.embeddings.cls_token"] != nil {
            return (.huggingFace, try HuggingFaceConfiguration.read(beside: url))
        }
        let sample = archive.names.prefix(3).map(FileFormatError.printable).joined(separator: ", ")
        throw DepthProError(
            .otherNetwork,
            archive.names.isEmpty
                ? "holds no tensors"
                : "holds no Depth Pro network: its \(archive.names.count) tensors are \(sample)"
                    + "\(archive.names.count > 3 ? ", …" : "")")
    }
}
