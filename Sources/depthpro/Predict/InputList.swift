import Foundation

/// A photo to read.
struct InputPhoto {
    /// As the person named it.
    let path: String
    /// Where in the output folder its files go: its place below the folder that was named; empty for the top.
    let subfolder: String
    /// The file itself, whatever it was called.
    let realPath: String

    var url: URL { URL(fileURLWithPath: path) }
}

/// An input of which nothing can come.
struct InputFailure: Error {
    let input: String
    /// Names the input.
    let message: String
}

/// The photos that files, folders, patterns and lists stand for; each once.
struct InputList {
    private(set) var inputs: [InputPhoto] = []
    private(set) var failures: [InputFailure] = []
    private var seen: Set<String> = []
    private let isRecursive: Bool
    private let excluded: String?

    /// - Parameter output: Not looked into when it lies within a folder that was named.
    init(_ arguments: [String], isRecursive: Bool, excluding output: URL) {
        self.isRecursive = isRecursive
        excluded = Self.realPath(output.path)
        for argument in arguments {
            if argument == "-" {
                addStandardInput()
            } else {
                add(argument, allowsPattern: true)
            }
        }
    }

    private mutating func add(_ path: String, allowsPattern: Bool) {
        if let realPath = Self.realPath(path) {
            if Self.isFolder(path) {
                addFolder(path)
            } else {
                addFile(path, realPath: realPath, subfolder: "")
            }
        } else if allowsPattern, path.contains(where: "*?[".contains) {
            let matches = FilePattern(path).matches
            if matches.isEmpty { fail(path, "\(path): nothing matches this pattern.") }
            for match in matches { add(match, allowsPattern: false) }
        } else {
            fail(path, "\(path): there is no such file or folder.")
        }
    }

    private mutating func addStandardInput() {
        let bytes = (try? FileHandle.standardInput.readToEnd()) ?? Data()
        let isSeparatedByNUL = bytes.contains(0)
        let paths = bytes.split(separator: isSeparatedByNUL ? 0 : UInt8(ascii: "\n")).map {
            let path = String(decoding: $0, as: UTF8.self)
            return isSeparatedByNUL || !path.hasSuffix("\r") ? path : String(path.dropLast())
        }.filter { !$0.isEmpty }
        if paths.isEmpty { fail("-", "standard input: the list is empty.") }
        for path in paths { add(path, allowsPattern: false) }
    }

    private mutating func addFolder(_ path: String) {
        guard !walk(path, subfolder: "") else { return }
        fail(path, "\(path): no pictures in this folder\(isRecursive ? "" : " (--recursive looks into those within)").")
    }

    /// - Returns: Whether there was a picture, or something else to report.
    private mutating func walk(_ folder: String, subfolder: String) -> Bool {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            fail(folder, "\(folder): the folder cannot be read.")
            return true
        }
        var isFruitful = false
        for name in names where !name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            guard let realPath = Self.realPath(path) else { continue }
            if !Self.isFolder(path) {
                let suffix = URL(fileURLWithPath: name).pathExtension.lowercased()
                guard Self.extensions.contains(suffix) else { continue }
                addFile(path, realPath: realPath, subfolder: subfolder)
                isFruitful = true
            } else if isRecursive, realPath != excluded, !Self.isLink(path) {
                isFruitful = walk(path, subfolder: subfolder.isEmpty ? name : "\(subfolder)/\(name)") || isFruitful
            }
        }
        return isFruitful
    }

    private mutating func addFile(_ path: String, realPath: String, subfolder: String) {
        guard seen.insert(realPath).inserted else { return }
        inputs.append(InputPhoto(path: path, subfolder: subfolder, realPath: realPath))
    }

    private mutating func fail(_ input: String, _ message: String) {
        failures.append(InputFailure(input: input, message: message))
    }

    /// What is taken for a picture in a folder. (A file that is named itself may be called anything.)
    private static let extensions: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "mpo", "png", "webp", "tif", "tiff", "heic", "heif", "hif", "avif", "exr", "hdr",
        "gif",
    ]
}
