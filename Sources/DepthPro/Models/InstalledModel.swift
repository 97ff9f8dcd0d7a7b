public import Foundation

/// A model on this machine.
public struct InstalledModel: Sendable, Hashable {
    /// What it is asked for by: a known model's name, or that of its file or folder without extension.
    public let name: String
    /// Its file or folder.
    public let url: URL
    /// What the package knows about it.
    public let known: KnownModel?

    /// Its size in bytes.
    public var byteCount: Int { url.byteCount }

    /// Whether it is the very file that is published, which has a checksum, and not a conversion of it.
    public var isPublishedFile: Bool { known?.sha256 != nil && known?.fileNames.first == url.lastPathComponent }
}
