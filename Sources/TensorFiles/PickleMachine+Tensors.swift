import Foundation

// The calls that occur in dictionaries of tensors. Their arguments are those of torch/_utils.py.
extension PickleMachine {
    mutating func pushGlobal(module: String, name: String) throws(FileFormatError) {
        guard let global = PickleGlobal(module: module, name: name) else {
            throw file.error(
                .refused,
                "its pickle wants to use \(FileFormatError.printable("\(module).\(name)")), which dictionaries of tensors"
                    + " do not need; refused. Save only the state dictionary: torch.save(model.state_dict(), …).")
        }
        stack.append(.global(global))
    }

    /// Calls a known function or class with a tuple of arguments.
    mutating func reduce() throws(FileFormatError) {
        guard case .tuple(let range) = try pop(), case .global(let global) = try pop() else { throw broken() }
        let arguments = tupleElements[range]
        switch global {
        case .orderedDict:
            guard arguments.isEmpty else { throw broken() }
            pushDictionary()
        case .rebuildTensorV2:
            guard (6...7).contains(arguments.count) else { throw broken() }
            try pushTensor(arguments.prefix(6), type: nil, extra: arguments.dropFirst(6).first)
        case .rebuildTensorV3:
            guard (7...8).contains(arguments.count),
                case .global(.scalarType(let type)) = arguments[arguments.startIndex + 6]
            else { throw broken() }
            try pushTensor(arguments.prefix(6), type: type, extra: arguments.dropFirst(7).first)
        case .rebuildParameter:
            guard arguments.count == 3, case .tensor(let tensor) = arguments[arguments.startIndex] else {
                throw broken()
            }
            stack.append(.tensor(tensor))
        case .storage, .untypedStorage, .scalarType: throw broken()
        }
    }

    /// Sets the attributes of an object. Only dictionaries have any (`_metadata`), and nobody asks for them.
    mutating func build() throws(FileFormatError) {
        guard case .dictionary = try pop(), case .dictionary = stack.last else {
            throw file.error(.refused, "its pickle sets the state of something that is not a dictionary; refused.")
        }
    }

    /// Replaces `("storage", type, key, location, count)` by the storage.
    mutating func pushStorage() throws(FileFormatError) {
        guard case .tuple(let range) = try pop(), range.count == 5 else { throw broken() }
        let parts = Array(tupleElements[range])
        guard case .string("storage") = parts[0], case .global(let global) = parts[1], case .string(let key) = parts[2],
            case .string = parts[3], case .integer(let count) = parts[4]
        else { throw broken() }

        // Keys are numbers; long ones would only make the search for them slow.
        guard key.utf8.count <= 255 else { throw broken() }
        let type: ScalarType?
        switch global {
        case .storage(let scalarType): type = scalarType
        case .untypedStorage: type = nil
        default: throw broken()
        }
        let bytes = try storage(key)
        let (size, overflow) = count.multipliedReportingOverflow(by: type?.byteCount ?? 1)
        guard !overflow, size == bytes.count else {
            throw file.error(
                .malformed,
                "storage \(FileFormatError.printable(key)) should have \(count) elements, but holds \(bytes.count) bytes."
            )
        }
        stack.append(.storage(storages.count))
        storages.append(Storage(scalarType: type, bytes: bytes))
    }

    /// Pushes the tensor described by `(storage, offset, sizes, strides, requires_grad, hooks)`.
    private mutating func pushTensor(
        _ arguments: ArraySlice<Value>, type: ScalarType?, extra: Value?
    ) throws(FileFormatError) {
        let parts = Array(arguments)
        guard case .storage(let number) = parts[0], case .integer(let offset) = parts[1],
            case .tuple(let sizes) = parts[2], case .tuple(let strides) = parts[3], sizes.count == strides.count,
            case .bool = parts[4]
        else { throw broken() }
        switch extra {
        case nil, .some(.none): break
        default: throw file.error(.unsupported, "holds a tensor with conjugate or negative bits, or other metadata.")
        }

        let source = storages[number]
        guard let scalarType = type ?? source.scalarType, type == nil || source.scalarType == nil,
            sizes.count <= TensorLayout.maximumRank,
            let layout = TensorLayout(shape: try integers(sizes), strides: try integers(strides))
        else { throw broken() }
        try TensorArchive.checkCount(tensors.count, of: file)
        let tensor = try StoredTensor(scalarType, layout, offset: offset, in: source.bytes, limit: file.count)
        stack.append(.tensor(tensors.count))
        tensors.append(tensor)
    }

    private func integers(_ range: Range<Int>) throws(FileFormatError) -> [Int] {
        var integers: [Int] = []
        for case let value in tupleElements[range] {
            guard case .integer(let integer) = value else { throw broken() }
            integers.append(integer)
        }
        return integers
    }
}
