import Foundation

/// Reads the zip file of `torch.save` (PyTorch 1.6 and later): a pickle, and the bytes of each storage beside it.
enum PyTorchReader {
    /// The largest pickle; the tensors themselves are not in it.
    private static let maximumPickleCount = 1 << 26

    /// Where training programs put the state dictionary of a checkpoint, in the order they are tried.
    static let stateDictionaryKeys = ["state_dict", "model_state_dict", "model", "module", "params"]

    static func open(_ zip: ZipArchive, at url: URL) throws(FileFormatError) -> TensorArchive {
        let bytes = zip.bytes
        let prefix = try prefix(of: zip)
        try checkByteOrder(zip, prefix)
        guard let entry = zip[prefix + "data.pkl"], entry.count <= maximumPickleCount else {
            throw bytes.error(.tooLarge, "its pickle has more than \(maximumPickleCount) bytes.")
        }

        var machine = PickleMachine(file: bytes) { (key) throws(FileFormatError) in
            guard let storage = zip[prefix + "data/" + key] else {
                throw bytes.error(.malformed, "lacks the storage “\(FileFormatError.printable(key))”.")
            }
            return try zip.storedBytes(of: storage)
        }
        let root = try zip.storedBytes(of: entry).withUnsafeBytes { (pickle) throws(FileFormatError) in
            try machine.run(pickle)
        }
        let tensors = try stateDictionary(root, machine)
        // Reading the headers of all entries brought a page of each into memory.
        bytes.discard()
        return TensorArchive(format: .pytorch, tensors: tensors, files: [url])
    }

    /// The folder inside the archive that everything is in, with a slash.
    private static func prefix(of zip: ZipArchive) throws(FileFormatError) -> String {
        let pickles = zip.entries.filter { $0.name.hasSuffix("/data.pkl") }
        guard pickles.count == 1, let prefix = pickles.first?.name.dropLast("data.pkl".count),
            prefix.utf8.count <= 1024
        else {
            throw zip.bytes.error(.unsupported, "is a zip file, but neither PyTorch's nor NumPy's.")
        }
        guard zip[prefix + "constants.pkl"] == nil else {
            throw zip.bytes.error(
                .unsupported, "is a TorchScript program, not a dictionary of tensors; save its state_dict() instead.")
        }
        return String(prefix)
    }

    private static func checkByteOrder(_ zip: ZipArchive, _ prefix: String) throws(FileFormatError) {
        guard let entry = zip[prefix + "byteorder"] else { return }
        let isLittle = try zip.storedBytes(of: entry).withUnsafeBytes { $0.elementsEqual("little".utf8) }
        guard isLittle else { throw zip.bytes.error(.unsupported, "was written on a big-endian machine.") }
    }

    // MARK: - Choice of the dictionary

    private static func stateDictionary(
        _ root: PickleMachine.Value, _ machine: PickleMachine
    ) throws(FileFormatError) -> [(name: String, tensor: StoredTensor)] {
        guard case .dictionary(let number) = root else {
            throw machine.file.error(.unsupported, "does not hold a dictionary of tensors.")
        }
        let top = machine.dictionaries[number]
        for key in stateDictionaryKeys {
            for case (key, .dictionary(let nested)) in top.entries where machine.holdsTensors(nested) {
                return try machine.tensors(in: nested)
            }
        }
        if machine.holdsTensors(number) { return try machine.tensors(in: number) }

        var found: [(key: String, number: Int)] = []
        for case (let key, .dictionary(let nested)) in top.entries where machine.holdsTensors(nested) {
            found.append((key, nested))
        }
        if let only = found.first, found.count == 1 { return try machine.tensors(in: only.number) }
        if found.isEmpty, top.entries.isEmpty { return [] }
        let names = found.prefix(10).map { FileFormatError.printable($0.key) }.joined(separator: ", ")
        throw machine.file.error(
            .unsupported,
            found.isEmpty
                ? "holds a dictionary without tensors."
                : "holds several dictionaries of tensors (\(names)); save the one that is the model.")
    }
}

extension PickleMachine {
    /// Whether a value of the dictionary itself is a tensor.
    fileprivate func holdsTensors(_ number: Int) -> Bool {
        dictionaries[number].entries.contains { if case .tensor = $0.value { true } else { false } }
    }

    /// The tensors among the values of a dictionary, in order.
    fileprivate func tensors(in number: Int) throws(FileFormatError) -> [(name: String, tensor: StoredTensor)] {
        var result: [(name: String, tensor: StoredTensor)] = []
        var names: Set<String> = []
        for case (let name, .tensor(let tensor)) in dictionaries[number].entries {
            guard names.insert(name).inserted else {
                throw file.error(.malformed, "holds two tensors called “\(FileFormatError.printable(name))”.")
            }
            result.append((name, tensors[tensor]))
        }
        return result
    }
}
