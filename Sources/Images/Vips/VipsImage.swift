import CVips
import Foundation

/// One lazy libvips image: the header is known, the pixels come when rows are read.
final class VipsImage {
    let header: cvips_header
    private let handle: OpaquePointer

    private init(_ handle: OpaquePointer) {
        self.handle = handle
        header = cvips_read_header(handle)
    }

    deinit { cvips_close(handle) }

    var format: VipsFormat? { VipsFormat(rawValue: header.format) }
    var interpretation: VipsInterpretation? { VipsInterpretation(rawValue: header.interpretation) }
    /// Whether pixels share an exponent (`VIPS_CODING_RAD`), as Radiance stores them.
    var isRadianceCoded: Bool { header.coding == 6 }
    var width: Int { Int(header.width) }
    var height: Int { Int(header.height) }
    var bands: Int { Int(header.bands) }

    /// The alpha of an opaque pixel where libvips reads OpenEXR: it scaled alpha to 0…255 until 8.15.
    static var opaqueOpenEXR: Float { cvips_version_number() < 815 ? 255 : 1 }

    /// "5 channels of unsigned8 samples", for refusals.
    var sampleDescription: String {
        let kind = format.map { "\($0)" } ?? "unknown"
        return "\(bands) \(bands == 1 ? "channel" : "channels") of \(kind) samples"
    }

    static func open(path: String, operation: String) throws(VipsFailure) -> VipsImage {
        try make { cvips_open_file(operation, path, &$0, &$1) }
    }

    /// `bytes` must outlive the image and everything derived from it.
    static func open(bytes: UnsafeRawBufferPointer, operation: String) throws(VipsFailure) -> VipsImage {
        try make { cvips_open_memory(operation, bytes.baseAddress, bytes.count, &$0, &$1) }
    }

    /// `pixels` must outlive the image.
    static func wrapping(
        _ pixels: UnsafeRawBufferPointer, width: Int, height: Int, bands: Int, format: VipsFormat,
        interpretation: VipsInterpretation
    ) throws(VipsFailure) -> VipsImage {
        guard let width = Int32(exactly: width), let height = Int32(exactly: height) else {
            throw VipsFailure(text: "\(width)×\(height) pixels are more than libvips can count")
        }
        return try make {
            cvips_wrap(
                pixels.baseAddress, pixels.count, width, height, Int32(bands), format.rawValue,
                interpretation.rawValue, &$0, &$1)
        }
    }

    func field(_ name: String) -> String? {
        guard let text = cvips_copy_field(handle, name) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    /// The embedded profile's header; nil when there is no profile.
    var profile: ICCProfileHeader? {
        var size = 0
        guard let start = cvips_profile(handle, &size) else { return nil }
        return ICCProfileHeader(UnsafeRawBufferPointer(start: start, count: size))
    }

    /// Converts to sRGB through the embedded profile; nil when it is broken or made for other pixels.
    func transformedByEmbeddedProfile(depth: Int) -> VipsImage? {
        guard let profile, profile.colorSpace == profiledColorSpace else { return nil }
        return try? Self.make {
            cvips_transform_to_srgb(handle, nil, Int32(profile.intent), Int32(depth), &$0, &$1)
        }
    }

    /// Whether the pixels are red, green and blue as an embedded profile defines them.
    var hasFittingRGBProfile: Bool { profiledColorSpace == .rgb && profile?.colorSpace == .rgb }

    /// The kind of profile that fits the pixels.
    private var profiledColorSpace: ICCProfileHeader.ColorSpace? {
        switch (interpretation, bands) {
        case (.cmyk, 4), (.cmyk, 5): .cmyk
        case (_, 1), (_, 2): .grey
        case (_, 3), (_, 4): .rgb
        default: nil
        }
    }

    /// Converts CMYK without a profile to sRGB through the one that libvips brings along.
    func transformedFromCMYK() throws(VipsFailure) -> VipsImage {
        try Self.make { cvips_transform_to_srgb(handle, "cmyk", 1, 8, &$0, &$1) }
    }

    func converted(to interpretation: VipsInterpretation) throws(VipsFailure) -> VipsImage {
        try Self.make { cvips_convert_colourspace(handle, interpretation.rawValue, &$0, &$1) }
    }

    func unpackedRadiance() throws(VipsFailure) -> VipsImage {
        try Self.make { cvips_unpack_radiance(handle, &$0, &$1) }
    }

    func cast(to format: VipsFormat) throws(VipsFailure) -> VipsImage {
        try Self.make { cvips_cast(handle, format.rawValue, &$0, &$1) }
    }

    /// Decodes `rows` rows from `top`; to be called from top to bottom.
    func read(rows: Int, from top: Int, into destination: UnsafeMutableRawBufferPointer) throws(VipsFailure) {
        try Self.check {
            cvips_read_rows(handle, Int32(top), Int32(rows), destination.baseAddress, destination.count, &$0)
        }
    }

    /// Sets a field of an image that ``wrapping(_:width:height:bands:format:interpretation:)`` made.
    func setField(_ name: String, to text: String) { cvips_set_field(handle, name, text) }

    func encodeJPEG(quality: Int, subsamplesColors: Bool) throws(VipsFailure) -> Data {
        var bytes: UnsafeMutableRawPointer?
        var size = 0
        try Self.check { cvips_encode_jpeg(handle, Int32(quality), subsamplesColors ? 1 : 0, &bytes, &size, &$0) }
        guard let bytes else { throw VipsFailure(text: "libvips returned no bytes") }
        return Data(bytesNoCopy: bytes, count: size, deallocator: .free)
    }

    /// Takes over what a file says beside its pixels; see `cvips_copy_metadata`.
    func copyMetadata(of file: VipsImage, withProfile: Bool) {
        cvips_copy_metadata(handle, file.handle, withProfile ? 1 : 0)
    }

    /// - Parameter quality: Of a JPEG or WebP.
    func savePicture(to path: String, format: PictureFormat, quality: Int = 100) throws(VipsFailure) {
        try Self.check { cvips_save_picture(handle, path, format.number, Int32(quality), &$0) }
    }

    func saveTIFF(to path: String) throws(VipsFailure) {
        try Self.check { cvips_save_tiff(handle, path, &$0) }
    }

    /// - Parameter quality: Of a WebP; `nil` for a GIF.
    func saveAnimation(to path: String, delays: [Int32], quality: Int?) throws(VipsFailure) {
        try Self.check {
            cvips_save_animation(handle, path, Int32(delays.count), delays, Int32(quality ?? 0), &$0)
        }
    }

    private static func make(
        _ body: (inout OpaquePointer?, inout cvips_error) -> Int32
    ) throws(VipsFailure) -> VipsImage {
        var handle: OpaquePointer?
        try check { body(&handle, &$0) }
        guard let handle else { throw VipsFailure(text: "libvips returned no image") }
        return VipsImage(handle)
    }

    private static func check(_ body: (inout cvips_error) -> Int32) throws(VipsFailure) {
        var error = cvips_error()
        if body(&error) != 0 { throw VipsFailure(error) }
    }
}
