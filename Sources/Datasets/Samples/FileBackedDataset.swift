package import Foundation

/// A data set whose samples are files on disk, so that a copy can be checked without reading it.
package protocol FileBackedDataset: Sendable {
    /// As people and recipes name it.
    var name: String { get }
    /// How many samples there are.
    var count: Int { get }

    /// Names the sample at `index`, before any of its files is read.
    func id(at index: Int) -> String

    /// All files of the sample at `index`.
    func files(at index: Int) -> [URL]

    /// Reads the sample at `index` whole, and forgets it.
    func verify(at index: Int) throws
}
