internal import Datasets
public import Foundation
internal import Images
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder of frames in the layout of ``ManifestDataset``: photos (`.jpg`), depth (`.exr`, 32-bit floats, so that
/// infinity and every distance stay exact), and `manifest.jsonl` with one row per frame.
///
/// A row is added when all files of its frame are in place, in the frames' order. Whoever was interrupted opens the
/// folder again with the same options and goes on; in the end the manifest is the same.
public final class SynthesisFolder: Sendable {
    /// What to write beside photo, depth and, where frames have them, mattes.
    public struct Extras: Sendable, Hashable, Codable {
        /// `<id>-normals.png`: 8 bits, (n + 1) / 2, X to the right, Y down, Z into the picture; black is sky.
        public var normals = false
        /// `<id>-ids.png`: 16 bits, the object by pixel; 0 is structure and sky.
        public var ids = false

        /// Nothing more.
        public init() {}
    }

    /// Where it is.
    public let url: URL
    /// The frames that are there already, by index.
    public let finished: Set<Int>
    private let extras: Extras
    private let state: Mutex<State>

    private struct State: Sendable {
        /// Rows of frames that wait for an earlier one.
        var waiting: [Int: Data] = [:]
        /// The first frame that has no row yet.
        var next: Int
    }

    private struct Settings: Codable, Equatable {
        var options: SynthesisOptions
        var extras: Extras
    }

    /// Opens a folder, or makes it.
    ///
    /// - Throws: ``ScenesError`` where it cannot be written, or holds frames made with other options.
    public init(at url: URL, options: SynthesisOptions, extras: Extras = Extras()) throws(ScenesError) {
        self.url = url
        self.extras = extras
        let manifest = url.appending(path: ManifestDataset.fileName)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw ScenesError(.unwritable, "The folder \(url.relativePath) cannot be made.", cause: error)
        }
        try Self.check(Settings(options: options, extras: extras), at: url)
        let rows = try Self.repair(manifest)
        finished = rows
        var next = 0
        while rows.contains(next) { next += 1 }
        state = Mutex(State(next: next))
    }

    /// Writes a frame; from any thread.
    ///
    /// - Throws: ``ScenesError`` with code `unwritable`.
    public func write(_ frame: SyntheticFrame) throws(ScenesError) {
        do {
            let id = frame.id
            try AtomicFile.write(frame.jpeg, to: file(id + ".jpg"))
            try frame.depth.writeOpenEXR(to: file(id + ".exr"))
            if extras.normals { try normals(of: frame).writePNG(to: file(id + "-normals.png")) }
            if extras.ids {
                let values = frame.ids.map { Float(min($0, 65535)) }
                try FloatRaster(width: frame.image.width, height: frame.image.height, values: values)
                    .writePNG16(to: file(id + "-ids.png"), scale: 1)
            }
            if let matte = frame.matte { try Self.picture(of: matte).writePNG(to: file(id + "-matte.png")) }
        } catch {
            throw ScenesError(.unwritable, error.message, cause: error)
        }
        let row = try SynthesisRow(frame, extras).line()
        let result = state.withLock { state in
            Result { () throws(ScenesError) in try add(row, frame.index, &state) }
        }
        try result.get()
    }

    private func add(_ row: Data, _ index: Int, _ state: inout State) throws(ScenesError) {
        state.waiting[index] = row
        var lines = Data()
        while let line = state.waiting.removeValue(forKey: state.next) {
            lines += line
            state.next += 1
            while finished.contains(state.next) { state.next += 1 }
        }
        if !lines.isEmpty { try append(lines) }
    }

    private func file(_ name: String) -> URL { url.appending(path: name) }

    /// In one piece, so that a reader never sees half of a row, and a kill leaves at most the last one torn.
    private func append(_ lines: Data) throws(ScenesError) {
        let path = file(ManifestDataset.fileName).path
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        defer { if descriptor >= 0 { close(descriptor) } }
        let written = descriptor < 0 ? -1 : lines.withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
        guard written == lines.count else {
            throw ScenesError(.unwritable, "\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
    }

    private func normals(of frame: SyntheticFrame) -> RGBImage {
        let bytes = frame.normals.flatMap { normal -> [UInt8] in
            guard normal != .zero else { return [0, 0, 0] }
            let scaled = ((normal + 1) * 127.5).clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255))
            return [UInt8(scaled.x.rounded()), UInt8(scaled.y.rounded()), UInt8(scaled.z.rounded())]
        }
        return RGBImage(width: frame.image.width, height: frame.image.height, pixels: bytes)
    }

    private static func picture(of matte: FloatRaster) -> RGBImage {
        let bytes = matte.values.flatMap { value -> [UInt8] in
            let byte = UInt8(min(max(value * 255, 0), 255).rounded())
            return [byte, byte, byte]
        }
        return RGBImage(width: matte.width, height: matte.height, pixels: bytes)
    }

    /// Frames of other options must not mix with these: `synthesis.json` remembers.
    private static func check(_ settings: Settings, at url: URL) throws(ScenesError) {
        let file = url.appending(path: "synthesis.json")
        if let data = try? Data(contentsOf: file) {
            guard let known = try? JSONDecoder().decode(Settings.self, from: data), known == settings else {
                throw ScenesError(
                    .invalidOption,
                    "\(url.relativePath) holds photos made with other options; name another folder, or repeat them.")
            }
            return
        }
        guard !FileManager.default.fileExists(atPath: url.appending(path: ManifestDataset.fileName).path) else {
            throw ScenesError(
                .invalidOption, "\(url.relativePath) holds a data set that was not made here; name another folder.")
        }
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try AtomicFile.write(encoder.encode(settings), to: file)
        } catch {
            throw ScenesError(.unwritable, "\(file.relativePath) cannot be written.", cause: error)
        }
    }

    /// Takes away what a kill left of a last row; the indices of the frames that have one.
    private static func repair(_ manifest: URL) throws(ScenesError) -> Set<Int> {
        guard let data = try? Data(contentsOf: manifest) else { return [] }
        let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { data[...$0] } ?? Data()
        if whole.count < data.count {
            do {
                try AtomicFile.write(Data(whole), to: manifest)
            } catch {
                throw ScenesError(.unwritable, error.message, cause: error)
            }
        }
        var indices: Set<Int> = []
        for line in whole.split(separator: UInt8(ascii: "\n")) {
            guard let row = try? JSONDecoder().decode(SynthesisRow.Index.self, from: Data(line)) else {
                throw ScenesError(.invalidOption, "\(manifest.relativePath) has a row that was not written here.")
            }
            indices.insert(row.index)
        }
        return indices
    }
}

/// The system's `write`, which the method of that name hides.
private func writeBytes(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, start, count)
}
