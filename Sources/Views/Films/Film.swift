internal import CVideo
public import Foundation
public import Images

/// A film in the making: H.264 in MP4 where FFmpeg has an encoder for it, in the colours of sRGB.
///
/// The film is written beside its place under a hidden name and appears when it is finished. One that is never finished
/// leaves nothing.
public final class Film {
    /// How a film is made.
    public struct Settings: Sendable, Hashable {
        /// In pixels; even.
        public var width: Int
        /// In pixels; even.
        public var height: Int
        /// Frames a second, to a thousandth.
        public var rate: Double
        /// x264's constant rate factor: 0 (no loss) to 51; 18 is hard to tell from the original.
        public var quality: Int
        /// Whether the encoder shall hurry.
        public var isFast: Bool
        /// Whether frames are two eyes' views side by side, the left one on the left; the file says so.
        public var isStereoPair: Bool

        /// - Precondition: Width and height are positive and even, the rate is at least a thousandth.
        public init(
            width: Int, height: Int, rate: Double = 30, quality: Int = 18, isFast: Bool = false,
            isStereoPair: Bool = false
        ) {
            precondition(width > 0 && height > 0 && width % 2 == 0 && height % 2 == 0, "films have even sizes")
            precondition((0.001...1000).contains(rate) && (0...51).contains(quality), "out of a film's range")
            self.width = width
            self.height = height
            self.rate = rate
            self.quality = quality
            self.isFast = isFast
            self.isStereoPair = isStereoPair
        }
    }

    /// Where the finished film will stand.
    public let url: URL
    /// How it is made.
    public let settings: Settings

    private let table: UnsafePointer<CVideoTable>
    private let temporary: URL
    /// `nil` once it is finished or given up.
    private var handle: OpaquePointer?

    /// Begins a film.
    ///
    /// - Throws: ``ViewsError`` with code `missingLibrary` without FFmpeg, `unwritable` where the film cannot be begun.
    public init(to url: URL, settings: Settings) throws(ViewsError) {
        let folder = url.deletingLastPathComponent()
        guard FileManager.default.isWritableFile(atPath: folder.path) else {
            throw ViewsError(
                .unwritable, "\(url.relativePath) cannot be written: \(folder.path) is no folder to write to.")
        }
        table = try FilmLibrary.opened.get().table
        self.url = url
        self.settings = settings
        temporary = folder.appendingPathComponent(".\(UUID().uuidString.prefix(8))-\(url.lastPathComponent)")
        let rate = Int32((settings.rate * 1000).rounded())
        let divisor: Int32 = rate % 1000 == 0 ? 1000 : 1
        var plain = CVideoSettings(
            width: Int32(settings.width), height: Int32(settings.height), rate: rate / divisor,
            rate_base: 1000 / divisor, quality: Int32(settings.quality), is_fast: settings.isFast ? 1 : 0,
            is_stereo_pair: settings.isStereoPair ? 1 : 0, title: nil)
        var error = CVideoError()
        handle = table.pointee.open(temporary.path, &plain, &error)
        if handle == nil {
            try? FileManager.default.removeItem(at: temporary)
            throw failure(error)
        }
    }

    deinit { abandon() }

    /// Adds a frame; after a failure the film is given up.
    ///
    /// - Throws: ``ViewsError`` with code `unwritable`, for instance on a full disk.
    /// - Precondition: The frame has the film's size, and the film is not finished.
    public func append(_ image: RGBImage) throws(ViewsError) {
        precondition(
            image.width == settings.width && image.height == settings.height,
            "a frame of \(image.width)×\(image.height) does not fit a film of \(settings.width)×\(settings.height)")
        guard let handle else { preconditionFailure("the film is finished") }
        var error = CVideoError()
        let status = image.pixels.withUnsafeBufferPointer { table.pointee.write(handle, $0.baseAddress, &error) }
        guard status == 0 else {
            abandon()
            throw failure(error)
        }
    }

    /// Completes the film and puts it in its place.
    ///
    /// - Throws: ``ViewsError`` with code `unwritable`; nothing is left then.
    public func finish() throws(ViewsError) {
        guard let handle else { preconditionFailure("the film is finished") }
        self.handle = nil
        var error = CVideoError()
        guard table.pointee.close(handle, &error) == 0 else {
            try? FileManager.default.removeItem(at: temporary)
            throw failure(error)
        }
        guard rename(temporary.path, url.path) == 0 else {
            let reason = String(cString: strerror(errno))
            try? FileManager.default.removeItem(at: temporary)
            throw ViewsError(.unwritable, "\(url.relativePath) cannot be written: \(reason).")
        }
    }

    /// Gives the film up; nothing is left of it.
    public func abandon() {
        guard let handle else { return }
        self.handle = nil
        table.pointee.abandon(handle)
        try? FileManager.default.removeItem(at: temporary)
    }

    private func failure(_ error: CVideoError) -> ViewsError {
        ViewsError(.unwritable, "\(url.relativePath) cannot be written: \(FilmLibrary.words(error)).")
    }
}
