internal import CHDF5
package import Foundation
internal import Images
internal import Synchronization

/// Reads arrays of HDF5 files through libhdf5.
package enum HDF5File {
    /// libhdf5 is not made for threads, and libmatio rests on it: one reader at a time.
    static let lock = Mutex(())
    /// What one byte of a file can stand for at most: deflate's limit, for floats of one byte.
    private static let maximumRatio = 1032

    /// The data set `name` of the file at `url`, as floats, or only its part of that number along the first dimension,
    /// whose size is then 1.
    ///
    /// - Throws: ``DatasetError``; `libraryMissing` where libhdf5 is not installed.
    package static func array(_ name: String, part: Int? = nil, in url: URL) throws(DatasetError) -> NumericArray {
        var array = try read(name, part: part ?? Int(CHDF5_ALL), in: url)
        defer { chdf5_free(&array) }
        return NumericArray(
            shape: shape(of: array), values: Array(UnsafeBufferPointer(start: array.values, count: array.count)))
    }

    /// The size of each dimension of the data set `name`, without reading it.
    package static func shape(of name: String, in url: URL) throws(DatasetError) -> [Int] {
        shape(of: try read(name, part: Int(CHDF5_SHAPE), in: url))
    }

    private static func read(_ name: String, part: Int, in url: URL) throws(DatasetError) -> chdf5_array {
        let limit = try SampleFile.size(url).multipliedReportingOverflow(by: maximumRatio).partialValue
        var array = chdf5_array()
        var error = chdf5_error()
        let status = lock.withLock { _ in
            chdf5_read(url.path, name, part, min(limit, PhotoLimits().maximumPixels), &array, &error)
        }
        guard status == CHDF5_OK else {
            throw ArrayLibrary.failure(
                status == CHDF5_NO_LIBRARY, "\(url.relativePath): “\(name)”", ArrayLibrary.text(of: error.text))
        }
        return array
    }

    private static func shape(of array: chdf5_array) -> [Int] {
        withUnsafeBytes(of: array.dims) { Array($0.bindMemory(to: Int.self).prefix(array.rank)) }
    }
}
