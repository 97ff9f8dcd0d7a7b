package import Foundation

extension URL {
    /// Whether a folder is there.
    package var isDirectory: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Whether a file or folder is there.
    package var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// The file at `path`, which is relative to this folder unless it begins with a slash.
    package func file(_ path: String) -> URL {
        path.hasPrefix("/") ? URL(fileURLWithPath: path) : appending(path: path)
    }
}
