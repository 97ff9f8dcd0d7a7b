#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

import DepthPro
import Foundation
import TestSupport
import Testing
import Torch

/// Files that are no checkpoint, or one of something else, or one made to harm: one clear error each.
@Suite struct HostileCheckpointTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The error of opening and checking, which must name the file.
    @discardableResult
    private func refusal(
        _ url: URL, _ code: DepthProError.Code, _ words: String..., location: SourceLocation = #_sourceLocation
    ) -> DepthProError? {
        let error = #expect(throws: DepthProError.self, sourceLocation: location) {
            try Checkpoint(contentsOf: url).validate()
        }
        #expect(error?.code == code, "\(error as Any)", sourceLocation: location)
        for word in words + [url.lastPathComponent] {
            #expect(error?.message.contains(word) == true, "“\(word)” in \(error as Any)", sourceLocation: location)
        }
        #expect(error?.message.contains("\n") == false, sourceLocation: location)
        return error
    }

    private func file(_ name: String, _ tensors: [(String, [Int])], metadata: [String: String] = [:]) throws -> URL {
        let url = folder(name)
        let writer = try TensorArchiveWriter(
            to: url, format: .safetensors,
            tensors: tensors.map { .init(name: $0.0, scalarType: .float16, shape: $0.1) }, metadata: metadata)
        for (name, shape) in tensors {
            try Data(count: shape.reduce(2, *)).withUnsafeBytes { try writer.write($0, to: name) }
        }
        try writer.commit()
        return url
    }

    // MARK: Not a checkpoint

    @Test func nothingThere() { refusal(folder("none.pt"), .unreadableCheckpoint, "no such file") }

    @Test(arguments: ["", "hello", "\u{89}PNG\r\n\u{1A}\n", "PK\u{3}\u{4}", "{}", "<html></html>"])
    func otherFiles(text: String) throws {
        try Data(text.utf8).write(to: folder("a.pt"))
        refusal(folder("a.pt"), .unreadableCheckpoint)
        try Data(text.utf8).write(to: folder("a.safetensors"))
        refusal(folder("a.safetensors"), .unreadableCheckpoint)
    }

    @Test func folderWithoutCheckpoint() { refusal(folder.url, .unreadableCheckpoint, "model.safetensors") }

    @Test func truncated() throws {
        for name in ["apple-basic", "apple-nofov"] {
            let source = try Golden(name).checkpoint
            let whole = try Data(contentsOf: source)
            for part in [1, 7, 8, 100, whole.count / 2, whole.count - 1] {
                let url = folder("cut.\(source.pathExtension)")
                try whole.prefix(part).write(to: url)
                refusal(url, .unreadableCheckpoint)
            }
        }
    }

    /// What `pickle.dumps` makes of an object that runs `os.system("true")`, inside the zip of `torch.save`.
    @Test func hostilePickle() throws {
        let source = try Golden("apple-basic").checkpoint
        var data = try Data(contentsOf: source)
        let harmless = Data("ctorch._utils\n_rebuild_tensor_v2\n".utf8)
        let harmful = Data("cposix.abcdefg\nsystem_of_things_\n".utf8)
        try #require(harmless.count == harmful.count)
        let place = try #require(data.range(of: harmless))
        data.replaceSubrange(place, with: harmful)
        try data.write(to: folder("evil.pt"))
        refusal(folder("evil.pt"), .unreadableCheckpoint)
    }

    // MARK: Another network

    @Test func otherNetwork() throws {
        let vit = try file(
            "vit.safetensors",
            [
                ("cls_token", [1, 1, 4]), ("pos_embed", [1, 5, 4]), ("blocks.0.attn.qkv.weight", [12, 4]),
                ("head.bias", [9]),
            ])
        refusal(vit, .otherNetwork, "4 tensors", "cls_token")
    }

    @Test func hostileNamesStayOnOneLine() throws {
        let url = try file(
            "names.safetensors", [("a\n\u{1B}[31mred\u{202E}", [1]), (String(repeating: "x", count: 9000), [1])])
        let error = refusal(url, .otherNetwork)
        #expect((error?.message.unicodeScalars.count ?? 0) < 1000)
        #expect(error?.message.contains("\u{1B}") == false)
    }

    @Test func onlyTheFirstTensor() throws {
        let url = try file("one.safetensors", [("encoder.patch_encoder.cls_token", [1, 1, 64])])
        refusal(url, .mismatchedTensors, "encoder.patch_encoder.patch_embed.proj.weight")
        refusal(
            try file("flat.safetensors", [("encoder.patch_encoder.cls_token", [])]), .mismatchedTensors, "cls_token")
    }

    @Test func listsEveryDifferenceAtOnce() throws {
        let source = try Checkpoint(contentsOf: Golden("hf-basic").checkpoint)
        try source.write(to: folder("a.safetensors"), as: .safetensors)
        let archive = try TensorArchive.open(folder("a.safetensors"))
        var tensors: [(String, [Int])] = []
        for name in archive.names where name != "head.2.bias" && name != "fov.downsample.0.weight" {
            let shape = try #require(archive[name]).shape
            tensors.append((name, name == "head.0.bias" || name == "head.4.bias" ? shape + [1] : shape))
        }
        tensors += [("optimizer.step", [1]), ("ema.decay", [1])]
        let url = try file("b.safetensors", tensors, metadata: archive.metadata)
        let error = refusal(
            url, .mismatchedTensors, "2 tensors are missing", "head.2.bias", "fov.downsample.0.weight",
            "2 tensors are unexpected", "optimizer.step", "ema.decay", "2 tensors are of another shape",
            "head.0.bias: [8, 1] instead of [8]", "head.4.bias")
        #expect(error?.cause is TensorMismatch)
    }

    // MARK: Configurations

    /// A copy of hf-nofov, whose texts can be changed.
    private func huggingFace(_ name: String = "hf") throws -> URL {
        let copy = folder(name)
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for file in ["model.safetensors", "config.json", "preprocessor_config.json"] {
            try FileManager.default.copyItem(
                at: Golden("hf-nofov").checkpoint.appendingPathComponent(file), to: copy.appendingPathComponent(file))
        }
        return copy
    }

    @Test func huggingFaceWithoutConfiguration() throws {
        let copy = try huggingFace()
        try FileManager.default.removeItem(at: copy.appendingPathComponent("config.json"))
        refusal(copy, .invalidConfiguration, "config.json")
        refusal(copy.appendingPathComponent("model.safetensors"), .invalidConfiguration, "config.json")
    }

    @Test func configurationThatIsNone() throws {
        let copy = try huggingFace()
        let config = copy.appendingPathComponent("config.json")
        for text in [
            "", "{", "[]", "null", "3", "\u{0}", String(repeating: "[", count: 500_000), #"{"patch_size":1e999999}"#,
        ] {
            try Data(text.utf8).write(to: config)
            refusal(copy, .invalidConfiguration, "config.json")
        }
        try Data(("{\"a\":\"" + String(repeating: "x", count: 2 << 20) + "\"}").utf8).write(to: config)
        refusal(copy, .invalidConfiguration, "config.json", "too long")
        try FileManager.default.removeItem(at: config)
        #expect(mkfifo(config.path, 0o600) == 0)
        refusal(copy, .invalidConfiguration, "config.json", "not a regular file")
    }

    static let absurd: [(field: String, value: String)] = [
        ("patch_size", "1e300"), ("patch_size", "-1"), ("patch_size", "0"), ("patch_size", "9223372036854775807"),
        ("patch_size", "\"384\""), ("patch_size", "1.5"), ("fusion_hidden_size", "4611686018427387904"),
        ("fusion_hidden_size", "0"), ("fusion_hidden_size", "true"), ("intermediate_hook_ids", "[-1, 0, 1]"),
        ("intermediate_hook_ids", "[1000, 0, 1]"), ("intermediate_hook_ids", "3"), ("intermediate_hook_ids", "[]"),
        ("intermediate_feature_dims", "[9e18, 1, 1]"), ("scaled_images_ratios", "[1e-300, 0.5, 1]"),
        ("scaled_images_ratios", "[0, 0, 0]"), ("scaled_images_ratios", "[-1, 0.5, 1]"),
        ("scaled_images_ratios", "[1, 0.5, 0.25]"), ("scaled_images_ratios", "[]"),
        ("scaled_images_overlap_ratios", "[1e300, 0, 0]"), ("merge_padding_value", "9223372036854775807"),
        ("merge_padding_value", "-3"), ("model_type", "\"bert\""), ("model_type", "7"),
        ("patch_model_config", "{\"mlp_ratio\": 1e300}"), ("patch_model_config", "{\"hidden_size\": 9e18}"),
        ("patch_model_config", "{\"num_attention_heads\": 0}"), ("patch_model_config", "{\"patch_size\": 0}"),
        ("patch_model_config", "{\"num_hidden_layers\": 1000000000}"),
        ("patch_model_config", "{\"model_type\": \"vit\"}"),
        ("patch_model_config", "{\"layer_norm_eps\": -1}"), ("patch_model_config", "[]"),
        ("image_model_config", "{\"hidden_act\": \"exec\"}"), ("image_model_config", "{\"num_channels\": 4}"),
        ("image_model_config", "{\"hidden_size\": -8, \"mlp_ratio\": -4}"),
    ]

    @Test(arguments: absurd) func absurdValue(field: String, value: String) throws {
        let copy = try huggingFace()
        let config = copy.appendingPathComponent("config.json")
        var object = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: config)) as? [String: Any])
        object[field] = nil
        let text = try #require(String(data: JSONSerialization.data(withJSONObject: object), encoding: .utf8))
        try Data("{\"\(field)\": \(value), \(text.dropFirst())".utf8).write(to: config)
        let error = #expect(throws: DepthProError.self) { try Checkpoint(contentsOf: copy).validate() }
        #expect(error?.message.hasPrefix(copy.path) == true, "\(error as Any)")
        #expect(error?.message.contains("valid JSON") == false, "\(error as Any)")
    }

    @Test(arguments: [
        "{}", "[]", "null", "{\"inputRows\": 1e300}", String(repeating: "[", count: 100_000),
        String(repeating: " ", count: 2 << 20),
    ]) func hostileMetadata(json: String) throws {
        let url = try file(
            "meta.safetensors", [("encoder.patch_encoder.cls_token", [1, 1, 8])],
            metadata: [DepthProConfiguration.metadataKey: json])
        refusal(url, .invalidConfiguration, "metadata")
    }

    static let impossible: [(String, @Sendable (inout DepthProConfiguration) -> Void)] = [
        ("input", { $0.inputRows = .max }), ("input", { ($0.inputRows, $0.inputColumns) = (16384, 16384) }),
        ("input", { $0.inputColumns = -1 }), ("scale", { $0.scales[0].ratio = .nan }),
        ("smaller than a tile", { $0.scales[0].ratio = .leastNonzeroMagnitude }),
        ("overlap", { $0.scales[2].overlap = .nan }),
        ("tiles", { $0.scales[2].overlap = 0.9999 }), ("scale", { $0.scales = [] }),
        ("scales", { $0.scales = Array(repeating: $0.scales[2], count: 100) }),
        ("hooks", { $0.hooks = Array(repeating: $0.hooks[0], count: 60) }),
        (
            "memory", { $0.decoderWidth = 65536 }
        ),
        ("patch encoder", { $0.patchEncoder.patchSize = 0 }), ("patch encoder", { $0.patchEncoder.normEpsilon = .nan }),
        ("patch encoder", { $0.patchEncoder.imageSize = .max }), ("image encoder", { $0.imageEncoder.patchSize = 1 }),
        ("block", { $0.hooks[0].block = .max }), ("decoder", { $0.decoderWidth = .max }),
        ("head", { $0.headWidth = 0 }), ("head", { $0.fieldOfView?.headLayers = .max }),
        ("padding", { $0.mergePadding = .min }),
        (
            "no row",
            {
                ($0.inputRows, $0.inputColumns) = (384, 16384);
                $0.scales = [.init(ratio: 1, overlap: 0, featureWidth: 8)]; $0.imageEncoder.imageSize = 16;
                $0.imageEncoder.patchSize = 16
            }
        ),
    ]

    /// Refused from the numbers alone: nothing is ever allocated for them.
    @Test(arguments: impossible.indices) func impossibleConfiguration(index: Int) {
        let (word, change) = Self.impossible[index]
        var configuration = DepthProConfiguration.large
        change(&configuration)
        let error = #expect(throws: DepthProError.self) { try configuration.validate() }
        #expect(
            error?.code == .invalidConfiguration && error?.message.contains(word) == true, "\(word): \(error as Any)")
    }

    @Test func presetsAreValid() throws {
        try DepthProConfiguration.large.validate()
        try DepthProConfiguration.small.validate()
    }
}
