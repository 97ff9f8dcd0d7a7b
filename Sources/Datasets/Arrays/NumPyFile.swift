package import Foundation
internal import Images
internal import TensorFiles

/// Reads arrays of NumPy's files, `.npy` and `.npz`.
package enum NumPyFile {
    /// The array in the NPY file at `url`, or the array `name`, else the only one, of the NPZ file, as floats.
    ///
    /// - Throws: ``DatasetError``, naming the file.
    package static func array(_ name: String? = nil, in url: URL) throws(DatasetError) -> NumericArray {
        do throws(FileFormatError) {
            let array = try url.pathExtension.lowercased() == "npz" ? member(name, of: url) : NPYArray(contentsOf: url)
            guard let values = array.floats else {
                throw FileFormatError(.unsupported, file: url, "its elements are no numbers.")
            }
            return NumericArray(shape: array.shape, values: values)
        } catch {
            throw DatasetError(error.code == .notFound ? .missing : .malformed, error.message, cause: error)
        }
    }

    private static func member(_ name: String?, of url: URL) throws(FileFormatError) -> NPYArray {
        let archive = try TensorArchive.open(url)
        guard let wanted = name ?? (archive.names.count == 1 ? archive.names.first : nil), let array = archive[wanted]
        else {
            let names = archive.names.prefix(10).map(\.printable).joined(separator: ", ")
            throw FileFormatError(.malformed, file: url, "has no array \(name ?? "of its own alone"), but \(names).")
        }
        return NPYArray(array)
    }
}

extension NPYArray {
    /// The elements as floats, or `nil` where they are no numbers.
    fileprivate var floats: [Float]? {
        switch scalarType {
        case .float32: values(as: Float.self)
        case .float64: values(as: Double.self)?.map { Float($0) }
        case .float16: values(as: UInt16.self, of: .float16)?.map { Float(half: $0) }
        case .uint8: values(as: UInt8.self)?.map { Float($0) }
        case .int8: values(as: Int8.self)?.map { Float($0) }
        case .uint16: values(as: UInt16.self)?.map { Float($0) }
        case .int16: values(as: Int16.self)?.map { Float($0) }
        case .uint32: values(as: UInt32.self)?.map { Float($0) }
        case .int32: values(as: Int32.self)?.map { Float($0) }
        case .uint64: values(as: UInt64.self)?.map { Float($0) }
        case .int64: values(as: Int64.self)?.map { Float($0) }
        default: nil
        }
    }

    /// The bits of the elements as other numbers of their size.
    private func values<Element: NPYElement>(as type: Element.Type, of scalarType: ScalarType) -> [Element]? {
        guard self.scalarType == scalarType else { return nil }
        return NPYArray(scalarType: Element.scalarType, shape: shape, data: data).values(as: type)
    }
}
