/// What must be known of an ICC profile before it is used (ICC.1:2022, 7.2 and 7.3).
struct ICCProfileHeader {
    enum ColorSpace: String {
        case rgb = "RGB "
        case grey = "GRAY"
        case cmyk = "CMYK"
    }

    let colorSpace: ColorSpace
    /// The rendering intent to ask for: the one the profile recommends (0 perceptual, 1 relative colorimetric,
    /// 2 saturation), or the first it has a table for. libvips quietly takes the pixels for sRGB where it is asked
    /// for an intent that a table profile lacks.
    let intent: Int

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 132, let space = ColorSpace(rawValue: Self.text(bytes, at: 16)) else { return nil }
        colorSpace = space
        let tagCount = min(Self.number(bytes, at: 128), (bytes.count - 132) / 12)
        let tags = Set((0..<tagCount).map { Self.text(bytes, at: 132 + $0 * 12) })
        let recommended = Self.number(bytes, at: 64)
        let wanted = recommended <= 2 ? recommended : 1
        let tabled = (0...2).filter { tags.contains("A2B\($0)") }
        intent = tabled.isEmpty || tabled.contains(wanted) ? wanted : tabled[0]
    }

    private static func text(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> String {
        String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
