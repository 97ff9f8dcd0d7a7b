/// One file inside a zip archive.
struct ZipEntry {
    /// How the bytes are stored.
    enum Method: UInt16 {
        case stored = 0
        case deflated = 8
    }

    var name: String
    var method: Method
    /// The CRC-32 of the original bytes.
    var checksum: UInt32
    /// The number of original bytes.
    var count: Int
    /// Where the stored or deflated bytes lie in the archive.
    var range: Range<Int>
    /// Where the entry's local header begins.
    var headerOffset: Int
}
