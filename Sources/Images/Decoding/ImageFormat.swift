/// The kinds of files that begin in a known way, told apart by their first bytes and never by their names.
enum ImageFormat: String {
    case jpeg = "JPEG"
    case png = "PNG"
    case webP = "WebP"
    case tiff = "TIFF"
    case heif = "HEIF"
    case gif = "GIF"
    case radiance = "Radiance HDR"
    case openEXR = "OpenEXR"

    case jpegXL = "JPEG XL"
    case jpeg2000 = "JPEG 2000"
    case photoshop = "Photoshop"
    case bmp = "BMP"
    case svg = "SVG"
    case pdf = "PDF"
    case video = "video"
    case cameraRaw = "camera raw"

    /// How many bytes of a file `init(firstBytes:)` looks at.
    static let signatureLength = 256

    /// The libvips operation that decodes the format; nil where the format is only named in the refusal.
    var loadOperation: String? {
        switch self {
        case .jpeg: "jpegload_source"
        case .png: "pngload_source"
        case .webP: "webpload_source"
        case .tiff: "tiffload_source"
        case .heif: "heifload_source"
        case .gif: "gifload_source"
        case .radiance: "radload_source"
        case .openEXR: "openexrload"
        case .jpegXL, .jpeg2000, .photoshop, .bmp, .svg, .pdf, .video, .cameraRaw: nil
        }
    }

    /// Whether libheif has already turned the picture upright, as the format demands (ISO/IEC 23008-12, `irot` and
    /// `imir`), so that an EXIF orientation must not turn it again.
    var isUprightWhenDecoded: Bool { self == .heif }

    /// Whether `PhotoDecoder.preflight` has anything to check.
    var needsPreflight: Bool { self == .openEXR || self == .tiff }

    init?(firstBytes bytes: [UInt8]) {
        func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: signature)
        }
        func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }

        if has([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if has("RIFF") && has("WEBP", at: 8) {
            self = .webP
        } else if has("FUJIFILMCCD-RAW") || has("IIU\0") || has("IIRO") || has("IIRS")
            || (has("II*\0") && has("CR", at: 8))
        {
            self = .cameraRaw
        } else if has("II*\0") || has("MM\0*") || has("II+\0") || has("MM\0+") {
            self = .tiff
        } else if has("ftyp", at: 4) {
            self = Self.ofContainer(bytes)
        } else if has("GIF87a") || has("GIF89a") {
            self = .gif
        } else if has("#?RADIANCE") || has("#?RGBE") {
            self = .radiance
        } else if has([0x76, 0x2F, 0x31, 0x01]) {
            self = .openEXR
        } else if has([0xFF, 0x0A]) || has("JXL ", at: 4) {
            self = .jpegXL
        } else if has("jP  ", at: 4) || has([0xFF, 0x4F, 0xFF, 0x51]) {
            self = .jpeg2000
        } else if has("8BPS") {
            self = .photoshop
        } else if has("BM") && has([0, 0, 0, 0], at: 6) {
            self = .bmp
        } else if has("%PDF") {
            self = .pdf
        } else if has([0x1A, 0x45, 0xDF, 0xA3]) || has("AVI ", at: 8) || has([0, 0, 1, 0xBA]) {
            self = .video
        } else if String(decoding: bytes, as: UTF8.self).contains("<svg") {
            self = .svg
        } else {
            return nil
        }
    }

    /// Tells HEIF from QuickTime and MP4 by the brands of the `ftyp` box (ISO/IEC 14496-12, 4.3).
    private static func ofContainer(_ bytes: [UInt8]) -> ImageFormat {
        let size = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let brands = stride(from: 8, to: min(size, bytes.count) - 3, by: 4).filter { $0 != 12 }.map {
            String(decoding: bytes[$0..<$0 + 4], as: UTF8.self)
        }
        if brands.contains("crx ") { return .cameraRaw }
        let pictures: Set = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"]
        return brands.contains(where: pictures.contains) ? .heif : .video
    }
}
