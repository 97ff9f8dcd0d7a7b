import Foundation

/// Runs the instructions of a pickle on a stack of plain values.
///
/// Nothing in the file is executed: the only "calls" are those of `PickleGlobal`, built in below. Containers live in
/// flat arrays and refer to each other by number, so that no depth of nesting costs stack, and every instruction adds
/// a bounded amount of memory.
struct PickleMachine {
    /// A value on the stack.
    enum Value {
        case none
        case bool(Bool)
        case integer(Int)
        case string(String)
        /// A tuple: the positions of its elements in `tupleElements`.
        case tuple(Range<Int>)
        /// A dictionary: its position in `dictionaries`.
        case dictionary(Int)
        /// A list, whose elements nobody asks for.
        case list
        case global(PickleGlobal)
        /// A storage: its position in `storages`.
        case storage(Int)
        /// A tensor: its position in `tensors`.
        case tensor(Int)
        /// A value of no interest: a number beyond 64 bits, a float, a byte string.
        case other
    }

    /// The bytes behind a tensor; without a type for untyped storages.
    struct Storage {
        var scalarType: ScalarType?
        var bytes: FileBytes
    }

    /// The entries of a dictionary whose keys are text, in order.
    struct Dictionary {
        var entries: [(key: String, value: Value)] = []
    }

    /// The most instructions; a checkpoint has about 40 for each tensor.
    static let maximumInstructions = 8_000_000

    var stack: [Value] = []
    /// How high the stack was at each open mark.
    var marks: [Int] = []
    /// Values kept for later. Picklers number them one after the other.
    var memo: [Value] = []
    var tupleElements: [Value] = []
    var dictionaries: [Dictionary] = []
    var storages: [Storage] = []
    var tensors: [StoredTensor] = []

    /// The file, for messages.
    let file: FileBytes
    /// Finds the bytes of a storage by its key.
    let storage: (_ key: String) throws(FileFormatError) -> FileBytes

    init(file: FileBytes, storage: @escaping (_ key: String) throws(FileFormatError) -> FileBytes) {
        self.file = file
        self.storage = storage
    }

    /// Runs `pickle` and returns the value it stands for.
    mutating func run(_ pickle: UnsafeRawBufferPointer) throws(FileFormatError) -> Value {
        var cursor = ByteCursor(pickle, url: file.url)
        guard try cursor.read(UInt8.self) == PickleOpcode.proto.rawValue, try (2...5).contains(cursor.read(UInt8.self))
        else {
            throw file.error(.unsupported, "its pickle is not of protocol 2 to 5.")
        }
        for _ in 0..<Self.maximumInstructions {
            let code: UInt8 = try cursor.read()
            guard let opcode = PickleOpcode(rawValue: code) else {
                throw file.error(
                    .refused,
                    "its pickle uses the instruction \(PickleOpcode.name(ofUnknown: code)), which dictionaries of tensors"
                        + " do not need. Save only the state dictionary: torch.save(model.state_dict(), …).")
            }
            if opcode == .stop {
                guard marks.isEmpty, stack.count == 1 else { throw broken() }
                return try pop()
            }
            try execute(opcode, &cursor)
        }
        throw file.error(.tooLarge, "its pickle has more than \(Self.maximumInstructions) instructions.")
    }

    private mutating func execute(_ opcode: PickleOpcode, _ cursor: inout ByteCursor) throws(FileFormatError) {
        switch opcode {
        case .proto: _ = try cursor.read(UInt8.self)
        case .frame: _ = try cursor.read(UInt64.self)
        case .mark: marks.append(stack.count)

        case .emptyTuple: stack.append(.tuple(0..<0))
        case .tuple1: try makeTuple(of: 1)
        case .tuple2: try makeTuple(of: 2)
        case .tuple3: try makeTuple(of: 3)
        case .tuple: try makeTuple(of: stack.count - popMark())
        case .emptyList: stack.append(.list)
        case .append: try appendToList(1)
        case .appends: try appendToList(stack.count - popMark())
        case .emptyDict: pushDictionary()
        case .setItem: try setItems(2)
        case .setItems: try setItems(stack.count - popMark())

        case .binPut: try memoize(at: Int(cursor.read(UInt8.self)))
        case .longBinPut: try memoize(at: Int(cursor.read(UInt32.self)))
        case .memoize: try memoize(at: memo.count)
        case .binGet: try recall(Int(cursor.read(UInt8.self)))
        case .longBinGet: try recall(Int(cursor.read(UInt32.self)))

        case .global:
            let newline = UInt8(ascii: "\n")
            try pushGlobal(module: cursor.text(upTo: newline), name: cursor.text(upTo: newline))
        case .stackGlobal:
            guard case .string(let name) = try pop(), case .string(let module) = try pop() else { throw broken() }
            try pushGlobal(module: module, name: name)
        case .reduce: try reduce()
        case .build: try build()
        case .binPersistentID: try pushStorage()
        default: try pushScalar(opcode, &cursor)
        }
    }

    /// Handles the instructions that push a number or a text.
    private mutating func pushScalar(_ opcode: PickleOpcode, _ cursor: inout ByteCursor) throws(FileFormatError) {
        switch opcode {
        case .none: stack.append(.none)
        case .newTrue: stack.append(.bool(true))
        case .newFalse: stack.append(.bool(false))
        case .binInt: stack.append(.integer(Int(try cursor.read(Int32.self))))
        case .binInt1: stack.append(.integer(Int(try cursor.read(UInt8.self))))
        case .binInt2: stack.append(.integer(Int(try cursor.read(UInt16.self))))
        case .long1: stack.append(Self.integer(try cursor.take(Int(cursor.read(UInt8.self)))))
        case .long4: stack.append(Self.integer(try cursor.take(Int(cursor.read(Int32.self)))))
        case .binFloat:
            _ = try cursor.take(8)
            stack.append(.other)
        case .shortBinUnicode: stack.append(.string(try cursor.text(Int(cursor.read(UInt8.self)))))
        case .binUnicode: stack.append(.string(try cursor.text(Int(cursor.read(UInt32.self)))))
        case .binUnicode8: stack.append(.string(try cursor.text(Int(clamping: cursor.read(UInt64.self)))))
        case .shortBinBytes: try skip(Int(cursor.read(UInt8.self)), &cursor)
        case .binBytes: try skip(Int(cursor.read(UInt32.self)), &cursor)
        case .binBytes8: try skip(Int(clamping: cursor.read(UInt64.self)), &cursor)
        default: throw broken()
        }
    }

    private mutating func skip(_ count: Int, _ cursor: inout ByteCursor) throws(FileFormatError) {
        _ = try cursor.take(count)
        stack.append(.other)
    }

    /// A number in two's complement, lowest byte first.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Value {
        guard bytes.count <= 8 else { return .other }
        let isNegative = bytes.last.map { $0 & 0x80 != 0 } ?? false
        return .integer(bytes.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) })
    }
}

// MARK: - Stack and memo

extension PickleMachine {
    /// Takes the top value; never one below the last mark.
    mutating func pop() throws(FileFormatError) -> Value {
        guard stack.count > marks.last ?? 0, let value = stack.popLast() else { throw broken() }
        return value
    }

    private mutating func popMark() throws(FileFormatError) -> Int {
        guard let height = marks.popLast() else { throw broken() }
        return height
    }

    private mutating func makeTuple(of count: Int) throws(FileFormatError) {
        guard stack.count - count >= marks.last ?? 0 else { throw broken() }
        let start = tupleElements.count
        tupleElements.append(contentsOf: stack.suffix(count))
        stack.removeLast(count)
        stack.append(.tuple(start..<tupleElements.count))
    }

    private mutating func appendToList(_ count: Int) throws(FileFormatError) {
        guard stack.count - count > marks.last ?? 0, case .list = stack[stack.count - count - 1] else { throw broken() }
        stack.removeLast(count)
    }

    mutating func pushDictionary() {
        stack.append(.dictionary(dictionaries.count))
        dictionaries.append(Dictionary())
    }

    private mutating func setItems(_ count: Int) throws(FileFormatError) {
        let first = stack.count - count
        guard count % 2 == 0, first > marks.last ?? 0, case .dictionary(let number) = stack[first - 1] else {
            throw broken()
        }
        for position in stride(from: first, to: stack.count, by: 2) {
            guard case .string(let key) = stack[position] else { continue }
            dictionaries[number].entries.append((key, stack[position + 1]))
        }
        stack.removeLast(count)
    }

    private mutating func memoize(at number: Int) throws(FileFormatError) {
        guard stack.count > marks.last ?? 0, let value = stack.last, number <= memo.count else { throw broken() }
        if number == memo.count {
            memo.append(value)
        } else {
            memo[number] = value
        }
    }

    private mutating func recall(_ number: Int) throws(FileFormatError) {
        guard memo.indices.contains(number) else { throw broken() }
        stack.append(memo[number])
    }

    func broken() -> FileFormatError {
        file.error(.malformed, "its pickle is broken.")
    }
}
