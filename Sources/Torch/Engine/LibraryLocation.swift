internal import Foundation

/// Where the shim over libtorch, and libtorch itself, were found.
public struct LibraryLocation: Sendable {
    /// The path of `libctorch`.
    public let shim: String
    /// The folder of libtorch's own libraries; `nil` where the shim's run path finds them.
    public let libtorch: String?

    /// Looks in this order: the environment (`DEPTHPRO_CTORCH`: the shim's path), beside the program,
    /// `../lib/depthpro` from it, `.deps/ctorch` in any folder above the program or the current folder, and
    /// `/usr/local/lib/depthpro`. `DEPTHPRO_LIBTORCH` names the folder of another libtorch than the shim's own.
    public static func find() -> LibraryLocation? {
        let environment = ProcessInfo.processInfo.environment
        let libtorch = environment["DEPTHPRO_LIBTORCH"].flatMap { $0.isEmpty ? nil : $0 }
        if let shim = environment["DEPTHPRO_CTORCH"], !shim.isEmpty {
            return LibraryLocation(shim: shim, libtorch: libtorch)
        }
        let found = candidates.first { FileManager.default.fileExists(atPath: $0) }
        return found.map { LibraryLocation(shim: $0, libtorch: libtorch) }
    }

    static let missingMessage =
        "libtorch is not set up: \(libraryName) was found neither beside the program nor in .deps/ctorch. "
        + "Run `make libtorch` in the package, or name the file in DEPTHPRO_CTORCH"

    #if os(macOS)
        static let libraryName = "libctorch.dylib"
    #else
        static let libraryName = "libctorch.so"
    #endif

    private static var candidates: [String] {
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
        var folders: [URL] = []
        if let program {
            folders += [program, program.deletingLastPathComponent().appendingPathComponent("lib/depthpro")]
            folders += program.selfAndAncestors.map { $0.appendingPathComponent(".deps/ctorch") }
        }
        folders += current.selfAndAncestors.map { $0.appendingPathComponent(".deps/ctorch") }
        folders.append(URL(fileURLWithPath: "/usr/local/lib/depthpro", isDirectory: true))
        return folders.map { $0.appendingPathComponent(libraryName).path }
    }
}

extension URL {
    fileprivate var selfAndAncestors: [URL] {
        var folders = [standardizedFileURL]
        while let last = folders.last, last.path != "/" { folders.append(last.deletingLastPathComponent()) }
        return folders
    }
}
