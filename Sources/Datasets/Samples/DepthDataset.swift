/// A data set of images with depth, read a sample at a time and from any thread.
public protocol DepthDataset: Sendable {
    /// As people and recipes name it, `hypersim`.
    var name: String { get }
    /// What holds for all samples.
    var traits: DatasetTraits { get }
    /// How many samples there are.
    var count: Int { get }

    /// The sample at `index`, from 0; the order is the same on every machine and in every run.
    ///
    /// - Throws: ``DatasetError``, naming the file that is missing or wrong.
    func sample(at index: Int) throws -> DepthSample
}
