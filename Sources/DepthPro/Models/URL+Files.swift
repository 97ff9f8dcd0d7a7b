package import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension URL {
    /// Whether a folder, or a link to one, is there.
    package var isExistingFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Whether a file, or a link to one, is there.
    package var isExistingFile: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// The size in bytes of the file, of the files in the folder; 0 where there is none.
    package var byteCount: Int {
        if isExistingFolder {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.map(appendingPathComponent).filter(\.isExistingFile).reduce(0) { $0 + $1.byteCount }
        }
        return status.map { Int($0.st_size) } ?? 0
    }

    /// Whether both paths lead to one file.
    package func isSameFile(as other: URL) -> Bool {
        guard let own = status, let another = other.status else { return false }
        return own.st_dev == another.st_dev && own.st_ino == another.st_ino
    }

    /// Moves the file or folder in one step, in place of a file of that name.
    package func rename(to destination: URL) throws(CocoaError) {
        #if canImport(Glibc)
            let result = Glibc.rename(path, destination.path)
        #elseif canImport(Musl)
            let result = Musl.rename(path, destination.path)
        #elseif canImport(Darwin)
            let result = Darwin.rename(path, destination.path)
        #endif
        guard result == 0 else {
            let reason = String(cString: strerror(errno))
            throw CocoaError(.fileWriteUnknown, userInfo: [NSLocalizedDescriptionKey: reason])
        }
    }

    private var status: stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
