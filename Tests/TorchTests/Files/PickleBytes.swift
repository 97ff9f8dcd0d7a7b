import Foundation

/// Parts of pickles, written by hand.
enum PickleBytes {
    static let proto = Data([0x80, 2])
    static let stop = Data(".".utf8)
    static let mark = Data("(".utf8)
    static let tuple = Data("t".utf8)
    static let reduce = Data("R".utf8)
    static let emptyDict = Data("}".utf8)
    static let setItem = Data("s".utf8)
    static let emptyTuple = Data(")".utf8)

    static func global(_ module: String, _ name: String) -> Data { Data("c\(module)\n\(name)\n".utf8) }
    static func text(_ text: String) -> Data {
        Data("X".utf8) + ZipBytes.le(UInt64(text.utf8.count), 4) + Data(text.utf8)
    }
    static func int(_ value: Int) -> Data { Data([0x8A, 8]) + ZipBytes.le(UInt64(bitPattern: Int64(value)), 8) }
    static func tuple(_ parts: [Data]) -> Data { mark + parts.reduce(Data(), +) + tuple }

    /// A storage by its persistent number.
    static func storage(_ type: String = "FloatStorage", key: String = "0", count: Int) -> Data {
        tuple([text("storage"), global("torch", type), text(key), text("cpu"), int(count)]) + Data("Q".utf8)
    }

    static let rebuildTensor = global("torch._utils", "_rebuild_tensor_v2")

    /// The arguments of `rebuildTensor`.
    static func arguments(
        _ storage: Data, offset: Int = 0, shape: [Int], strides: [Int], extra: Data = Data()
    ) -> Data {
        let hooks = global("collections", "OrderedDict") + emptyTuple + reduce
        return tuple([
            storage, int(offset), tuple(shape.map(int)), tuple(strides.map(int)), Data([0x89]), hooks, extra,
        ])
    }

    static func tensor(
        _ storage: Data, offset: Int = 0, shape: [Int], strides: [Int], extra: Data = Data()
    ) -> Data {
        rebuildTensor + arguments(storage, offset: offset, shape: shape, strides: strides, extra: extra) + reduce
    }

    /// A dictionary with one entry "a".
    static func dictionary(_ value: Data) -> Data { emptyDict + text("a") + value + setItem }

    /// A PyTorch file with the given pickle and one storage of 16 bytes.
    static func file(_ body: Data, complete: Bool = true, byteOrder: String = "little") -> Data {
        let pickle = complete ? proto + body + stop : body
        return ZipBytes(entries: [
            .init(name: "x/data.pkl", content: pickle), .init(name: "x/byteorder", content: Data(byteOrder.utf8)),
            .init(name: "x/data/0", content: Data(0..<16)), .init(name: "x/version", content: Data("3\n".utf8)),
        ]).data
    }
}
