public import Foundation
public import Torch

extension Checkpoint {
    /// Writes the network in another format or number type, tensor by tensor, so that memory stays small.
    ///
    /// What is at `url` before stays untouched until the new files are complete; of a folder, other files stay.
    /// Whatever ``CheckpointFormat/apple`` or ``CheckpointFormat/huggingFace`` cannot express is refused by name.
    ///
    /// - Parameters:
    ///   - url: A file; a folder for ``CheckpointFormat/huggingFace``.
    ///   - format: What to write.
    ///   - type: `float32`, `float16` or `bfloat16`; `nil` keeps every tensor's own.
    ///   - replacing: Whether files that exist may be replaced; never those of this checkpoint.
    ///   - progress: Called with the part done, 0 to 1.
    /// - Throws: ``DepthProError``: ``DepthProError/Code/mismatchedTensors``,
    ///   ``DepthProError/Code/invalidConfiguration`` where the format cannot carry the network,
    ///   ``DepthProError/Code/invalidOption`` where a number does not fit `type`, ``DepthProError/Code/alreadyExists``,
    ///   ``DepthProError/Code/unwritable``.
    public func write(
        to url: URL, as format: CheckpointFormat, type: ScalarType? = nil, replacing: Bool = false,
        progress: (Double) -> Void = { _ in }
    ) throws(DepthProError) {
        guard type == nil || type == .float32 || type == .float16 || type == .bfloat16 else {
            throw DepthProError(.invalidOption, "Weights are float32, float16 or bfloat16, not \(type?.rawValue ?? "")")
        }
        try validate()
        try requireExpressible(as: format)
        try requireFree(url, format, replacing: replacing)
        let writer = CheckpointWriter(checkpoint: self, layout: format.layout, type: type)
        switch format {
        case .safetensors:
            var metadata = try provenance()
            metadata[DepthProConfiguration.metadataKey] = try configuration.json()
            try writer.write(to: url, format: .safetensors, metadata: metadata, progress: progress)
        case .apple: try writer.write(to: url, format: .pytorch, metadata: [:], progress: progress)
        case .huggingFace: try writeFolder(url, writer, type: type, progress: progress)
        }
    }

    /// Where the files of a converted network say what they were made from.
    static let sourceKey = "depthpro.source"
    static let sourceDigestKey = "depthpro.source.sha256"

    // MARK: Steps

    /// What the source said of itself, and what it is.
    private func provenance() throws(DepthProError) -> [String: String] {
        var metadata = archive.metadata
        metadata[DepthProConfiguration.metadataKey] = nil
        // Hugging Face's loaders want it, and mean PyTorch's conventions by it.
        metadata["format"] = "pt"
        metadata[Self.sourceKey] = archive.files.map(\.lastPathComponent).joined(separator: ", ")
        var digests: [String] = []
        for file in archive.files { digests.append(try FileDigest.sha256(of: file)) }
        metadata[Self.sourceDigestKey] = digests.joined(separator: ", ")
        return metadata
    }

    /// Reads the configuration back as the format would carry it.
    private func requireExpressible(as format: CheckpointFormat) throws(DepthProError) {
        let carried: DepthProConfiguration
        switch format {
        case .safetensors: return
        case .apple:
            let shapes = Dictionary(uniqueKeysWithValues: try wantedTensors().map { ($0.name, $0.shape) })
            carried = try DepthProConfiguration(inferredFrom: { shapes[$0] })
        case .huggingFace: carried = try HuggingFaceConfiguration.roundTrip(configuration)
        }
        let lost = try configuration.differences(from: carried)
        guard lost.isEmpty else {
            let name = format == .apple ? "Apple's" : "Hugging Face's"
            throw DepthProError(
                .invalidConfiguration,
                "\(url.path): \(name) layout cannot express this network; it would be read with "
                    + lost.joined(separator: ", ") + ". Write safetensors instead")
        }
    }

    private func requireFree(_ url: URL, _ format: CheckpointFormat, replacing: Bool) throws(DepthProError) {
        let isFolder = url.isExistingFolder
        let exists = FileManager.default.fileExists(atPath: url.path)
        guard !exists || isFolder == (format == .huggingFace) else {
            throw DepthProError(
                .unwritable,
                "\(url.path): is \(isFolder ? "a folder, and a file" : "a file, and a folder") is to be written")
        }
        let targets =
            format == .huggingFace ? HuggingFaceConfiguration.fileNames.map(url.appendingPathComponent) : [url]
        for target in targets where FileManager.default.fileExists(atPath: target.path) {
            guard !archive.files.contains(where: { $0.isSameFile(as: target) }) else {
                throw DepthProError(
                    .unwritable, "\(target.path): is the checkpoint that is being read; write elsewhere")
            }
            guard replacing else { throw DepthProError(.alreadyExists, "\(target.path): exists already") }
        }
    }

    /// All files are written to a folder beside, or within, the wanted one, and moved when all are complete.
    private func writeFolder(
        _ url: URL, _ writer: CheckpointWriter, type: ScalarType?, progress: (Double) -> Void
    ) throws(DepthProError) {
        let exists = url.isExistingFolder
        let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let parent = exists ? url : url.deletingLastPathComponent()
        let draft = parent.appendingPathComponent(".\(url.lastPathComponent).\(random).partial", isDirectory: true)
        let files = FileManager.default
        defer { try? files.removeItem(at: draft) }
        let stored = type ?? archive.names.first.flatMap { archive[$0]?.scalarType } ?? .float32
        do {
            try files.createDirectory(at: draft, withIntermediateDirectories: false)
            try writer.write(
                to: draft.appendingPathComponent("model.safetensors"), format: .safetensors, metadata: provenance(),
                progress: progress)
            let texts = [
                "config.json": try HuggingFaceConfiguration.modelText(configuration, type: stored.rawValue),
                "preprocessor_config.json": HuggingFaceConfiguration.processorText(configuration),
            ]
            for (name, text) in texts { try Data(text.utf8).write(to: draft.appendingPathComponent(name)) }
            if exists {
                for name in HuggingFaceConfiguration.fileNames {
                    try draft.appendingPathComponent(name).rename(to: url.appendingPathComponent(name))
                }
            } else {
                try draft.rename(to: url)
            }
        } catch {
            throw error as? DepthProError
                ?? DepthProError(
                    .unwritable, "\(url.path): cannot be written: \(error.localizedDescription)", cause: error)
        }
    }
}
