public import Foundation
package import Images

/// Writes what TensorBoard shows: an event file of length-prefixed, checksummed records (TFRecord).
///
/// Every entry is handed to the system at once, so that a run that is killed loses at most the entry being written,
/// and TensorBoard follows a run that goes on. Each writer makes a file of its own; TensorBoard joins a folder's files.
public final class EventWriter {
    /// The file.
    public let url: URL
    private let handle: FileHandle

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - folder: Made where it is not there.
    ///   - step: Where a run goes on after an interruption: TensorBoard forgets what earlier files say of later steps.
    /// - Throws: ``TrainingError/Code/unwritable``.
    public init(folder: URL, resumingAt step: Int? = nil) throws(TrainingError) {
        let url = folder.appending(path: Self.fileName())
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data().write(to: url, options: .withoutOverwriting)
            handle = try FileHandle(forWritingTo: url)
        } catch {
            throw Self.unwritable(url, error)
        }
        self.url = url
        try write(.fileVersion, step: 0)
        if let step { try write(.restart, step: step) }
    }

    deinit { try? handle.close() }

    /// Adds numbers of one step, each to the curve of its name. Names group by what stands before a slash.
    ///
    /// - Throws: ``TrainingError/Code/unwritable``.
    public func write(_ scalars: [String: Double], step: Int) throws(TrainingError) {
        guard !scalars.isEmpty else { return }
        try write(.scalars(scalars.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }), step: step)
    }

    /// Adds a picture.
    ///
    /// - Throws: ``TrainingError/Code/unwritable``.
    package func write(_ picture: EncodedPicture, tag: String, step: Int) throws(TrainingError) {
        try write(.image(tag: tag, picture), step: step)
    }

    /// Adds a text in Markdown.
    ///
    /// - Throws: ``TrainingError/Code/unwritable``.
    public func write(text: String, tag: String, step: Int) throws(TrainingError) {
        try write(.text(tag: tag, text), step: step)
    }

    private func write(_ content: LogEvent.Content, step: Int) throws(TrainingError) {
        let event = LogEvent(time: Date().timeIntervalSince1970, step: step, content: content)
        do {
            try handle.write(contentsOf: Self.record(event.bytes))
        } catch {
            throw Self.unwritable(url, error)
        }
    }

    /// The length and the data, each with its checksum, all numbers little-endian.
    package static func record(_ data: [UInt8]) -> Data {
        let length = withUnsafeBytes(of: UInt64(data.count).littleEndian, Array.init)
        var record = Data(length)
        withUnsafeBytes(of: CRC32C.masked(length).littleEndian) { record.append(contentsOf: $0) }
        record.append(contentsOf: data)
        withUnsafeBytes(of: CRC32C.masked(data).littleEndian) { record.append(contentsOf: $0) }
        return record
    }

    /// TensorBoard looks for "tfevents" and reads a folder's files in the order of their names.
    private static func fileName() -> String {
        let time = Date().timeIntervalSince1970
        let digits = String(Int(time.truncatingRemainder(dividingBy: 1) * 1e6))
        let fraction = String(repeating: "0", count: 6 - digits.count) + digits
        let host = ProcessInfo.processInfo.hostName.filter { $0.isLetter || $0.isNumber || $0 == "-" }
        return "events.out.tfevents.\(Int(time)).\(fraction).\(host).\(ProcessInfo.processInfo.processIdentifier)"
    }

    private static func unwritable(_ url: URL, _ error: any Error) -> TrainingError {
        TrainingError(
            .unwritable, "\(url.relativePath) cannot be written: \(error.localizedDescription)", cause: error)
    }
}
