import Foundation

/// Reads the index of a checkpoint that Hugging Face's libraries split into several files.
///
/// The index is JSON: `{"metadata": …, "weight_map": {"tensor": "file", …}}`, the files lie beside it.
enum ShardedArchiveReader {
    private static let maximumIndexCount = 100_000_000

    static func open(_ bytes: FileBytes, at url: URL) throws(FileFormatError) -> TensorArchive {
        guard bytes.count <= maximumIndexCount else {
            throw bytes.error(.tooLarge, "is \(bytes.count) bytes long; an index has \(maximumIndexCount) at most.")
        }
        let map = try weightMap(bytes)
        let folder = url.deletingLastPathComponent()
        var shards: [String: TensorArchive] = [:]
        var files: [URL] = []
        var tensors: [(name: String, tensor: StoredTensor)] = []
        for (name, file) in map {
            let shard: TensorArchive
            if let open = shards[file] {
                shard = open
            } else {
                let shardURL = folder.appendingPathComponent(file)
                shard = try TensorArchive.open(FileBytes(try MappedFile(shardURL)), at: shardURL)
                shards[file] = shard
                files.append(shardURL)
            }
            guard let tensor = shard[name] else {
                throw bytes.error(
                    .malformed,
                    "says that “\(FileFormatError.printable(name))” is in \(FileFormatError.printable(file)), which"
                        + " does not hold it.")
            }
            tensors.append((name, tensor))
        }
        guard let first = files.first.flatMap({ shards[$0.lastPathComponent] }) else {
            throw bytes.error(.malformed, "lists no tensors.")
        }
        return TensorArchive(format: first.format, tensors: tensors, metadata: first.metadata, files: files)
    }

    private static func weightMap(_ bytes: FileBytes) throws(FileFormatError) -> [(name: String, file: String)] {
        var map: [(name: String, file: String)] = []
        var names: Set<String> = []
        var count = 0
        try bytes.withUnsafeBytes { (text) throws(FileFormatError) in
            var json = JSONCursor(text, url: bytes.url)
            try json.object { (key, json) throws(FileFormatError) in
                guard key == "weight_map" else { return try json.skipValue() }
                count += 1
                try json.object { (name, json) throws(FileFormatError) in
                    let file = try json.string()
                    guard isPlainName(file) else {
                        throw bytes.error(
                            .refused,
                            "asks for the file “\(FileFormatError.printable(file))”; only files beside it are read.")
                    }
                    guard names.insert(name).inserted else {
                        throw bytes.error(.malformed, "lists “\(FileFormatError.printable(name))” twice.")
                    }
                    try TensorArchive.checkCount(map.count, of: bytes)
                    map.append((name, file))
                }
            }
            try json.end()
        }
        guard count == 1 else {
            throw bytes.error(
                count == 0 ? .unsupported : .malformed,
                "is JSON with \(count) entries called “weight_map”, so not the index of a checkpoint.")
        }
        return map
    }

    private static func isPlainName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".."
            && name.unicodeScalars.allSatisfy { $0 != "/" && $0 != "\\" && $0 != "\0" }
    }
}
