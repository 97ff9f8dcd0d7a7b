public import Foundation

/// An array as NumPy's `.npy` and `.npz` files hold it.
public struct NPYArray: Sendable, Equatable {
    /// The type of the elements.
    public let scalarType: ScalarType
    /// The size of each dimension; empty for a single number.
    public let shape: [Int]
    /// The elements in row-major order, little-endian.
    public let data: Data

    /// Makes an array of the given elements.
    ///
    /// - Precondition: `data` has as many bytes as the shape and the type ask for.
    public init(scalarType: ScalarType, shape: [Int], data: Data) {
        let count = TensorLayout(shape: shape)?.elementCount
        precondition(
            data.count == count.map { $0 * scalarType.byteCount },
            "\(data.count) bytes are not an array of shape \(shape) of \(scalarType.rawValue).")
        self.scalarType = scalarType
        self.shape = shape
        self.data = data
    }

    /// Makes an array of `values`, given in row-major order; without a shape, an array of one dimension.
    ///
    /// - Precondition: the shape asks for as many elements as there are.
    public init<Element: NPYElement>(_ values: [Element], shape: [Int]? = nil) {
        let data = values.withUnsafeBytes { Data($0) }
        self.init(scalarType: Element.scalarType, shape: shape ?? [values.count], data: data)
    }

    /// Copies a tensor from an archive.
    public init(_ tensor: StoredTensor) {
        self.init(scalarType: tensor.scalarType, shape: tensor.shape, data: tensor.contiguousData())
    }

    /// Reads the `.npy` file at `url`.
    ///
    /// - Throws: `FileFormatError` with any of its codes but `unwritable`.
    public init(contentsOf url: URL) throws(FileFormatError) {
        self.init(try NPYReader.tensor(in: FileBytes(try MappedFile(url))))
    }

    /// Reads the contents of an `.npy` file.
    ///
    /// - Throws: `FileFormatError` with any of its codes but `unwritable`.
    public init(npyData: Data) throws(FileFormatError) {
        self.init(try NPYReader.tensor(in: FileBytes(OwnedBytes(npyData), url: nil)))
    }

    /// The elements in row-major order, or nil if they are of another type.
    public func values<Element: NPYElement>(as _: Element.Type = Element.self) -> [Element]? {
        guard Element.scalarType == scalarType else { return nil }
        return [Element](unsafeUninitializedCapacity: data.count / scalarType.byteCount) { buffer, count in
            count = data.copyBytes(to: buffer) / scalarType.byteCount
        }
    }

    /// Writes an `.npy` file to `url`; a file already there is replaced at the end, so that no half-written one is seen.
    ///
    /// - Throws: `unsupported` if NumPy has no such element type (bfloat16, 8-bit floats), `unwritable`.
    public func write(to url: URL) throws(FileFormatError) {
        let header = try encodedHeader(for: url)
        let file = try ReplacingFile(replacing: url)
        try file.append(header)
        try file.append(data)
        try file.commit()
    }

    /// The header of the array's `.npy` file.
    func encodedHeader(for url: URL?) throws(FileFormatError) -> Data {
        guard let header = NPYHeader(scalarType: scalarType, shape: shape).encoded else {
            throw FileFormatError(.unsupported, file: url, "NumPy has no element type \(scalarType.rawValue).")
        }
        return header
    }
}
