internal import Foundation
internal import Torch

/// Writes the tensors of a checkpoint to one file, one after the other.
struct CheckpointWriter {
    /// A tensor under Apple's name, and what becomes of it.
    struct Entry {
        let name: String
        /// One name, or three for query, key and value, which lie one after the other in Apple's tensor.
        let targets: [String]
        /// Of Apple's tensor.
        let shape: [Int]
        let type: ScalarType

        /// Of each target.
        var targetShape: [Int] { targets.count == 1 ? shape : [shape[0] / targets.count] + shape.dropFirst() }
    }

    let checkpoint: Checkpoint
    let layout: CheckpointLayout
    /// `nil` for each tensor's own.
    let type: ScalarType?

    private var tensors: CheckpointTensors { CheckpointTensors(checkpoint) }

    /// - Parameters:
    ///   - format: Of the file.
    ///   - metadata: For safetensors.
    ///   - progress: Called with the part done, 0 to 1.
    func write(
        to url: URL, format: TensorArchive.Format, metadata: [String: String], progress: (Double) -> Void
    ) throws(DepthProError) {
        let entries = try entries()
        let source = tensors
        let total = max(1, entries.reduce(0) { $0 + $1.shape.reduce($1.type.byteCount, *) })
        var done = 0
        do {
            let writer = try TensorArchiveWriter(
                to: url, format: format,
                tensors: entries.flatMap { entry in
                    entry.targets.map { .init(name: $0, scalarType: entry.type, shape: entry.targetShape) }
                },
                metadata: metadata)
            for entry in entries {
                try write(entry, from: source, to: writer)
                source.discardPages(of: entry.name)
                done += entry.shape.reduce(entry.type.byteCount, *)
                progress(Double(done) / Double(total))
            }
            try writer.commit()
        } catch let error as FileFormatError {
            throw DepthProError(.unwritable, error.message, cause: error)
        } catch let error as TorchError {
            throw DepthProError(.engine, error.message, cause: error)
        } catch {
            throw error as? DepthProError ?? DepthProError(.unwritable, "\(url.path): \(error)", cause: error)
        }
    }

    // MARK: Steps

    /// What to write, in the order of the network's state dictionary.
    private func entries() throws(DepthProError) -> [Entry] {
        let names = HuggingFaceNames(checkpoint.configuration)
        let source = tensors
        var entries: [Entry] = []
        for (name, shape) in AppleNames.inStateOrder(try checkpoint.wantedTensors()) {
            let targets = layout == .apple ? [name] : names.spellings(of: name)[0]
            let stored = source.type(of: name) ?? .float32
            entries.append(Entry(name: name, targets: targets, shape: shape, type: type ?? stored))
            guard let counter = AppleNames.counter(after: name) else { continue }
            let counterTargets = layout == .apple ? [counter] : names.spellings(of: counter)[0]
            entries.append(Entry(name: counter, targets: counterTargets, shape: [], type: .int64))
        }
        return entries
    }

    private func write(
        _ entry: Entry, from source: CheckpointTensors, to writer: TensorArchiveWriter
    ) throws {
        let tensor = try converted(entry, from: source).contiguous()
        let count = entry.shape.reduce(entry.type.byteCount, *)
        var failure: FileFormatError?
        try tensor.withUnsafeMemory { memory in
            let bytes = UnsafeRawBufferPointer(start: memory, count: count)
            let part = count / entry.targets.count
            do throws(FileFormatError) {
                for (index, target) in entry.targets.enumerated() {
                    try writer.write(
                        UnsafeRawBufferPointer(rebasing: bytes[index * part..<(index + 1) * part]), to: target)
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func converted(_ entry: Entry, from source: CheckpointTensors) throws -> Tensor {
        guard source.type(of: entry.name) != nil else { return try .zeros(entry.shape, type: entry.type) }
        let original = try source.tensor(entry.name, type: nil, device: .cpu, isMutable: false)
        let converted = try original.to(entry.type)
        if original.scalarType != converted.scalarType { try requireNoOverflow(entry, original, converted) }
        return converted
    }

    /// Numbers that a narrower type has no room for become infinite, which would ruin the network.
    private func requireNoOverflow(_ entry: Entry, _ original: Tensor, _ converted: Tensor) throws {
        guard original.scalarType.isFloatingPoint else { return }
        let wide = try original.to(.float64)
        let lost = try wide.isFinite() .& converted.to(.float64).isFinite().not()
        guard try lost.to(.float32).max().item() > 0 else { return }
        let largest = try wide.masked(by: lost).abs().max().item()
        throw DepthProError(
            .invalidOption,
            "\(checkpoint.url.path): “\(entry.name)” holds \(Float(largest)), which \(entry.type.rawValue) cannot: "
                + "use \(entry.type == .float16 ? "bfloat16 or float32" : "float32")")
    }
}
