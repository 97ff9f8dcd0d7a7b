import Foundation
import Images
import Testing
import Training

/// Against records that TensorBoard's own code serialised (Scripts/training-events.py).
@Suite struct EventFileTests {
    struct Golden: Decodable {
        var checksums: [String: UInt32]
        var png: String
        var records: [String: String]
    }

    static let golden = Result {
        let url = try #require(
            Bundle.module.url(forResource: "events", withExtension: "json", subdirectory: "Resources"))
        return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    }

    @Test func checksums() throws {
        for (text, checksum) in try Self.golden.get().checksums { #expect(CRC32C.checksum(text.utf8) == checksum) }
    }

    @Test func recordsAreThoseOfTensorBoard() throws {
        let golden = try Self.golden.get()
        let picture = try #require(EncodedPicture(Data(hexadecimal: golden.png)))
        let events: [String: LogEvent] = [
            "version": LogEvent(time: 1.25, step: 0, content: .fileVersion),
            "restart": LogEvent(time: 2.5, step: 300, content: .restart),
            "scalars": LogEvent(
                time: 1_763_820_000.5, step: 1 << 33, content: .scalars([("loss/total", 0.1), ("µ", -3e-7)])),
            "image": LogEvent(time: 1, step: 7, content: .image(tag: "rooms/1", picture)),
            "text": LogEvent(time: 3, step: 5, content: .text(tag: "recipe", "    a: 1 – ü")),
        ]
        #expect(Set(events.keys) == Set(golden.records.keys))
        for (name, event) in events {
            #expect(EventWriter.record(event.bytes).hexadecimal == golden.records[name], "\(name)")
        }
    }

    @Test func everyWriterMakesAFileOfItsOwn() throws {
        try withTemporaryFolder { folder in
            let first = try EventWriter(folder: folder)
            try first.write(["a": 1, "b": .nan], step: 1)
            let second = try EventWriter(folder: folder, resumingAt: 2)
            try second.write(text: "text", tag: "t", step: 2)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(names == [first.url.lastPathComponent, second.url.lastPathComponent])
            // Nothing is held back: the records are there while the writers are.
            #expect(try records(of: first.url).count == 2)
            #expect(try records(of: second.url).count == 3)
            withExtendedLifetime((first, second)) {}
        }
    }

    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "file")
            try Data().write(to: file)
            let error = #expect(throws: TrainingError.self) {
                _ = try EventWriter(folder: file.appending(path: "events"))
            }
            #expect(error?.code == .unwritable)
        }
    }

    /// The records of a file, whose lengths and checksums must be right.
    private func records(of url: URL) throws -> [Data] {
        var rest = try Data(contentsOf: url)
        var found: [Data] = []
        while !rest.isEmpty {
            let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
            let record = rest.dropFirst(12).prefix(length)
            #expect(EventWriter.record([UInt8](record)) == rest.prefix(16 + length))
            found.append(record)
            rest = rest.dropFirst(16 + length)
        }
        return found
    }
}

extension Data {
    init(hexadecimal text: String) {
        let digits = text.compactMap(\.hexDigitValue)
        self.init(stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }

    var hexadecimal: String { map { String(format: "%02x", $0) }.joined() }
}

func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
