package import Foundation

/// A data set whose samples are files on disk, so that a copy can be checked without reading it.
package protocol FileBackedDataset: DepthDataset {
    /// All files of the sample at `index`.
    func files(at index: Int) -> [URL]
}
