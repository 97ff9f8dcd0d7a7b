import Foundation

/// Encodes the pickle (protocol 2) of an `OrderedDict` of tensors as `torch.save` does.
struct StateDictPickle {
    private var bytes = Data()

    init() {
        bytes.append(PickleOpcode.proto, UInt8(2))
        appendEmptyOrderedDict()
        bytes.append(PickleOpcode.mark)
    }

    /// Appends a contiguous tensor that fills the storage `storageKey`; false if PyTorch has no storage of its type.
    mutating func append(_ tensor: TensorArchiveWriter.Description, storageKey: String) -> Bool {
        guard let storage = tensor.scalarType.torchStorageName, let layout = TensorLayout(shape: tensor.shape) else {
            return false
        }
        append(tensor.name)
        appendGlobal("torch._utils", "_rebuild_tensor_v2")
        bytes.append(PickleOpcode.mark)
        appendStorage(storage, key: storageKey, count: layout.elementCount)
        // The offset in the storage, the sizes, the strides, no gradient, no hooks.
        append(0)
        appendTuple(layout.shape)
        appendTuple(layout.strides)
        bytes.append(PickleOpcode.newFalse)
        appendEmptyOrderedDict()
        bytes.append(PickleOpcode.tuple, PickleOpcode.reduce)
        return true
    }

    /// The complete pickle.
    func finished() -> Data {
        bytes + Data([PickleOpcode.setItems, PickleOpcode.stop])
    }

    private mutating func appendStorage(_ name: String, key: String, count: Int) {
        bytes.append(PickleOpcode.mark)
        append("storage")
        appendGlobal("torch", name)
        append(key)
        append("cpu")
        append(count)
        bytes.append(PickleOpcode.tuple, PickleOpcode.binPersistentID)
    }

    private mutating func appendEmptyOrderedDict() {
        appendGlobal("collections", "OrderedDict")
        bytes.append(PickleOpcode.emptyTuple, PickleOpcode.reduce)
    }

    private mutating func appendGlobal(_ module: String, _ name: String) {
        bytes.append(PickleOpcode.global)
        bytes.append(contentsOf: "\(module)\n\(name)\n".utf8)
    }

    private mutating func appendTuple(_ numbers: [Int]) {
        bytes.append(PickleOpcode.mark)
        for number in numbers { append(number) }
        bytes.append(PickleOpcode.tuple)
    }

    private mutating func append(_ text: String) {
        bytes.append(PickleOpcode.binUnicode, UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ number: Int) {
        if let small = Int32(exactly: number) {
            bytes.append(PickleOpcode.binInt, small)
        } else {
            bytes.append(PickleOpcode.long1, UInt8(8), Int64(number))
        }
    }
}
