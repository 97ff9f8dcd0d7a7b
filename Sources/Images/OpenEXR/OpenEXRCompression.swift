/// The compression methods that are read; all lossless.
enum OpenEXRCompression: UInt8 {
    case none = 0
    case runLength = 1
    /// zlib over one row.
    case zipRow = 2
    /// zlib over sixteen rows.
    case zip = 3

    var rowsPerChunk: Int { Self.rowsPerChunk(of: rawValue) }

    /// Rows per chunk of any method in the format; the most where a method is not known.
    static func rowsPerChunk(of number: UInt8) -> Int {
        let rows = [1, 1, 1, 16, 32, 16, 32, 32, 32, 256]
        return Int(number) < rows.count ? rows[Int(number)] : 256
    }

    /// The most bytes that one compressed byte can stand for.
    var maximumRatio: Int {
        switch self {
        case .none: 1
        case .runLength: 64
        case .zipRow, .zip: 1040
        }
    }

    /// The name of any method in the format, for refusals.
    static func name(of number: UInt8) -> String {
        let names = ["none", "RLE", "ZIPS", "ZIP", "PIZ", "PXR24", "B44", "B44A", "DWAA", "DWAB"]
        return Int(number) < names.count ? names[Int(number)] : "number \(number)"
    }
}
