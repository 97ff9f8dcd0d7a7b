/// A data set of images with alpha mattes, read a sample at a time and from any thread.
public protocol MatteDataset: Sendable {
    /// As people name it, `am-2k`.
    var name: String { get }
    /// How many samples there are.
    var count: Int { get }

    /// The sample at `index`, from 0; the order is the same on every machine and in every run.
    ///
    /// - Throws: ``DatasetError``, naming the file that is missing or wrong.
    func sample(at index: Int) throws -> MatteSample
}
