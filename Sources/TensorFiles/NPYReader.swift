import Foundation

/// Describes the array in an `.npy` file.
enum NPYReader {
    static func tensor(in bytes: FileBytes) throws(FileFormatError) -> StoredTensor {
        let (header, start) = try NPYHeader.read(from: bytes)
        let data = bytes[start..<bytes.count]
        guard let layout = layout(of: header),
            case let (size, overflow) = layout.elementCount.multipliedReportingOverflow(by: header.scalarType.byteCount),
            !overflow
        else {
            throw bytes.error(.malformed, "has the impossible shape \(header.shape.prefix(16)).")
        }
        guard size == data.count else {
            throw bytes.error(
                size > data.count ? .truncated : .malformed,
                "an array of shape \(header.shape) has \(size) bytes, but \(data.count) follow its header.")
        }
        return try StoredTensor(header.scalarType, layout, in: data, limit: size)
    }

    private static func layout(of header: NPYHeader) -> TensorLayout? {
        guard header.isFortranOrder else { return TensorLayout(shape: header.shape) }
        // The strides of the transposed array, backwards.
        let transposed = TensorLayout(shape: header.shape.reversed())
        return transposed.flatMap { TensorLayout(shape: header.shape, strides: $0.strides.reversed()) }
    }
}
