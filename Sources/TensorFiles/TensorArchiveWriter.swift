public import Foundation

/// Writes a checkpoint tensor by tensor, so that no more than one of them need be in memory.
///
/// The names, types and shapes are given first; then the bytes of each tensor, in any order; then `commit()`. Until
/// that the destination is untouched, and a writer that is dropped leaves nothing behind.
///
/// ```swift
/// let writer = try TensorArchiveWriter(
///     to: url, format: .safetensors, tensors: [.init(name: "weight", scalarType: .float32, shape: [2, 3])])
/// try weights.withUnsafeBytes { try writer.write($0, to: "weight") }
/// try writer.commit()
/// ```
public final class TensorArchiveWriter {
    /// What is known of a tensor before its bytes.
    public struct Description: Sendable, Hashable {
        /// The tensor's name, unique in its file.
        public var name: String
        /// The type of the elements.
        public var scalarType: ScalarType
        /// The size of each dimension; empty for a single number.
        public var shape: [Int]

        /// Describes a tensor.
        public init(name: String, scalarType: ScalarType, shape: [Int]) {
            self.name = name
            self.scalarType = scalarType
            self.shape = shape
        }
    }

    private let sink: any TensorSink
    private var missing: Set<String>
    private let byteCounts: [String: Int]
    private let url: URL

    /// Starts a file that will replace the one at `url`.
    ///
    /// - Parameters:
    ///   - format: `.safetensors`, or `.pytorch` for a file that `torch.load` reads as an `OrderedDict` of tensors.
    ///   - tensors: the tensors, for `.pytorch` in the order of the dictionary.
    ///   - metadata: free text kept by `.safetensors`; `.pytorch` has no place for it.
    /// - Throws: `malformed` if a name occurs twice or a shape is negative or too large, `unsupported` if the format
    ///   does not have an element type, `unwritable`.
    public convenience init(
        to url: URL, format: TensorArchive.Format, tensors: [Description], metadata: [String: String] = [:]
    ) throws(FileFormatError) {
        try self.init(
            to: url, format: format, tensors: tensors, metadata: metadata, zip64Limit: ZipHeaders.plainLimit)
    }

    package init(
        to url: URL, format: TensorArchive.Format, tensors: [Description], metadata: [String: String], zip64Limit: Int
    ) throws(FileFormatError) {
        var byteCounts: [String: Int] = [:]
        var total = 0
        for tensor in tensors {
            let shown = FileFormatError.printable(tensor.name)
            guard let layout = TensorLayout(shape: tensor.shape),
                case let (size, overflow) = layout.elementCount.multipliedReportingOverflow(
                    by: tensor.scalarType.byteCount),
                case let (sum, carry) = total.addingReportingOverflow(size), !overflow, !carry, sum < Int.max / 2
            else {
                throw FileFormatError(.malformed, file: url, "“\(shown)” has the impossible shape \(tensor.shape).")
            }
            guard byteCounts.updateValue(size, forKey: tensor.name) == nil else {
                throw FileFormatError(.malformed, file: url, "two tensors are called “\(shown)”.")
            }
            total = sum
        }
        self.url = url
        self.byteCounts = byteCounts
        self.missing = Set(byteCounts.keys)
        switch format {
        case .safetensors: sink = try SafetensorsSink(url, tensors, byteCounts, metadata)
        case .pytorch:
            guard metadata.isEmpty else {
                throw FileFormatError(.unsupported, file: url, "a PyTorch file has no place for metadata.")
            }
            sink = try PyTorchSink(url, tensors, byteCounts, zip64Limit: zip64Limit)
        case .npz: throw FileFormatError(.unsupported, file: url, "checkpoints are not written as .npz; use NPZ.")
        }
    }

    /// Writes the elements of the tensor `name`, in row-major order, little-endian.
    ///
    /// - Precondition: the tensor was announced and not yet written, and `bytes` has the size of its elements.
    /// - Throws: `unwritable`.
    public func write(_ bytes: UnsafeRawBufferPointer, to name: String) throws(FileFormatError) {
        precondition(missing.remove(name) != nil, "Tensor \(name) was not announced, or is written twice.")
        precondition(
            bytes.count == byteCounts[name], "Tensor \(name) needs \(byteCounts[name] ?? 0) bytes, not \(bytes.count).")
        try sink.write(bytes, to: name)
    }

    /// Finishes the file and puts it in place.
    ///
    /// - Precondition: every tensor was written.
    /// - Throws: `unwritable`.
    public func commit() throws(FileFormatError) {
        precondition(missing.isEmpty, "Tensors without bytes: \(missing.sorted().prefix(5)).")
        try sink.commit()
    }
}
