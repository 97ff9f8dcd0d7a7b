public import Foundation

/// The named tensors of a checkpoint, described but not loaded.
///
/// Reading never runs anything a file contains, and takes time and memory bounded by the size of the file.
public struct TensorArchive: Sendable {
    /// The file formats an archive can come from.
    public enum Format: String, Sendable {
        /// Hugging Face's safetensors, one file or shards with an index.
        case safetensors
        /// A dictionary of tensors written by `torch.save` (a zip file with a pickle), one file or shards with an index.
        case pytorch
        /// NumPy's `.npz`.
        case npz
    }

    /// The format the tensors were stored in.
    public let format: Format
    /// The names in file order.
    public let names: [String]
    /// Free text about the file: the `__metadata__` of a safetensors file, otherwise empty.
    public let metadata: [String: String]
    /// The files that hold the tensors: one, or every shard.
    public let files: [URL]

    private let tensors: [String: StoredTensor]

    /// Makes an archive of tensors whose names differ from each other.
    package init(
        format: Format, tensors: [(name: String, tensor: StoredTensor)], metadata: [String: String] = [:],
        files: [URL]
    ) {
        self.format = format
        self.names = tensors.map(\.name)
        self.metadata = metadata
        self.files = files
        self.tensors = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.tensor) })
    }

    /// The tensor called `name`, or nil if there is none.
    public subscript(name: String) -> StoredTensor? { tensors[name] }

    /// Opens the checkpoint at `url`, finding out from the contents what it is.
    ///
    /// Handled are: a safetensors file; a `.pt`, `.pth` or `.bin` file by `torch.save`, with the tensors at the top
    /// or under a usual key such as `state_dict`; the index of a sharded checkpoint
    /// (`model.safetensors.index.json`, `pytorch_model.bin.index.json`); a folder in Hugging Face's layout with one
    /// of those; an `.npz` file.
    ///
    /// - Throws: `FileFormatError` with any of its codes but `unwritable`.
    public static func open(_ url: URL) throws(FileFormatError) -> TensorArchive {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
            return try open(checkpointFile(in: url))
        }
        let bytes = FileBytes(try MappedFile(url))
        if FileKind(of: bytes) == .shardIndex { return try ShardedArchiveReader.open(bytes, at: url) }
        return try open(bytes, at: url)
    }

    /// Opens a single file that is not an index.
    package static func open(_ bytes: FileBytes, at url: URL) throws(FileFormatError) -> TensorArchive {
        switch FileKind(of: bytes) {
        case .safetensors: return try SafetensorsReader.open(bytes, at: url)
        case .zip:
            let zip = try ZipArchive(bytes)
            return zip.holdsArrays ? try NPZReader.open(zip, at: url) : try PyTorchReader.open(zip, at: url)
        case .shardIndex: throw bytes.error(.malformed, "an index where a file with tensors was expected.")
        case .legacyPyTorch:
            throw bytes.error(
                .unsupported,
                "was written in PyTorch's old format, which is a plain pickle; load it in PyTorch 1.6 or later and"
                    + " torch.save it again.")
        case .npy:
            throw bytes.error(
                .unsupported, "holds one array without a name; checkpoints are .safetensors, .pt or .npz.")
        case .gitLFSPointer:
            throw bytes.error(.truncated, "is a Git LFS pointer, not the file itself; fetch it with git lfs pull.")
        case .unknown:
            throw bytes.error(.unsupported, "is not a safetensors, PyTorch or NumPy .npz file.")
        }
    }

    /// Refuses another tensor after `count`: several times as many as the largest models have.
    static func checkCount(_ count: Int, of file: FileBytes) throws(FileFormatError) {
        let limit = 1 << 18
        guard count < limit else { throw file.error(.tooLarge, "holds more than \(limit) tensors.") }
    }

    /// The file that Hugging Face's libraries would load from `folder`.
    private static func checkpointFile(in folder: URL) throws(FileFormatError) -> URL {
        let candidates = [
            "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json",
        ]
        for name in candidates {
            let url = folder.appendingPathComponent(name)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue {
                return url
            }
        }
        throw FileFormatError(
            .notFound, file: folder, "holds no checkpoint; looked for \(candidates.joined(separator: ", ")).")
    }
}
