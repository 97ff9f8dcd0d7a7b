internal import CMatio
package import Foundation
internal import Images
internal import Synchronization

/// Reads arrays of MATLAB's MAT files, versions 4, 5 and 7.3, through libmatio.
package enum MATFile {
    /// What one byte of a file can stand for at most: deflate's limit, for numbers of one byte.
    private static let maximumRatio = 1032

    /// The variable `name` of the file at `url`, a real numeric array, as floats; its dimensions in MATLAB's order.
    ///
    /// - Parameter field: The field to read where the variable is a structure.
    /// - Throws: ``DatasetError``; `libraryMissing` where libmatio is not installed.
    package static func array(_ name: String, field: String? = nil, in url: URL) throws(DatasetError) -> NumericArray {
        let limit = try SampleFile.size(url).multipliedReportingOverflow(by: maximumRatio).partialValue
        var array = cmatio_array()
        var error = cmatio_error()
        let status = HDF5File.lock.withLock { _ in
            cmatio_read(url.path, name, field, min(limit, PhotoLimits().maximumPixels), &array, &error)
        }
        guard status == CMATIO_OK, let values = array.values else {
            throw ArrayLibrary.failure(
                status == CMATIO_NO_LIBRARY, "\(url.relativePath): “\(field ?? name)”",
                ArrayLibrary.text(of: error.text))
        }
        defer { cmatio_free(&array) }
        let shape = withUnsafeBytes(of: array.dims) { Array($0.bindMemory(to: Int.self).prefix(array.rank)) }
        return NumericArray(
            shape: shape, values: rowMajor(UnsafeBufferPointer(start: values, count: array.count), shape))
    }

    /// The texts in the variable `name` of the file at `url`, a cell array.
    package static func texts(_ name: String, in url: URL) throws(DatasetError) -> [String] {
        // For an error that says whether the file is there at all.
        _ = try SampleFile.size(url)
        var text = cmatio_text()
        var error = cmatio_error()
        let status = HDF5File.lock.withLock { _ in cmatio_read_texts(url.path, name, &text, &error) }
        guard status == CMATIO_OK, let characters = text.characters else {
            throw ArrayLibrary.failure(
                status == CMATIO_NO_LIBRARY, "\(url.relativePath): “\(name)”", ArrayLibrary.text(of: error.text))
        }
        defer { cmatio_free_text(&text) }
        return String(cString: characters).split(separator: "\n").map(String.init)
    }

    /// Reorders elements whose first index varies fastest.
    private static func rowMajor(_ source: UnsafeBufferPointer<Double>, _ shape: [Int]) -> [Float] {
        var strides = [Int](repeating: 1, count: shape.count)
        for dimension in shape.indices.dropFirst() {
            strides[dimension] = strides[dimension - 1] * shape[dimension - 1]
        }
        var index = [Int](repeating: 0, count: shape.count)
        var position = 0
        return (0..<source.count).map { _ in
            let value = Float(source[position])
            for dimension in shape.indices.reversed() {
                index[dimension] += 1
                position += strides[dimension]
                if index[dimension] < shape[dimension] { break }
                position -= strides[dimension] * shape[dimension]
                index[dimension] = 0
            }
            return value
        }
    }
}
