import Foundation
import Testing
import Torch

/// The files under Resources/Files, made by Scripts/files-golden.py.
enum FileFixtures {
    /// What the script says a file holds.
    struct Expected: Decodable {
        struct Tensor: Decodable {
            var name: String
            var type: String
            var shape: [Int]
            var bytes: String
        }
    }

    static let folder = Bundle.module.bundleURL.appending(path: "Resources/Files")

    static func url(_ name: String) -> URL { folder.appending(path: name) }

    static func data(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

    /// The tensors of each file, in file order.
    static func expected() throws -> [String: [Expected.Tensor]] {
        try JSONDecoder().decode([String: [Expected.Tensor]].self, from: data("expected.json"))
    }
}

extension Data {
    /// Lower-case hexadecimal digits.
    var hexadecimal: String {
        map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }
}

extension TensorArchive {
    /// Opens the contents of a file called `name`, without a file.
    static func open(_ data: Data, name: String) throws -> TensorArchive {
        let url = URL(filePath: name)
        return try open(FileBytes(OwnedBytes(data), url: url), at: url)
    }
}

/// Expects `body` to fail with `code` and a message of one line that names `file` and contains `words`.
func expectFailure<Result>(
    _ code: FileFormatError.Code, naming file: String? = nil, saying words: String = "",
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Result
) {
    do {
        _ = try body()
        Issue.record("Nothing was thrown; expected \(code.rawValue).", sourceLocation: sourceLocation)
    } catch let error as FileFormatError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        #expect(words.isEmpty || error.description.contains(words), "\(error)", sourceLocation: sourceLocation)
        #expect(!error.description.contains("\n"), sourceLocation: sourceLocation)
        if let file { #expect(error.description.contains(file), "\(error)", sourceLocation: sourceLocation) }
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
}
