import Foundation

/// Writes the zip file of `torch.save` for a flat `OrderedDict` of tensors.
final class PyTorchSink: TensorSink {
    private let writer: ZipWriter
    private var entries: [String: Int] = [:]

    init(
        _ url: URL, _ tensors: [TensorArchiveWriter.Description], _ byteCounts: [String: Int], zip64Limit: Int
    ) throws(FileFormatError) {
        var pickle = StateDictPickle()
        for (number, tensor) in tensors.enumerated() {
            guard pickle.append(tensor, storageKey: String(number)) else {
                throw FileFormatError(
                    .unsupported, file: url, "PyTorch files are not written with \(tensor.scalarType.rawValue) tensors."
                )
            }
        }
        writer = try ZipWriter(replacing: url, zip64Limit: zip64Limit)
        try writer.append("archive/data.pkl", parts: [pickle.finished()], method: .stored)
        try writer.append("archive/byteorder", parts: [Data("little".utf8)], method: .stored)
        for (number, tensor) in tensors.enumerated() {
            entries[tensor.name] = writer.reserve("archive/data/\(number)", count: byteCounts[tensor.name] ?? 0)
        }
        // The version of the file format that PyTorch 1.6 and all later ones write.
        try writer.append("archive/version", parts: [Data("3\n".utf8)], method: .stored)
    }

    func write(_ bytes: UnsafeRawBufferPointer, to name: String) throws(FileFormatError) {
        guard let entry = entries[name] else { preconditionFailure("Tensor \(name) has no place.") }
        try writer.fill(entry, with: bytes)
    }

    func commit() throws(FileFormatError) { try writer.commit() }
}
