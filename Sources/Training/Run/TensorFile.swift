internal import Foundation
internal import Torch

/// Writes named tensors into one safetensors file, which stands in its place complete or not at all.
enum TensorFile {
    static func write(
        _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String], to url: URL
    ) throws(TrainingError) {
        do {
            let writer = try TensorArchiveWriter(
                to: url, format: .safetensors,
                tensors: tensors.map { .init(name: $0.name, scalarType: $0.tensor.scalarType, shape: $0.tensor.shape) },
                metadata: metadata)
            for (name, tensor) in tensors {
                let bytes = UnsafeMutableRawBufferPointer.allocate(
                    byteCount: tensor.count * tensor.scalarType.byteCount, alignment: 16)
                defer { bytes.deallocate() }
                try tensor.copy(to: bytes, as: tensor.scalarType)
                try writer.write(UnsafeRawBufferPointer(bytes), to: name)
            }
            try writer.commit()
        } catch {
            throw TrainingError(.unwritable, "\(url.relativePath) cannot be written: \(error)", cause: error)
        }
    }
}
