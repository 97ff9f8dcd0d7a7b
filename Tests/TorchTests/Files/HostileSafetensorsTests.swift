import Foundation
import TestSupport
import Testing
import Torch

@Suite("Hostile safetensors files", .timeLimit(.minutes(2)))
struct HostileSafetensorsTests {
    private func file(_ header: String, data: Int = 0, claim: UInt64? = nil) -> Data {
        ZipBytes.le(claim ?? UInt64(header.utf8.count), 8) + Data(header.utf8) + Data(count: data)
    }

    private func open(_ data: Data) throws -> TensorArchive {
        let folder = try TemporaryFolder()
        return try TensorArchive.open(try folder.file("bad.safetensors", data))
    }

    private func expect(
        _ code: FileFormatError.Code, saying words: String = "", _ data: Data,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectFailure(code, naming: "bad.safetensors", saying: words, sourceLocation: sourceLocation) { try open(data) }
    }

    private func entry(_ name: String, _ type: String, _ shape: String, _ range: String) -> String {
        "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":[\(shape)],\"data_offsets\":[\(range)]}"
    }

    @Test("The hand-made file is accepted when it does not lie")
    func control() throws {
        let extra = "\"a\" : {\"shape\":[2],\"more\":[{},[],{\"x\":[1.5e3,null,true,\"]\"]}],\"data_offsets\":[4,8],"
        let header = "{ \(extra)\"dtype\":\"F16\"},\n\(entry("b", "I32", "", "0,4"))} "
        let archive = try open(file(header, data: 8))
        #expect(archive.names == ["a", "b"])
        #expect(archive["a"]?.shape == [2])
        #expect(archive["b"]?.byteCount == 4)
        #expect(try open(file("{}")).names == [])
    }

    @Test("A header longer than the file or the limit is refused")
    func headerLength() {
        expect(.truncated, saying: "header", file("{}", claim: 3))
        expect(.malformed, saying: "100000000", file("{}", claim: 100_000_001))
        expect(.malformed, file("{}", claim: .max))
        expect(.truncated, Data([2, 0, 0]))
        expect(.truncated, file("", claim: 0))
        expect(.truncated, saying: "empty", Data())
    }

    @Test("Ranges must cover the data exactly")
    func ranges() {
        expect(.truncated, saying: "ends at byte 8", file("{\(entry("a", "F32", "2", "0,8"))}", data: 4))
        let overlapping = "{\(entry("a", "F32", "1", "0,4")),\(entry("b", "F32", "1", "2,6"))}"
        expect(.malformed, saying: "overlaps", file(overlapping, data: 6))
        let same = "{\(entry("a", "F32", "1", "0,4")),\(entry("b", "F32", "1", "0,4"))}"
        expect(.malformed, saying: "overlaps", file(same, data: 4))
        expect(.malformed, saying: "gap", file("{\(entry("a", "F32", "1", "4,8"))}", data: 8))
        expect(.malformed, saying: "belong to no tensor", file("{\(entry("a", "F32", "1", "0,4"))}", data: 5))
        expect(.malformed, file("{\(entry("a", "F32", "1", "4,0"))}", data: 4))
        expect(.malformed, file("{\(entry("a", "F32", "1", "0"))}", data: 4))
        expect(.malformed, file("{\(entry("a", "F32", "1", "0,2,4"))}", data: 4))
    }

    @Test("Sizes must agree with shapes")
    func shapes() {
        expect(.malformed, saying: "does not fit", file("{\(entry("a", "F32", "2", "0,4"))}", data: 4))
        expect(.malformed, file("{\(entry("a", "F32", "-1", "0,4"))}", data: 4))
        expect(.malformed, file("{\(entry("a", "F32", "1.0", "0,4"))}", data: 4))
        expect(.malformed, file("{\(entry("a", "F32", "01", "0,4"))}", data: 4))
        expect(.malformed, saying: "too large", file("{\(entry("a", "F32", "9223372036854775808", "0,4"))}", data: 4))
        expect(.malformed, saying: "does not fit", file("{\(entry("a", "F32", "4294967296,4294967296", "0,0"))}"))
        expect(.malformed, saying: "does not fit", file("{\(entry("a", "F32", "4611686018427387904", "0,0"))}"))
        expect(
            .malformed, file("{\(entry("a", "F32", (0..<65).map { _ in "1" }.joined(separator: ","), "0,4"))}", data: 4)
        )
        expect(.unsupported, saying: "F4", file("{\(entry("a", "F4", "2", "0,1"))}", data: 1))
    }

    @Test("Broken JSON is refused")
    func json() {
        let good = entry("a", "U8", "1", "0,1")
        for header in [
            "[]", "{", "{]", "{,}", "{\(good),}", "{\(good)}x", "{\(good)", "{\"a\":1}", "{a:1}", "null", "\"a\"",
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[1]}}", "{\"a\":{\"dtype\":8,\"shape\":[1],\"data_offsets\":[0,1]}}",
            "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
            "{\"a\":{\"x\":tru,\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
            "{\"a\":{\"x\":nan,\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
            "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":{\"a\":\"\\ud800\"}}",
            "{\"__metadata__\":{\"a\":\"\\q\"}}",
            "{\"__metadata__\":{\"a\":\"\\u12\"}}", "{\"__metadata__\":{\"a\":\"\n\"}}", "{\"__metadata__\":{\"a\":\"b",
        ] {
            #expect(throws: FileFormatError.self, "\(header)") { try open(file(header, data: 1)) }
        }
        expect(.malformed, saying: "twice", file("{\(good),\(good)}", data: 1))
        expect(.malformed, saying: "two metadata", file("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}"))
        var invalid = file("{\"__metadata__\":{\"a\":\"?\"}}")
        invalid[invalid.count - 4] = 0xFF
        expect(.malformed, saying: "UTF-8", invalid)
    }

    @Test("Deep nesting costs no stack")
    func depth() {
        for (open, count) in [("[", 5_000_000), ("{\"a\":", 1_000_000)] {
            let header = "{\"a\":{\"x\":" + String(repeating: open, count: count)
            expect(.malformed, saying: "nested too deeply", file(header))
        }
    }

    @Test("The number of tensors is limited")
    func count() {
        let entries = (0...1 << 18).map { entry(String($0), "U8", "0", "0,0") }
        expect(.tooLarge, saying: "tensors", file("{\(entries.joined(separator: ","))}"))
    }

    @Test("A file cut short is refused at every byte")
    func truncated() throws {
        let whole = try FileFixtures.data("types.safetensors")
        for count in 0..<whole.count {
            #expect(throws: FileFormatError.self) {
                try TensorArchive.open(whole.prefix(count), name: "cut.safetensors")
            }
        }
    }
}
