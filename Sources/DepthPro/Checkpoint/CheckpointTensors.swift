internal import Torch

/// The tensors of a checkpoint under Apple's names, whatever its own layout.
struct CheckpointTensors {
    private let archive: TensorArchive
    private let layout: CheckpointLayout
    private let names: HuggingFaceNames
    private let configuration: DepthProConfiguration

    init(_ checkpoint: Checkpoint) {
        archive = checkpoint.archive
        layout = checkpoint.layout
        names = HuggingFaceNames(checkpoint.configuration)
        configuration = checkpoint.configuration
    }

    /// Compares the file's headers with the shapes that the network asks for.
    func mismatch(with wanted: [(name: String, shape: [Int])]) -> TensorMismatch {
        var mismatch = TensorMismatch()
        var used: Set<String> = []
        for (name, shape) in wanted {
            guard let parts = stored(name) else {
                mismatch.missing.append(spellings(of: name)[0][0])
                continue
            }
            used.formUnion(parts)
            let found = joinedShape(parts)
            if found != shape { mismatch.misshaped.append("\(parts[0]): \(found ?? []) instead of \(shape)") }
            for part in parts where isQuantized(part) { check(part, &used, &mismatch) }
        }
        mismatch.unexpected = archive.names.filter { !used.contains($0) && !isIgnored($0) }
        return mismatch
    }

    /// What stands beside 8-bit integers, which only matrices are.
    private func check(_ part: String, _ used: inout Set<String>, _ mismatch: inout TensorMismatch) {
        guard let shape = archive[part]?.shape, shape.count == 2 else {
            mismatch.misshaped.append("\(part): 8-bit integers of \(archive[part]?.shape ?? []), and no matrix")
            return
        }
        let names = QuantizedNames(weight: part)
        for (companion, wanted) in [(names.scale, [shape[0]]), (names.input, [2])] {
            used.insert(companion)
            let found = archive[companion]?.shape
            if found != wanted { mismatch.misshaped.append("\(companion): \(found ?? []) instead of \(wanted)") }
        }
    }

    /// Reads one tensor.
    ///
    /// - Precondition: ``mismatch(with:)`` was empty.
    func tensor(
        _ name: String, type: ScalarType?, device: Device, isMutable: Bool
    ) throws(TorchError) -> Tensor {
        guard let parts = stored(name) else { preconditionFailure("\(name) was not checked") }
        var tensors: [Tensor] = []
        for part in parts {
            guard let stored = archive[part] else { preconditionFailure("\(part) was not checked") }
            if let quantized = try quantizedPart(part) {
                tensors.append(try quantized.dequantized().to(type ?? .float32).to(device))
            } else {
                tensors.append(try Tensor(stored, type: type, device: device, isMutable: isMutable))
            }
        }
        return try tensors.count == 1 ? tensors[0] : Tensor.concatenated(tensors, axis: 0)
    }

    /// The 8-bit integers of a weight, where it is stored so.
    ///
    /// - Precondition: ``mismatch(with:)`` was empty.
    func quantized(_ name: String) throws(TorchError) -> QuantizedWeight? {
        guard let parts = stored(name), parts.count == 1 else { return nil }
        return try quantizedPart(parts[0])
    }

    private func quantizedPart(_ part: String) throws(TorchError) -> QuantizedWeight? {
        let names = QuantizedNames(weight: part)
        guard isQuantized(part), let weight = archive[part], let scale = archive[names.scale],
            let input = archive[names.input]
        else { return nil }
        let facts = try Tensor(input, type: .float32).floats()
        guard facts[0] > 0, facts[0].isFinite, (0...255).contains(facts[1]), facts[1] == facts[1].rounded() else {
            throw TorchError(
                .failed,
                "“\(names.input)” is damaged: a scale above 0 and a byte are wanted, not \(facts[0]) and \(facts[1])")
        }
        let scales = try Tensor(scale, type: .float32)
        guard try scales.isAllFinite() else {
            throw TorchError(.failed, "“\(names.scale)” is damaged: it holds numbers that are not finite")
        }
        return QuantizedWeight(
            weight: try Tensor(weight), scales: scales, inputScale: Double(facts[0]), inputZero: Int(facts[1]))
    }

    /// How a network with these weights computes over bfloat16: as coarsely as 8-bit integers allow, where there are some.
    var narrowArithmetic: NarrowArithmetic { archive.names.contains { isQuantized($0) } ? .coarse : .fine }

    private func isQuantized(_ part: String) -> Bool { archive[part]?.scalarType == .int8 }

    /// The element type of a tensor, of its first part where it lies in several; `nil` where there is none. Quantised
    /// weights are read as float32.
    func type(of name: String) -> ScalarType? {
        stored(name).flatMap { isQuantized($0[0]) ? .float32 : archive[$0[0]]?.scalarType }
    }

    /// Gives the memory back that reading a tensor took, until it is read again.
    func discardPages(of name: String) {
        for part in stored(name) ?? [] { archive[part]?.discardPages() }
    }

    private func spellings(of name: String) -> [[String]] {
        layout == .apple ? [[name]] : names.spellings(of: name)
    }

    private func stored(_ name: String) -> [String]? {
        spellings(of: name).first { $0.allSatisfy { archive[$0] != nil } }
    }

    /// As the parts lie on top of one another; `nil` where they do not fit together.
    private func joinedShape(_ parts: [String]) -> [Int]? {
        let shapes = parts.compactMap { archive[$0]?.shape }
        guard let first = shapes.first, !first.isEmpty, shapes.count > 1 else { return shapes.first }
        guard shapes.allSatisfy({ $0 == first }) else { return nil }
        return [first[0] * shapes.count] + first.dropFirst()
    }

    /// What the reference itself stores and never computes with.
    private func isIgnored(_ name: String) -> Bool {
        if name.hasSuffix(".num_batches_tracked") || name.hasSuffix(".embeddings.mask_token") { return true }
        return configuration.fieldOfView == nil && layout == .huggingFace && name.hasPrefix("fov_model.")
    }
}
