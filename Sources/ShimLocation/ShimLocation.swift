internal import Foundation

/// A small shared library that the package compiles against a large one and opens at run time, and where it was put.
package struct ShimLocation: Sendable {
    /// Such as `ctorch`, of `libctorch.so` in `.deps/ctorch`.
    package let name: String
    /// The environment's variable that names the file, which comes before all searching.
    package let variable: String

    /// Names a shim.
    package init(_ name: String, variable: String) { (self.name, self.variable) = (name, variable) }

    /// The file's name on this system.
    package var fileName: String {
        #if os(macOS)
            "lib\(name).dylib"
        #else
            "lib\(name).so"
        #endif
    }

    /// Looks in this order: what the environment names, beside the program, `../lib/depthpro` from it, the shim's folder
    /// in `.deps` of any folder above the program or the current folder, and `/usr/local/lib/depthpro`.
    package func find() -> String? {
        if let path = ProcessInfo.processInfo.environment[variable], !path.isEmpty { return path }
        return folders.map { $0.appendingPathComponent(fileName).path }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    private var folders: [URL] {
        var folders: [URL] = []
        if let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent() {
            folders += [program, program.deletingLastPathComponent().appendingPathComponent("lib/depthpro")]
            folders += dependencies(above: program)
        }
        folders += dependencies(
            above: URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true))
        return folders + [URL(fileURLWithPath: "/usr/local/lib/depthpro", isDirectory: true)]
    }

    private func dependencies(above folder: URL) -> [URL] {
        var folders = [folder.standardizedFileURL]
        while let last = folders.last, last.path != "/" { folders.append(last.deletingLastPathComponent()) }
        return folders.map { $0.appendingPathComponent(".deps/\(name)") }
    }
}
