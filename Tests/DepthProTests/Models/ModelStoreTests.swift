import DepthPro
import Foundation
import TestSupport
import Testing

/// Where models are found, and what is said where they are not.
@Suite struct ModelStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func put(_ path: String) throws {
        try FileManager.default.createDirectory(
            at: folder(path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("x".utf8).write(to: folder(path))
    }

    private var store: ModelStore {
        ModelStore(
            folder: folder("user"), bundledFolders: [folder("bundled")], checkpointsFolder: folder("checkpoints"))
    }

    @Test func listsWhatIsThere() throws {
        for path in [
            "user/depth_pro.pt", "user/mine.pt", "user/mine.safetensors", "user/notes.txt", "user/.hidden.pt",
            "user/big.pt.part", "user/hf/config.json", "user/empty/readme", "bundled/small.safetensors",
            "bundled/mine.pt", "checkpoints/depth_pro.pt", "checkpoints/other.pt",
        ] { try put(path) }
        let models = store.installed()
        #expect(models.map(\.name) == ["hf", "large", "mine", "small"])
        #expect(
            models.map(\.url.path)
                == ["user/hf", "user/depth_pro.pt", "user/mine.safetensors", "bundled/small.safetensors"]
                .map { folder($0).path })
        #expect(models[1].known == ModelCatalog.large && models[1].isPublishedFile)
        #expect(models[2].known == nil)
    }

    @Test func findsApplesDownload() throws {
        try put("checkpoints/depth_pro.pt")
        #expect(try store.resolve("large") == folder("checkpoints/depth_pro.pt"))
        #expect(try store.resolve(nil) == folder("checkpoints/depth_pro.pt"))
        try put("bundled/small.safetensors")
        #expect(try store.resolve(nil) == folder("bundled/small.safetensors"))
        try put("user/large.safetensors")
        #expect(try store.resolve("large") == folder("user/large.safetensors"))
        #expect(try !store.find("large").isPublishedFile)
    }

    @Test func takesPaths() throws {
        try put("user/mine.pt")
        try put("elsewhere/a.pt")
        #expect(try store.resolve("mine") == folder("user/mine.pt"))
        #expect(try store.resolve("mine.pt") == folder("user/mine.pt"))
        #expect(try store.resolve(folder("elsewhere/a.pt").path) == folder("elsewhere/a.pt"))
        #expect(try store.resolve(folder("elsewhere").path).path == folder("elsewhere").path)
    }

    @Test func saysWhatToDo() throws {
        try put("user/mine.pt")
        for (name, words) in [
            ("large", ["depthpro models fetch large", "1.9 GB"]), ("small", ["comes with the package"]),
            ("nonsense", ["“nonsense”", "Installed: mine", "fetch large"]), ("/no/file.pt", ["/no/file.pt"]),
            ("", ["Installed: mine"]),
        ] {
            let error = #expect(throws: DepthProError.self) { try store.resolve(name) }
            #expect(error?.code == .modelNotFound)
            for word in words { #expect(error?.message.contains(word) == true, "\(error as Any)") }
        }
        let error = #expect(throws: DepthProError.self) { try store.resolve(nil) }
        #expect(error?.message.hasPrefix("No model is installed") == true)
    }

    @Test func choosesTheFolder() {
        let folder = { (environment: [String: String]) in ModelStore.folder(environment: environment).path }
        #expect(folder(["DEPTHPRO_MODELS": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"]) == "/a")
        #expect(folder(["DEPTHPRO_MODELS": "", "XDG_DATA_HOME": "/b", "HOME": "/c"]) == "/b/depthpro/models")
        #if os(macOS)
            let own = "/c/Library/Application Support/depthpro/models"
        #else
            let own = "/c/.local/share/depthpro/models"
        #endif
        #expect(folder(["XDG_DATA_HOME": "relative", "HOME": "/c"]) == own)
    }

    @Test func walksUpFromTheProgram() throws {
        try put("package/Package.swift")
        try put("package/.build/release/depthpro")
        let folders = ModelStore.bundledFolders(program: folder("package/.build/release"))
        #expect(
            folders.map(\.path) == ["package/.build/share/depthpro/models", "package/Models"].map { folder($0).path })
    }

    @Test func verifies() throws {
        try put("user/depth_pro.pt")
        try put("user/mine.pt")
        // sha256sum of the letter x.
        let digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        #expect(try store.verify(store.find("large")) == .differs(digest))
        #expect(try store.verify(store.find("mine")) == .unknown(digest))
    }
}
