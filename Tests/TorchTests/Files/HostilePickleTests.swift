import Foundation
import TestSupport
import Testing
import Torch

@Suite("Hostile PyTorch files", .timeLimit(.minutes(2)))
struct HostilePickleTests {
    private typealias P = PickleBytes

    private func open(_ data: Data) throws -> TensorArchive {
        let folder = try TemporaryFolder()
        return try TensorArchive.open(try folder.file("bad.pt", data))
    }

    private func expect(
        _ code: FileFormatError.Code, saying words: String = "", _ body: Data, complete: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectFailure(code, naming: "bad.pt", saying: words, sourceLocation: sourceLocation) {
            try open(P.file(body, complete: complete))
        }
    }

    @Test("The hand-made file is accepted when it does not lie")
    func control() throws {
        let good = try open(P.file(P.dictionary(P.tensor(P.storage(count: 4), offset: 1, shape: [3], strides: [1]))))
        #expect(good["a"]?.contiguousData() == Data(4..<16))
        #expect(try open(P.file(P.emptyDict)).names == [])
    }

    @Test("Functions and classes are named and not called")
    func globals() {
        let call = P.tuple([P.text("touch /tmp/owned")]) + P.reduce
        expect(.refused, saying: "os.system", P.global("os", "system") + call)
        expect(.refused, saying: "builtins.eval", P.global("builtins", "eval") + call)
        expect(.refused, saying: "torch.storage._load_from_bytes", P.global("torch.storage", "_load_from_bytes") + call)
        expect(.refused, saying: "torch.load", P.global("torch", "load") + call)
        expect(.refused, saying: "numpy.core", P.global("numpy.core.multiarray", "_reconstruct") + call)
        let onStack = P.text("os") + P.text("system") + Data([0x93])
        expect(.refused, saying: "os.system", onStack + call)
        // A name is not trusted to be printable or short.
        expect(.refused, saying: "\u{FFFD}[31m", P.global("\u{1B}[31m" + String(repeating: "x", count: 5000), "y"))
        for opcode in ["i", "o", "P", "0", "2", "S", "V", "U"] {
            expect(.refused, saying: "instruction", Data(opcode.utf8))
        }
        for opcode in [0x81, 0x82, 0x8F, 0x91, 0x92, 0x96, 0xFF] as [UInt8] {
            expect(.refused, saying: "instruction", Data([opcode]))
        }
    }

    @Test("Known functions are called with what they expect only")
    func arguments() {
        let storage = P.storage(count: 4)
        expect(.malformed, P.global("torch", "FloatStorage") + P.emptyTuple + P.reduce)
        expect(.malformed, P.global("collections", "OrderedDict") + P.tuple([P.int(1)]) + P.reduce)
        expect(
            .malformed,
            P.global("torch._utils", "_rebuild_parameter") + P.tuple([P.int(1), P.int(1), P.int(1)]) + P.reduce)
        expect(.malformed, P.global("torch._utils", "_rebuild_tensor_v2") + P.emptyTuple + P.reduce)
        expect(.malformed, P.tensor(P.int(1), shape: [1], strides: [1]))
        expect(.malformed, P.tensor(storage, shape: [1], strides: []))
        expect(
            .malformed,
            P.tensor(storage, shape: [Int](repeating: 1, count: 65), strides: [Int](repeating: 1, count: 65)))
        expect(.unsupported, saying: "metadata", P.tensor(storage, shape: [1], strides: [1], extra: P.emptyDict))
        expect(.malformed, P.int(1) + P.emptyTuple + P.reduce)
        expect(.malformed, P.text("a") + Data("Q".utf8))
        expect(.refused, saying: "state", P.tensor(storage, shape: [1], strides: [1]) + P.emptyDict + Data("b".utf8))
        expect(.malformed, saying: "storage", P.dictionary(P.storage(count: 5)))
        expect(.malformed, saying: "storage", P.dictionary(P.storage(count: .max)))
        expect(.malformed, saying: "storage", P.dictionary(P.storage(count: -1)))
        expect(.malformed, saying: "lacks", P.dictionary(P.storage(key: "../data.pkl", count: 4)))
        expect(.malformed, P.dictionary(P.storage(key: String(repeating: "0", count: 300), count: 4)))
    }

    @Test("Tensors stay inside their storage and the file's size")
    func bounds() {
        for (offset, shape, strides) in [
            (2, [3], [1]), (-1, [1], [1]), (0, [2], [4]), (.max, [2], [1]), (0, [2, 2], [.max, .max]), (0, [-1], [1]),
            (0, [2], [-1]), (0, [1 << 32, 1 << 32], [0, 0]), (0, [1 << 40], [0]), (5, [0], [1]),
        ] as [(Int, [Int], [Int])] {
            expect(
                .malformed, P.dictionary(P.tensor(P.storage(count: 4), offset: offset, shape: shape, strides: strides)))
        }
    }

    @Test("Strides that are never taken may hold anything")
    func unusedStrides() throws {
        let tensor = P.tensor(P.storage(count: 4), shape: [1, 2, 1], strides: [.max, 1, .max])
        let archive = try open(P.file(P.dictionary(tensor)))
        #expect(archive["a"]?.contiguousData() == Data(0..<8))
        #expect(archive["a"]?.isContiguous == true)
    }

    @Test("The stack is not read below its marks or its end")
    func stack() {
        for body in [
            "t", "u", "e", "a", "s", "R", "b", "Q", "\u{85}", "q\u{0}", "h\u{7}", "(", "((((", "}(s", "(}s", "]}u",
        ] {
            expect(.malformed, Data(body.unicodeScalars.map { UInt8($0.value) }))
        }
        // A memo number far beyond the last must not reserve what lies between.
        expect(.malformed, P.emptyDict + Data("r".utf8) + ZipBytes.le(.max, 4))
        expect(.malformed, P.emptyDict + Data("j".utf8) + ZipBytes.le(.max, 4))
        expect(.malformed, P.emptyDict + P.emptyDict)
        expect(.malformed, Data())
        expect(.malformed, P.int(1) + Data([0x87]))
        expect(.malformed, P.emptyDict + P.mark + P.text("a") + Data("u".utf8))
    }

    @Test("Lengths beyond the pickle are refused")
    func lengths() {
        for body in [
            Data("X".utf8) + ZipBytes.le(.max, 4), Data([0x8D]) + ZipBytes.le(.max, 8),
            Data([0x8B]) + ZipBytes.le(.max, 4),
            Data([0x8B]) + ZipBytes.le(0x7FFF_FFFF, 4), Data([0x8A, 255]), Data("B".utf8) + ZipBytes.le(.max, 4),
            Data([0x8E]) + ZipBytes.le(.max, 8), Data("cos".utf8), Data([0x95, 1]),
        ] {
            expect(.truncated, P.proto + body, complete: false)
        }
        expect(.malformed, saying: "UTF-8", Data("X".utf8) + ZipBytes.le(1, 4) + Data([0xFF]))
        expect(.unsupported, saying: "protocol", Data([0x80, 6]), complete: false)
        expect(.unsupported, saying: "protocol", Data("(dp0\n.".utf8), complete: false)
    }

    @Test("Depth, self-reference and numbers of objects cost no stack and bounded memory")
    func nesting() {
        let depth = 2_000_000
        expect(.unsupported, Data(")".utf8) + Data(repeating: 0x85, count: depth))
        expect(.malformed, Data(repeating: UInt8(ascii: "("), count: depth))
        expect(.malformed, Data(repeating: UInt8(ascii: "}"), count: depth))
        // A dictionary that holds itself, and a list that does.
        expect(.unsupported, P.emptyDict + Data("q\u{0}".utf8) + P.text("a") + Data("h\u{0}".utf8) + P.setItem)
        expect(.unsupported, Data("]q\u{0}h\u{0}a".utf8))
        // Every level refers twice to the one below: 2^60 elements if anyone followed.
        let doubled = (0..<60).reduce(Data(")q\u{0}".utf8)) { pickle, _ in
            pickle + Data("h".utf8) + [0, 0x86] + Data("q\u{0}".utf8)
        }
        expect(.unsupported, doubled)
        expect(.tooLarge, saying: "instructions", Data(repeating: UInt8(ascii: "N"), count: 8_000_000))
        expect(.tooLarge, saying: "pickle", Data(count: 1 << 26))
        let memoized =
            P.rebuildTensor + Data("q\u{0}".utf8)
            + P.arguments(P.storage(count: 4), shape: [1], strides: [1]) + Data("q\u{1}R".utf8)
        let again = (0..<300_000).reduce(into: Data()) { pickle, _ in pickle += Data("h\u{0}h\u{1}R".utf8) }
        expect(.tooLarge, saying: "tensors", memoized + again)
    }

    @Test("Names given twice and foreign byte orders are refused")
    func duplicates() {
        let tensor = P.tensor(P.storage(count: 4), shape: [1], strides: [1])
        expect(.malformed, saying: "two tensors", P.dictionary(tensor) + P.text("a") + tensor + P.setItem)
        expectFailure(.unsupported, saying: "big-endian") { try open(P.file(P.dictionary(tensor), byteOrder: "big")) }
    }

    @Test("TorchScript and other zip files are told apart")
    func otherZips() {
        let pickle = ZipBytes.Entry(name: "x/data.pkl", content: P.proto + P.emptyDict + P.stop)
        expectFailure(.unsupported, saying: "TorchScript") {
            try open(ZipBytes(entries: [pickle, .init(name: "x/constants.pkl", content: Data())]).data)
        }
        expectFailure(.unsupported, saying: "neither") {
            try open(ZipBytes(entries: [.init(name: "word/document.xml", content: Data())]).data)
        }
        expectFailure(.unsupported, saying: "neither") {
            try open(ZipBytes(entries: [pickle, .init(name: "y/data.pkl", content: Data())]).data)
        }
        expectFailure(.unsupported, saying: "compressed") {
            try open(ZipBytes(entries: [.init(name: "x/data.pkl", content: Data([3, 0]), method: 8, count: 0)]).data)
        }
    }
}
