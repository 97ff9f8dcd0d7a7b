import Foundation

/// SHA-256 of a checkpoint's files.
enum CheckpointDigest {
    /// In hexadecimal digits, by file name.
    static func sha256(of files: [URL]) throws -> [String: String] {
        // FileDigest
        [:]
    }
}
