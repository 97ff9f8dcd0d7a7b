import DepthPro
import Foundation
import TestSupport
import Testing

/// Downloads from a server on the loopback that behaves well and badly.
@Suite struct FetchingTests {
    private let folder: TemporaryFolder
    private let content: Data
    private let downloader: Downloader

    init() throws {
        folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 4)
        content = Data((0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) })
        var downloader = Downloader()
        downloader.attempts = 1
        downloader.pause = 0
        self.downloader = downloader
    }

    private func digest(_ data: Data) throws -> String {
        try data.write(to: folder("digest"))
        defer { try? FileManager.default.removeItem(at: folder("digest")) }
        return try FileDigest.sha256(of: folder("digest"))
    }

    /// A store whose catalogue has one model, `m`, with that content.
    private func store(_ content: Data, knowsSize: Bool = true) throws -> ModelStore {
        let known = KnownModel(
            name: "m", summary: "", fileNames: ["m.pt"], source: URL(string: "http://127.0.0.1:9/m.pt"),
            byteCount: knowsSize ? content.count : nil, sha256: try digest(content), licence: "")
        return ModelStore(folder: folder("models"), catalog: [known])
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder("models").path).sorted() }
    }

    private func fetch(
        _ server: LoopbackServer, with downloader: Downloader? = nil, content: Data? = nil, knowsSize: Bool = true,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> URL {
        try store(content ?? self.content, knowsSize: knowsSize)
            .fetch("m", from: server.url(), with: downloader ?? self.downloader, progress: progress)
    }

    @Test(arguments: [true, false]) func fetchesAndChecks(knowsSize: Bool) throws {
        let server = try LoopbackServer(content, .redirect("/elsewhere"), .file)
        defer { server.stop() }
        var done: [Int] = []
        let file = try fetch(server, knowsSize: knowsSize) { part, total in
            done.append(part)
            #expect(total == (knowsSize ? content.count : 0))
        }
        #expect(try Data(contentsOf: file) == content)
        #expect(try files == ["m.pt"])
        #expect(done == done.sorted() && done.last == content.count)

        // What is there is not fetched again.
        #expect(try fetch(server) == file)
        #expect(server.starts == [0, 0])
    }

    @Test func goesOnAfterACut() throws {
        let server = try LoopbackServer(content, .cut(after: 100_000), .file)
        defer { server.stop() }
        let error = #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(error?.code == .downloadFailed && error?.message.contains("cut") == true, "\(error as Any)")
        #expect(error?.message.contains("fetch again to go on") == true)
        #expect(try files == ["m.pt.part"])
        let kept = folder("models/m.pt.part").byteCount
        #expect(kept > 0 && kept <= 100_000)

        #expect(try Data(contentsOf: fetch(server)) == content)
        #expect(server.starts == [0, kept], "the second request asks for the rest only")
        #expect(try files == ["m.pt"])
    }

    @Test func goesOnByItself() throws {
        let server = try LoopbackServer(content, .cut(after: 100_000), .cut(after: 50_000), .file)
        defer { server.stop() }
        var patient = downloader
        patient.attempts = 3
        #expect(try Data(contentsOf: fetch(server, with: patient)) == content)
        #expect(server.starts.count == 3)
    }

    @Test func startsAgainWithoutRanges() throws {
        let server = try LoopbackServer(content, .cut(after: 100_000), .withoutRanges)
        defer { server.stop() }
        #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(try Data(contentsOf: fetch(server)) == content)
        #expect(server.starts.last == 0)
    }

    @Test func refusesOtherContent() throws {
        var other = content
        other[200_000] ^= 1
        let server = try LoopbackServer(other, .file)
        defer { server.stop() }
        let error = #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(error?.code == .downloadFailed && error?.message.contains("SHA-256") == true, "\(error as Any)")
        #expect(try files == [])
    }

    @Test func refusesMoreThanExpected() throws {
        let server = try LoopbackServer(content + content, .file)
        defer { server.stop() }
        let error = #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(error?.message.contains("longer") == true, "\(error as Any)")
        #expect(try files == [])
    }

    @Test func refusesLessThanExpected() throws {
        let server = try LoopbackServer(content.prefix(1000), .file)
        defer { server.stop() }
        let error = #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(error?.message.contains("1000 of 300000") == true, "\(error as Any)")
        #expect(try files == [])
        // The server has nothing after an old part, so going on begins again.
        try content.prefix(2000).write(to: folder("models/m.pt.part"))
        #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(server.starts == [0, 2000, 0])
        #expect(try files == [])
    }

    @Test func aWholePartIsOnlyChecked() throws {
        let server = try LoopbackServer(content, .status(500))
        defer { server.stop() }
        try FileManager.default.createDirectory(at: folder("models"), withIntermediateDirectories: true)
        try content.write(to: folder("models/m.pt.part"))
        #expect(try Data(contentsOf: fetch(server)) == content)
        #expect(server.starts == [])
    }

    @Test(arguments: [404, 403, 500, 429]) func serverSaysNo(status: Int) throws {
        let server = try LoopbackServer(content, .status(status))
        defer { server.stop() }
        let error = #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(error?.code == .downloadFailed && error?.message.contains("\(status)") == true, "\(error as Any)")
        #expect(error?.message.contains(server.url().absoluteString) == true)
    }

    @Test func nobodyAnswers() throws {
        let server = try LoopbackServer(content, .file)
        let address = server.url()
        server.stop()
        _ = try? Data(contentsOf: address)
        let error = #expect(throws: DepthProError.self) {
            try store(content).fetch("m", from: URL(string: "http://127.0.0.1:1/x"), with: downloader) { _, _ in }
        }
        #expect(error?.message.contains("does not answer") == true, "\(error as Any)")
    }

    @Test func onlyHTTP() throws {
        for address in ["file:///etc/passwd", "ftp://127.0.0.1/x", "-o/tmp/x", "http:", "gopher://127.0.0.1"] {
            let error = #expect(throws: DepthProError.self) {
                try store(content).fetch("m", from: URL(string: address), with: downloader) { _, _ in }
            }
            #expect(error?.code == .invalidOption, "\(address): \(error as Any)")
        }
        // Nor by a redirection.
        let server = try LoopbackServer(content, .redirect("file:///etc/hostname"))
        defer { server.stop() }
        #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(try files.allSatisfy { $0.hasSuffix(".part") })
    }

    @Test func withoutCurl() throws {
        var without = downloader
        without.curl = Downloader.program("curl", in: ["PATH": folder.url.path])
        #expect(without.curl == nil)
        let error = #expect(throws: DepthProError.self) {
            try store(content).fetch("m", from: nil, with: without) { _, _ in }
        }
        #expect(error?.message.contains("curl") == true)
    }

    @Test func oneAtATime() throws {
        let server = try LoopbackServer(content, .file)
        defer { server.stop() }
        var inner: DepthProError?
        var isFirst = true
        _ = try fetch(server) { _, _ in
            guard isFirst else { return }
            isFirst = false
            inner = #expect(throws: DepthProError.self) { try fetch(server) }
        }
        #expect(inner?.message.contains("another program") == true, "\(inner as Any)")
    }

    @Test func folderThatCannotBe() throws {
        try Data().write(to: folder("models"))
        let server = try LoopbackServer(content, .file)
        defer { server.stop() }
        let error = #expect(throws: DepthProError.self) { try fetch(server) }
        #expect(error?.code == .unwritable)
    }

    @Test func unknownAndBundledNames() throws {
        let store = ModelStore(folder: folder("models"))
        for name in ["nonsense", "small", ""] {
            let error = #expect(throws: DepthProError.self) { try store.fetch(name) }
            #expect(error?.code == .modelNotFound)
        }
    }
}
