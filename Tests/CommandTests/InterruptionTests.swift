import Foundation
import Testing
import Torch

/// Signals, readers that go away, and terminals.
@Suite struct InterruptionTests {
    private static let count = 40

    /// Starts on many photos and returns when the first is done.
    private func started(in folder: URL) throws -> (Process, errors: Pipe) {
        for index in 0..<Self.count { try TestFiles.write("photos/\(index).jpg", in: folder) }
        let process = CommandRun.process(
            ["predict", "photos", "--format", "npy,jpg", "--model", TestFiles.checkpoint.path], in: folder)
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let deadline = Date(timeIntervalSinceNow: 120)
        while TestFiles.names(in: folder.appendingPathComponent("depth")).isEmpty, Date() < deadline {
            Thread.sleep(forTimeInterval: 0.01)
        }
        return (process, errors)
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func theFileInHandIsFinished(signal: Int32, status: Int32) throws {
        try TestFiles.withFolder { folder in
            let (process, errors) = try started(in: folder)
            kill(process.processIdentifier, signal)
            let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            try CommandRun.wait(for: process)
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == status)
            #expect(text.contains("finishing the file in hand") && text.contains("not begun"), "\(text)")
            // Whole files in pairs, nothing hidden, and not all of them.
            let output = folder.appendingPathComponent("depth")
            let names = TestFiles.names(in: output)
            let arrays = names.filter { $0.hasSuffix(".npy") }
            #expect(!arrays.isEmpty && arrays.count < Self.count)
            #expect(names == Set(arrays.flatMap { [$0, $0.replacingOccurrences(of: ".npy", with: ".jpg")] }))
            for name in arrays {
                #expect(try NPYArray(contentsOf: output.appendingPathComponent(name)).shape == [30, 40])
            }
        }
    }

    /// A placed picture that would take minutes, in its middle.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: TestFiles.example("houseplant.glb").path)))
    func placingEndsAtOnce() throws {
        try TestFiles.withFolder { folder in
            let process = CommandRun.process(
                [
                    "place", TestFiles.example("desk.jpg").path, TestFiles.example("houseplant.glb").path, "--depth",
                    TestFiles.example("depth/desk.png").path, "--focal-length-px", "521", "--at", "300,350",
                    "--samples", "4096", "--output", "placed.jpg",
                ], in: folder)
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            Thread.sleep(forTimeInterval: 3)
            let began = Date()
            kill(process.processIdentifier, SIGINT)
            try CommandRun.wait(for: process)
            #expect(Date().timeIntervalSince(began) < 10)
            #expect(process.terminationReason == .exit && process.terminationStatus == 130)
            let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            #expect(text.contains("nothing was written"), "\(text)")
            #expect(TestFiles.names(in: folder).isEmpty)
        }
    }

    private static let longWork: [[String]] = {
        let work = [
            ["edit", "refocus", "--at", "206,291", "--rack-to", "500,100", "--frames", "2000", "--output", "rack.gif"],
            ["render", "--path", "swing", "--seconds", "60", "--output", "swing.webp"],
            ["render", "--path", "orbit", "--seconds", "60", "--output", "orbit.mp4"],
        ]
        let hasFFmpeg = FileManager.default.fileExists(atPath: TestFiles.example("../.deps/cvideo/libcvideo.so").path)
        return work.filter { hasFFmpeg || !$0.contains("orbit.mp4") }
    }()

    /// None leaves half a file behind.
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: TestFiles.example("desk.jpg").path)),
        arguments: longWork)
    func nothingHalfWrittenStays(_ arguments: [String]) throws {
        try TestFiles.withFolder { folder in
            let name = arguments[0] == "edit" ? 2 : 1
            let process = CommandRun.process(
                arguments.prefix(name) + [
                    TestFiles.example("desk.jpg").path, "--depth", TestFiles.example("depth/desk.png").path,
                    "--focal-length-px", "521",
                ] + arguments.dropFirst(name), in: folder)
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            // Films take minutes.
            Thread.sleep(forTimeInterval: 3)
            let began = Date()
            kill(process.processIdentifier, SIGINT)
            try CommandRun.wait(for: process)
            #expect(Date().timeIntervalSince(began) < 20)
            #expect(process.terminationReason == .exit && process.terminationStatus == 130)
            #expect(TestFiles.names(in: folder).isEmpty)
        }
    }

    @Test func aReaderThatGoesAwayEndsTheRun() throws {
        try TestFiles.withFolder { folder in
            for name in ["a.jpg", "b.jpg", "c.jpg"] { try TestFiles.write(name, in: folder) }
            let process = CommandRun.process(
                [
                    "predict", "a.jpg", "b.jpg", "c.jpg", "--format", "npy", "--json", "--model",
                    TestFiles.checkpoint.path,
                ], in: folder)
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try output.fileHandleForReading.close()
            try process.run()
            try CommandRun.wait(for: process)
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 141)
            #expect(TestFiles.names(in: folder.appendingPathComponent("depth")) == ["a.npy"])
        }
    }

    #if os(Linux)
        @Test func aTerminalGetsABar() throws {
            try TestFiles.withFolder { folder in
                for name in ["a.jpg", "b.jpg"] { try TestFiles.write(name, in: folder) }
                let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
                var (unlocked, number): (Int32, Int32) = (0, 0)
                // TIOCSPTLCK and TIOCGPTN, which Swift does not import.
                #expect(ioctl(terminal, 0x4004_5431, &unlocked) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0)
                let process = CommandRun.process(
                    ["predict", "a.jpg", "b.jpg", "--model", TestFiles.checkpoint.path], in: folder,
                    environment: ["TERM": "xterm"])
                process.standardError = FileHandle(forUpdatingAtPath: "/dev/pts/\(number)")
                try process.run()
                try CommandRun.wait(for: process)
                var buffer = [UInt8](repeating: 0, count: 1 << 16)
                let length = read(terminal, &buffer, buffer.count)
                close(terminal)
                let text = String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
                #expect(process.terminationStatus == 0)
                #expect(text.contains("0/2") && text.contains("1/2"), "\(text)")
                #expect(text.contains("images/s") && text.contains(" left"), "\(text)")
                #expect(text.contains("a.jpg →") && text.contains("2 done in"), "\(text)")
            }
        }
    #endif
}
