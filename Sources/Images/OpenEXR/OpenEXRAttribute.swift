/// One named value of an OpenEXR header, or the empty name that ends the header.
struct OpenEXRAttribute {
    let name: String
    var value: ByteReader

    var isEndOfHeader: Bool { name.isEmpty }

    /// The next one; nil when it does not fit into the file.
    init?(_ reader: inout ByteReader) {
        guard let name = reader.string() else { return nil }
        self.name = name
        value = ByteReader(UnsafeRawBufferPointer(start: nil, count: 0))
        if name.isEmpty { return }
        guard reader.string() != nil, let size = reader.int32(), let value = reader.slice(Int(size)) else { return nil }
        self.value = value
    }
}
