/// A data set that marks more than depth, as iBims-1 does.
public protocol AnnotatedDataset: DepthDataset {
    /// What is marked in the picture of the sample at `index`.
    ///
    /// - Throws: ``DatasetError``, naming the file that is missing or wrong.
    func annotations(at index: Int) throws -> SceneAnnotations
}
