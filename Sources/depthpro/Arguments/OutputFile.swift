import ArgumentParser
import Foundation

/// A file to be written, checked before anything is computed.
enum OutputFile {
    /// - Parameter inputs: The files that are read.
    /// - Throws: Where the file would replace an input, or cannot be written.
    static func check(_ url: URL, inputs: [String?]) throws {
        if let path = InputList.realPath(url.path),
            inputs.contains(where: { $0.flatMap(InputList.realPath) == path })
        {
            throw ValidationError("\(url.relativePath) would be overwritten: choose another file with --output")
        }
        let folder = url.deletingLastPathComponent()
        guard InputList.isFolder(folder.path) else {
            throw CommandFailure("\(url.relativePath) cannot be written: there is no folder \(folder.relativePath)")
        }
        guard !InputList.isFolder(url.path) else {
            throw CommandFailure("\(url.relativePath) cannot be written: it is a folder")
        }
        guard FileManager.default.isWritableFile(atPath: folder.path) else {
            throw CommandFailure("\(url.relativePath) cannot be written: permission denied")
        }
    }
}
