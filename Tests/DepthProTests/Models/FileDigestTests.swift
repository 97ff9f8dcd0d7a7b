import DepthPro
import Foundation
import TestSupport
import Testing

@Suite struct FileDigestTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// FIPS 180-4's examples (NIST, SHA256.pdf and SHA2_Additional.pdf); the last by coreutils' sha256sum, longer than a piece.
    @Test(arguments: [
        ("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ("Z", 1 << 24, "55c7e25571a69216de25162f191bb2847201a09ee7efe46b5bada034acc695d5"),
    ]) func publishedExamples(text: String, count: Int, digest: String) throws {
        let data = Data(String(repeating: text, count: count).utf8)
        try data.write(to: folder("a"))
        var last = 0
        let found = try FileDigest.sha256(of: folder("a")) { done, total in
            #expect(total == data.count && done > last)
            last = done
        }
        #expect(found == digest)
        #expect(last == data.count)
    }

    @Test func saysWhatCannotBeRead() {
        for url in [folder("none"), folder.url] {
            let error = #expect(throws: DepthProError.self) { try FileDigest.sha256(of: url) }
            #expect(error?.message.contains(url.path) == true)
        }
    }
}
