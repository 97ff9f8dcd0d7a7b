import Foundation

/// Describes the arrays in an `.npz` file: a zip archive of `.npy` files, stored or deflated.
enum NPZReader {
    /// The most bytes that compressed arrays may inflate to, together.
    static let inflatedByteLimit = 1 << 32

    static func open(_ zip: ZipArchive, at url: URL) throws(FileFormatError) -> TensorArchive {
        var inflated = 0
        for entry in zip.entries where entry.method == .deflated {
            let (sum, overflow) = inflated.addingReportingOverflow(entry.count)
            guard !overflow, sum <= inflatedByteLimit else {
                throw zip.bytes.error(.tooLarge, "its arrays are larger than \(inflatedByteLimit) bytes when unpacked.")
            }
            inflated = sum
        }
        var tensors: [(name: String, tensor: StoredTensor)] = []
        for entry in zip.entries {
            let name = String(entry.name.dropLast(".npy".count))
            do {
                tensors.append((name, try NPYReader.tensor(in: zip.verifiedBytes(of: entry))))
            } catch {
                throw FileFormatError(
                    error.code, file: url, "array “\(FileFormatError.printable(name))”: \(error.reason)")
            }
        }
        return TensorArchive(format: .npz, tensors: tensors, files: [url])
    }
}
