/// What the samples of a data set tell beside the picture, and so how the set is opened.
public enum DatasetSubject: String, Sendable, Hashable, Codable, CaseIterable {
    /// Depth: ``DatasetCatalog/open(_:at:split:list:)``.
    case depth
    /// Alpha mattes of foreground objects: ``DatasetCatalog/openMattes(_:at:split:list:)``.
    case mattes
    /// The camera's focal length: ``DatasetCatalog/openPhotos(_:at:list:)``.
    case focalLength = "focal-length"
}
