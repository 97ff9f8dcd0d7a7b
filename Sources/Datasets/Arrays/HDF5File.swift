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

    /// The data set `name` of the file at `url`, as floats.
    ///
    /// - Throws: ``DatasetError``; `libraryMissing` where libhdf5 is not installed.
    package static func array(_ name: String, in url: URL) throws(DatasetError) -> NumericArray {
        let limit = try SampleFile.size(url).multipliedReportingOverflow(by: maximumRatio).partialValue
        var array = chdf5_array()
        var error = chdf5_error()
        let status = lock.withLock { _ in
            chdf5_read(url.path, name, min(limit, PhotoLimits().maximumPixels), &array, &error)
        }
        guard status == CHDF5_OK, let values = array.values else {
            throw ArrayLibrary.failure(
                status == CHDF5_NO_LIBRARY, "\(url.relativePath): “\(name)”", ArrayLibrary.text(of: error.text))
        }
        defer { chdf5_free(&array) }
        let shape = withUnsafeBytes(of: array.dims) { Array($0.bindMemory(to: Int.self).prefix(array.rank)) }
        return NumericArray(shape: shape, values: Array(UnsafeBufferPointer(start: values, count: array.count)))
    }
}
