/// The instructions of Python's pickle format that occur in dictionaries of tensors.
///
/// Source: CPython's `pickletools`.
enum PickleOpcode {
    static let proto: UInt8 = 0x80
    static let frame: UInt8 = 0x95
    static let stop = UInt8(ascii: ".")
    static let mark = UInt8(ascii: "(")

    static let none = UInt8(ascii: "N")
    static let newTrue: UInt8 = 0x88
    static let newFalse: UInt8 = 0x89
    static let binInt = UInt8(ascii: "J")
    static let binInt1 = UInt8(ascii: "K")
    static let binInt2 = UInt8(ascii: "M")
    static let long1: UInt8 = 0x8A
    static let long4: UInt8 = 0x8B
    static let binFloat = UInt8(ascii: "G")
    static let binUnicode = UInt8(ascii: "X")
    static let shortBinUnicode: UInt8 = 0x8C
    static let binUnicode8: UInt8 = 0x8D
    static let binBytes = UInt8(ascii: "B")
    static let shortBinBytes = UInt8(ascii: "C")
    static let binBytes8: UInt8 = 0x8E

    static let emptyTuple = UInt8(ascii: ")")
    static let tuple1: UInt8 = 0x85
    static let tuple2: UInt8 = 0x86
    static let tuple3: UInt8 = 0x87
    static let tuple = UInt8(ascii: "t")
    static let emptyList = UInt8(ascii: "]")
    static let append = UInt8(ascii: "a")
    static let appends = UInt8(ascii: "e")
    static let emptyDict = UInt8(ascii: "}")
    static let setItem = UInt8(ascii: "s")
    static let setItems = UInt8(ascii: "u")

    static let binPut = UInt8(ascii: "q")
    static let longBinPut = UInt8(ascii: "r")
    static let memoize: UInt8 = 0x94
    static let binGet = UInt8(ascii: "h")
    static let longBinGet = UInt8(ascii: "j")

    static let global = UInt8(ascii: "c")
    static let stackGlobal: UInt8 = 0x93
    static let reduce = UInt8(ascii: "R")
    static let build = UInt8(ascii: "b")
    static let binPersistentID = UInt8(ascii: "Q")

    /// CPython's name for an instruction that is refused, as far as files in the wild use it.
    static func name(_ opcode: UInt8) -> String {
        switch opcode {
        case UInt8(ascii: "i"): "INST"
        case UInt8(ascii: "o"): "OBJ"
        case UInt8(ascii: "P"): "PERSID"
        case UInt8(ascii: "0"): "POP"
        case UInt8(ascii: "1"): "POP_MARK"
        case UInt8(ascii: "2"): "DUP"
        case UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "F"), UInt8(ascii: "S"), UInt8(ascii: "V"):
            "of protocol 0"
        case UInt8(ascii: "T"): "BINSTRING"
        case UInt8(ascii: "U"): "SHORT_BINSTRING"
        case 0x81: "NEWOBJ"
        case 0x82...0x84: "EXT"
        case 0x8F: "EMPTY_SET"
        case 0x90: "ADDITEMS"
        case 0x91: "FROZENSET"
        case 0x92: "NEWOBJ_EX"
        case 0x96: "BYTEARRAY8"
        case 0x97: "NEXT_BUFFER"
        case 0x98: "READONLY_BUFFER"
        default: "0x" + String(opcode, radix: 16)
        }
    }
}
