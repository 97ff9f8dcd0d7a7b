internal import Foundation
internal import Torch

/// Writes a checkpoint with its transformers' matrices as 8-bit integers.
struct QuantizedWriter {
    let checkpoint: Checkpoint
    let calibration: Calibration

    func write(to url: URL, metadata: [String: String]) throws {
        let wanted = AppleNames.inStateOrder(try checkpoint.wantedTensors())
        let source = CheckpointTensors(checkpoint)
        let factors = normFactors()
        let writer = try TensorArchiveWriter(
            to: url, format: .safetensors, tensors: wanted.flatMap { entries($0.name, $0.shape, source) },
            metadata: metadata)
        for (name, _) in wanted {
            if let range = calibration.ranges[name] {
                try writeQuantized(name, range, source, to: writer)
            } else {
                let type = source.type(of: name) ?? .float32
                var tensor = try source.tensor(name, type: .float32, device: .cpu, isMutable: false)
                let norm = name.split(separator: ".").dropLast().joined(separator: ".")
                if let factor = factors[norm] { tensor = try tensor / factor }
                try write(tensor.to(type), as: name, to: writer)
            }
            source.discardPages(of: name)
        }
        try writer.commit()
    }

    private func entries(_ name: String, _ shape: [Int], _ source: CheckpointTensors) -> [TensorArchiveWriter
        .Description]
    {
        guard calibration.ranges[name] != nil else {
            return [.init(name: name, scalarType: source.type(of: name) ?? .float32, shape: shape)]
        }
        let names = QuantizedNames(weight: name)
        return [
            .init(name: name, scalarType: .int8, shape: shape),
            .init(name: names.scale, scalarType: .float32, shape: [shape[0]]),
            .init(name: names.input, scalarType: .float32, shape: [2]),
        ]
    }

    /// By the name of a norm: what its output is divided by.
    private func normFactors() -> [String: Tensor] {
        var factors: [String: Tensor] = [:]
        for (name, factor) in calibration.smoothing {
            if let norm = Calibration.norm(before: name) { factors[norm] = factor }
        }
        return factors
    }

    private func writeQuantized(
        _ name: String, _ range: ByteRange, _ source: CheckpointTensors, to writer: TensorArchiveWriter
    ) throws {
        var weight = try source.tensor(name, type: .float32, device: .cpu, isMutable: false)
        if let factor = calibration.smoothing[name] { weight = try weight * factor }
        let scales = try weight.abs().max([1], keepingAxes: true).clamped(1e-12, nil) / 127
        let names = QuantizedNames(weight: name)
        // Half up is as good as any rounding here.
        try write((weight / scales + 0.5).floor().clamped(-127, 127).to(.int8), as: name, to: writer)
        try write(scales.reshaped([-1]), as: names.scale, to: writer)
        try write(Tensor([range.scale, range.zero], shape: [2]), as: names.input, to: writer)
    }

    private func write(_ tensor: Tensor, as name: String, to writer: TensorArchiveWriter) throws {
        let tensor = try tensor.contiguous()
        let count = tensor.shape.reduce(tensor.scalarType.byteCount, *)
        var failure: FileFormatError?
        try tensor.withUnsafeMemory { memory in
            do throws(FileFormatError) {
                try writer.write(UnsafeRawBufferPointer(start: memory, count: count), to: name)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
