public import Foundation

/// Writes NumPy's `.npz` files. (`TensorArchive.open` reads them.)
public enum NPZ {
    /// Writes `arrays` to `url`, as `numpy.savez_compressed` does, or `numpy.savez` with `compressed` off.
    ///
    /// A file already there is replaced at the end, so that no half-written one is seen.
    ///
    /// - Throws: `malformed` if two arrays have the same name or a name is too long, `unsupported` if NumPy has no
    ///   such element type, `unwritable`.
    public static func write(
        _ arrays: [(name: String, array: NPYArray)], to url: URL, compressed: Bool = true
    ) throws(FileFormatError) {
        try write(arrays, to: url, compressed: compressed, zip64Limit: ZipHeaders.plainLimit)
    }

    package static func write(
        _ arrays: [(name: String, array: NPYArray)], to url: URL, compressed: Bool, zip64Limit: Int
    ) throws(FileFormatError) {
        var names: Set<String> = []
        for (name, _) in arrays {
            guard names.insert(name).inserted, name.utf8.count <= 1000 else {
                let shown = FileFormatError.printable(name)
                throw FileFormatError(.malformed, file: url, "the name “\(shown)” is too long or given to two arrays.")
            }
        }
        let writer = try ZipWriter(replacing: url, zip64Limit: zip64Limit)
        for (name, array) in arrays {
            let parts = [try array.encodedHeader(for: url), array.data]
            try writer.append(name + ".npy", parts: parts, method: compressed ? .deflated : .stored)
        }
        try writer.commit()
    }
}
