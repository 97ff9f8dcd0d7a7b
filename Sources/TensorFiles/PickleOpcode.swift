/// The instructions of Python's pickle format that occur in dictionaries of tensors.
///
/// Source: CPython's `pickletools`.
enum PickleOpcode: UInt8 {
    case proto = 0x80
    case frame = 0x95
    case stop = 0x2E  // .
    case mark = 0x28  // (

    case none = 0x4E  // N
    case newTrue = 0x88
    case newFalse = 0x89
    case binInt = 0x4A  // J
    case binInt1 = 0x4B  // K
    case binInt2 = 0x4D  // M
    case long1 = 0x8A
    case long4 = 0x8B
    case binFloat = 0x47  // G
    case binUnicode = 0x58  // X
    case shortBinUnicode = 0x8C
    case binUnicode8 = 0x8D
    case binBytes = 0x42  // B
    case shortBinBytes = 0x43  // C
    case binBytes8 = 0x8E

    case emptyTuple = 0x29  // )
    case tuple1 = 0x85
    case tuple2 = 0x86
    case tuple3 = 0x87
    case tuple = 0x74  // t
    case emptyList = 0x5D  // ]
    case append = 0x61  // a
    case appends = 0x65  // e
    case emptyDict = 0x7D  // }
    case setItem = 0x73  // s
    case setItems = 0x75  // u

    case binPut = 0x71  // q
    case longBinPut = 0x72  // r
    case memoize = 0x94
    case binGet = 0x68  // h
    case longBinGet = 0x6A  // j

    case global = 0x63  // c
    case stackGlobal = 0x93
    case reduce = 0x52  // R
    case build = 0x62  // b
    case binPersistentID = 0x51  // Q

    /// What to call an instruction that is refused: CPython's name, where files in the wild use it.
    static func name(ofUnknown opcode: UInt8) -> String {
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
