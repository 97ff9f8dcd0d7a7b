import Foundation

/// A checkpoint on this machine and what people call it.
struct ModelReference {
    let name: String
    let url: URL

    /// - Parameter text: What stands after `--model`: a path where something is there or it has a slash, else a name.
    init(_ text: String) throws {
        guard text.contains("/") || FileManager.default.fileExists(atPath: text) else {
            throw CommandFailure(
                "there is no model “\(text)” on this machine, and none is bundled yet: "
                    + "name a checkpoint file or folder with --model PATH")
        }
        url = URL(fileURLWithPath: text)
        name = url.standardizedFileURL.lastPathComponent
    }
}
