import Foundation
import TestSupport
import Testing
import Torch

@Suite("Sharded checkpoints and folders")
struct ShardedArchiveTests {
    private func openIndex(_ text: String) throws -> TensorArchive {
        let folder = try TemporaryFolder()
        _ = try folder.file("types.safetensors", FileFixtures.data("types.safetensors"))
        return try TensorArchive.open(try folder.file("model.safetensors.index.json", Data(text.utf8)))
    }

    @Test(
        "Only files beside the index are read",
        arguments: [
            "../types.safetensors", "/etc/passwd", "a/b.safetensors", "..", ".", "", "a\\\\b",
            "types.safetensors\\u0000",
        ])
    func traversal(file: String) {
        expectFailure(.refused, naming: "index.json", saying: "only files beside it") {
            try openIndex("{\"weight_map\":{\"float32\":\"\(file)\"}}")
        }
    }

    @Test("An index must agree with its shards")
    func contents() throws {
        #expect(try openIndex("{\"weight_map\":{\"float32\":\"types.safetensors\"}}").names == ["float32"])
        expectFailure(.malformed, saying: "does not hold it") {
            try openIndex("{\"weight_map\":{\"nothing\":\"types.safetensors\"}}")
        }
        expectFailure(.notFound, naming: "absent.safetensors") {
            try openIndex("{\"weight_map\":{\"float32\":\"absent.safetensors\"}}")
        }
        expectFailure(.malformed, saying: "index") {
            try openIndex("{\"weight_map\":{\"a\":\"model.safetensors.index.json\"}}")
        }
        expectFailure(.malformed, saying: "twice") {
            try openIndex("{\"weight_map\":{\"float32\":\"types.safetensors\",\"float32\":\"types.safetensors\"}}")
        }
        expectFailure(.malformed, saying: "no tensors") { try openIndex("{\"weight_map\":{}}") }
        expectFailure(.malformed, saying: "2 entries") { try openIndex("{\"weight_map\":{},\"weight_map\":{}}") }
        expectFailure(.unsupported, saying: "not the index") { try openIndex("{\"hidden_size\":[1,2]}") }
    }

    @Test("A folder is opened as Hugging Face's libraries do")
    func folders() throws {
        let folder = try TemporaryFolder()
        expectFailure(.notFound, saying: "model.safetensors") { try TensorArchive.open(folder.url) }
        _ = try folder.file("pytorch_model.bin", FileFixtures.data("state.pt"))
        #expect(try TensorArchive.open(folder.url).format == .pytorch)
        _ = try folder.file("model.safetensors", FileFixtures.data("types.safetensors"))
        #expect(try TensorArchive.open(folder.url).format == .safetensors)
    }

    @Test("What is not a file of tensors is named")
    func otherFiles() throws {
        let folder = try TemporaryFolder()
        expectFailure(.notFound, naming: "absent.pt") {
            try TensorArchive.open(folder.url.appending(path: "absent.pt"))
        }
        expectFailure(.truncated, naming: "empty.pt", saying: "empty") {
            try TensorArchive.open(try folder.file("empty.pt", Data()))
        }
        expectFailure(.unsupported, naming: "text.pt") {
            try TensorArchive.open(try folder.file("text.pt", Data("hello".utf8)))
        }
        expectFailure(.truncated, saying: "git lfs pull") {
            try TensorArchive.open(
                try folder.file("model.safetensors", Data("version https://git-lfs.github.com/spec/v1\n".utf8)))
        }
        expectFailure(.unreadable, saying: "folder") { try NPYArray(contentsOf: folder.url) }
        expectFailure(.unreadable, saying: "regular file") { try TensorArchive.open(URL(filePath: "/dev/null")) }
        let pipe = folder.url.appending(path: "pipe")
        #expect(mkfifo(pipe.path, 0o600) == 0)
        expectFailure(.unreadable, saying: "regular file") { try TensorArchive.open(pipe) }
    }

    @Test("A file without permission is unreadable", .enabled(if: geteuid() != 0, "root may read everything"))
    func permissions() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("secret.pt", FileFixtures.data("state.pt"))
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
        expectFailure(.unreadable, naming: "secret.pt", saying: "ermission") { try TensorArchive.open(file) }
    }
}
