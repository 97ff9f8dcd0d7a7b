public import Foundation

/// A model that this package knows by name.
public struct KnownModel: Sendable, Hashable {
    /// What it is asked for by.
    public let name: String
    /// One line about it.
    public let summary: String
    /// What its file may be called; the first is the one that is fetched.
    public let fileNames: [String]
    /// Where it is published; `nil` where it comes with the package.
    public let source: URL?
    /// The published file's size in bytes.
    public let byteCount: Int?
    /// The published file's SHA-256, in hexadecimal.
    public let sha256: String?
    /// Under which terms.
    public let licence: String

    package init(
        name: String, summary: String, fileNames: [String], source: URL?, byteCount: Int?, sha256: String?,
        licence: String
    ) {
        self.name = name
        self.summary = summary
        self.fileNames = fileNames
        self.source = source
        self.byteCount = byteCount
        self.sha256 = sha256
        self.licence = licence
    }
}
