import Foundation

/// Encodes the pickle (protocol 2) of an `OrderedDict` of tensors as `torch.save` does.
struct StateDictPickle {
    private var bytes = Data()

    init() {
        append(.proto)
        bytes.append(UInt8(2))
        appendEmptyOrderedDict()
        append(.mark)
    }

    /// Appends a contiguous tensor that fills the storage `storageKey`; false if PyTorch has no storage of its type.
    mutating func append(_ tensor: TensorArchiveWriter.Description, storageKey: String) -> Bool {
        guard let storage = tensor.scalarType.torchStorageName, let layout = TensorLayout(shape: tensor.shape) else {
            return false
        }
        append(tensor.name)
        appendGlobal("torch._utils", "_rebuild_tensor_v2")
        append(.mark)
        appendStorage(storage, key: storageKey, count: layout.elementCount)
        // The offset in the storage, the sizes, the strides, no gradient, no hooks.
        append(0)
        appendTuple(layout.shape)
        appendTuple(layout.strides)
        append(.newFalse)
        appendEmptyOrderedDict()
        append(.tuple)
        append(.reduce)
        return true
    }

    /// The complete pickle.
    func finished() -> Data {
        bytes + Data([PickleOpcode.setItems.rawValue, PickleOpcode.stop.rawValue])
    }

    private mutating func appendStorage(_ name: String, key: String, count: Int) {
        append(.mark)
        append("storage")
        appendGlobal("torch", name)
        append(key)
        append("cpu")
        append(count)
        append(.tuple)
        append(.binPersistentID)
    }

    private mutating func appendEmptyOrderedDict() {
        appendGlobal("collections", "OrderedDict")
        append(.emptyTuple)
        append(.reduce)
    }

    private mutating func appendGlobal(_ module: String, _ name: String) {
        append(.global)
        bytes.append(contentsOf: "\(module)\n\(name)\n".utf8)
    }

    private mutating func appendTuple(_ numbers: [Int]) {
        append(.mark)
        for number in numbers { append(number) }
        append(.tuple)
    }

    private mutating func append(_ opcode: PickleOpcode) {
        bytes.append(opcode.rawValue)
    }

    private mutating func append(_ text: String) {
        append(.binUnicode)
        bytes.append(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ number: Int) {
        if let small = Int32(exactly: number) {
            append(.binInt)
            bytes.append(small)
        } else {
            append(.long1)
            bytes.append(UInt8(8), Int64(number))
        }
    }
}
