import DepthPro
import Foundation
import TestSupport
import Testing
import Torch

/// Checkpoints written in every layout, and read again.
@Suite struct ConversionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Every tensor by name, type, shape and bytes.
    private func contents(_ url: URL) throws -> [String: Data] {
        let archive = try TensorArchive.open(url)
        return try Dictionary(
            uniqueKeysWithValues: archive.names.map { name in
                let stored = try #require(archive[name])
                return ("\(name) \(stored.scalarType) \(stored.shape)", stored.contiguousData())
            })
    }

    @Test(arguments: ["apple-basic", "apple-nofov"]) func everyLayoutGivesApplesBack(name: String) throws {
        let original = try Checkpoint(contentsOf: Golden(name).checkpoint)
        let (ours, theirs, again, apple) = (
            folder("a.safetensors"), folder("hf"), folder("b.safetensors"), folder("c.pt")
        )
        try original.write(to: ours, as: .safetensors)
        try Checkpoint(contentsOf: ours).write(to: theirs, as: .huggingFace)
        try Checkpoint(contentsOf: theirs).write(to: again, as: .safetensors)
        try Checkpoint(contentsOf: again).write(to: apple, as: .apple)
        let expected = try contents(original.url)
        #expect(try contents(ours) == expected)
        #expect(try contents(again) == expected)
        #expect(try contents(apple) == expected)
        #expect(try contents(theirs).count > expected.count, "query, key and value are three tensors there")

        let direct = folder("direct.pt")
        try original.write(to: direct, as: .apple)
        #expect(try Data(contentsOf: direct) == Data(contentsOf: apple), "the same file by both ways")
        #expect(try folder.contents == ["a.safetensors", "b.safetensors", "c.pt", "direct.pt", "hf"], "drafts left")
    }

    @Test func keepsTheOrderOfTheReferencesStateDictionary() throws {
        let original = try Checkpoint(contentsOf: Golden("apple-basic").checkpoint)
        try original.write(to: folder("a.pt"), as: .apple)
        #expect(try TensorArchive.open(folder("a.pt")).names == original.archive.names)
    }

    /// The names and their order at full size, without any weights (reference: the published file's key list).
    @Test func hasTheOfficialNamesAtFullSize() throws {
        let names = try Checkpoint.stateOrder(of: .large)
        #expect(names.count == 1119)
        #expect(names[0] == "encoder.patch_encoder.cls_token")
        #expect(names[342] == "encoder.image_encoder.cls_token")
        #expect(names[684] == "encoder.upsample_latent0.0.weight")
        #expect(names[691] == "encoder.upsample0.0.weight")
        #expect(
            names[697..<701] == [
                "encoder.upsample_lowres.weight", "encoder.upsample_lowres.bias",
                "encoder.fuse_lowres.weight", "encoder.fuse_lowres.bias",
            ])
        #expect(names[701] == "decoder.convs.1.weight")
        #expect(names[705] == "decoder.fusions.0.resnet1.residual.1.weight")
        #expect(names.last == "fov.head.4.bias")
    }

    @Test(arguments: ["hf-basic", "hf-nofov", "hf-swiglu-bn", "hf-four-scales"])
    func huggingFaceGoesThroughOurs(name: String) throws {
        let original = try Checkpoint(contentsOf: Golden(name).checkpoint)
        try original.write(to: folder("a.safetensors"), as: .safetensors)
        let ours = try Checkpoint(contentsOf: folder("a.safetensors"))
        #expect(ours.configuration == original.configuration)
        try ours.validate()
        try ours.write(to: folder("hf"), as: .huggingFace)
        let back = try Checkpoint(contentsOf: folder("hf"))
        #expect(back.configuration == original.configuration)
        // The mask token takes no part in the computation, and the configuration written says that there is none.
        let expected = try contents(original.url).filter { !$0.key.contains("mask_token") }
        #expect(try contents(folder("hf")) == expected)
    }

    @Test func saysWhereItComesFrom() throws {
        let source = try Golden("apple-basic").checkpoint
        try Checkpoint(contentsOf: source).write(to: folder("a.safetensors"), as: .safetensors)
        let metadata = try TensorArchive.open(folder("a.safetensors")).metadata
        #expect(metadata["depthpro.source"] == "depth_pro.pt")
        #expect(metadata["depthpro.source.sha256"] == (try FileDigest.sha256(of: source)))
    }

    // MARK: Types

    @Test(arguments: [ScalarType.float32, .bfloat16]) func changesTheType(type: ScalarType) throws {
        let original = try Checkpoint(contentsOf: Golden("apple-basic").checkpoint)
        var parts: [Double] = []
        try original.write(to: folder("a.safetensors"), as: .safetensors, type: type) { parts.append($0) }
        #expect(parts.last == 1 && parts == parts.sorted())
        let written = try Checkpoint(contentsOf: folder("a.safetensors"))
        #expect(written.scalarTypes == [type: original.archive.names.count])
        for name in original.archive.names {
            let expected = try Tensor(#require(original.archive[name]), type: type).floats()
            #expect(try Tensor(#require(written.archive[name])).floats() == expected, "\(name)")
        }
    }

    /// apple-basic as float32, with one number of one tensor changed.
    private func widened(_ name: String, _ value: Float) throws -> Checkpoint {
        let archive = try TensorArchive.open(Golden("apple-basic").checkpoint)
        let file = folder("wide.safetensors")
        let writer = try TensorArchiveWriter(
            to: file, format: .safetensors,
            tensors: archive.names.map {
                .init(name: $0, scalarType: .float32, shape: try #require(archive[$0]).shape)
            })
        for tensor in archive.names {
            var values = try Tensor(#require(archive[tensor])).floats()
            if tensor == name { values[values.count / 2] = value }
            try values.withUnsafeBytes { try writer.write($0, to: tensor) }
        }
        try writer.commit()
        return try Checkpoint(contentsOf: file)
    }

    @Test func refusesNumbersThatDoNotFit() throws {
        let name = "decoder.fusions.2.resnet2.residual.3.weight"
        let wide = try widened(name, 70_000)
        let error = #expect(throws: DepthProError.self) {
            try wide.write(to: folder("a.pt"), as: .apple, type: .float16)
        }
        #expect(error?.code == .invalidOption)
        #expect(error?.message.contains(name) == true && error?.message.contains("70000") == true, "\(error as Any)")
        #expect(try folder.contents == ["wide.safetensors"])
        try wide.write(to: folder("a.pt"), as: .apple, type: .bfloat16)

        let wider = try widened(name, .greatestFiniteMagnitude)
        #expect(throws: DepthProError.self) { try wider.write(to: folder("b.pt"), as: .apple, type: .bfloat16) }
        // What is infinite already stays so.
        try widened(name, -.infinity).write(to: folder("b.pt"), as: .apple, type: .float16)
        #expect(throws: DepthProError.self) { try wide.write(to: folder("c.pt"), as: .apple, type: .int8) }
    }

    // MARK: What a layout cannot express

    @Test func refusesWhatApplesLayoutWouldLose() throws {
        let checkpoint = try Checkpoint(contentsOf: Golden("hf-nofov").checkpoint)
        let error = #expect(throws: DepthProError.self) { try checkpoint.write(to: folder("a.pt"), as: .apple) }
        #expect(error?.code == .invalidConfiguration)
        for field in ["hooks.0.block", "patchEncoder.heads", "imageEncoder.normEpsilon", "mergePadding"] {
            #expect(error?.message.contains(field) == true, "\(field) in \(error as Any)")
        }
        #expect(try folder.contents.isEmpty)
    }

    @Test func refusesWhatHuggingFacesLayoutWouldLose() throws {
        for (field, change) in [
            ("headWidth", { $0.headWidth = 16 }), ("mlp_ratio", { $0.imageEncoder.feedForwardWidth = 100 }),
            (
                "imageEncoder.imageSize",
                {
                    $0.imageEncoder.imageSize = 48; $0.imageEncoder.patchSize = 6
                }
            ),
            ("resizesMaps", { ($0.inputRows, $0.inputColumns) = (80, 80) }),
            ("focalUnit: width instead of root-area", { $0.focalUnit = .rootArea }),
        ] as [(String, (inout DepthProConfiguration) -> Void)] {
            let checkpoint = try zeros { change(&$0) }
            let error = #expect(throws: DepthProError.self) { try checkpoint.write(to: folder("hf"), as: .huggingFace) }
            #expect(error?.code == .invalidConfiguration && error?.message.contains(field) == true, "\(error as Any)")
            #expect(!FileManager.default.fileExists(atPath: folder("hf").path))
        }
    }

    /// A changed apple-nofov, every weight zero.
    private func zeros(_ change: (inout DepthProConfiguration) -> Void) throws -> Checkpoint {
        var configuration = try Checkpoint(contentsOf: Golden("apple-nofov").checkpoint).configuration
        change(&configuration)
        return try Checkpoint.zeros(configuration, at: folder("zeros.safetensors"))
    }

    // MARK: Files

    @Test func replacesOnlyWhenAsked() throws {
        let checkpoint = try Checkpoint(contentsOf: Golden("apple-basic").checkpoint)
        for (name, format) in [("a.pt", .apple), ("a.safetensors", .safetensors), ("a", .huggingFace)]
            as [(String, CheckpointFormat)]
        {
            try checkpoint.write(to: folder(name), as: format)
            let error = #expect(throws: DepthProError.self) { try checkpoint.write(to: folder(name), as: format) }
            #expect(error?.code == .alreadyExists)
            try checkpoint.write(to: folder(name), as: format, type: .float32, replacing: true)
            #expect(try Checkpoint(contentsOf: folder(name)).scalarTypes.keys.contains(.float32))
        }
        #expect(try folder.contents == ["a", "a.pt", "a.safetensors"])
    }

    @Test func leavesOtherFilesOfAFolder() throws {
        try FileManager.default.createDirectory(at: folder("hf"), withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: folder("hf/README.md"))
        try Checkpoint(contentsOf: Golden("apple-basic").checkpoint).write(to: folder("hf"), as: .huggingFace)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder("hf").path).sorted()
        #expect(names == ["README.md", "config.json", "model.safetensors", "preprocessor_config.json"])
    }

    @Test func neverWritesOverItsInput() throws {
        try FileManager.default.copyItem(at: Golden("apple-nofov").checkpoint, to: folder("a.safetensors"))
        try FileManager.default.createSymbolicLink(
            at: folder("b.safetensors"), withDestinationURL: folder("a.safetensors"))
        try FileManager.default.linkItem(at: folder("a.safetensors"), to: folder("c.safetensors"))
        let before = try Data(contentsOf: folder("a.safetensors"))
        for (read, written) in [("a", "a"), ("a", "b"), ("b", "a"), ("a", "c")] {
            let checkpoint = try Checkpoint(contentsOf: folder("\(read).safetensors"))
            let error = #expect(throws: DepthProError.self) {
                try checkpoint.write(
                    to: folder("\(written).safetensors"), as: .safetensors, type: .float32, replacing: true)
            }
            #expect(error?.message.contains("is being read") == true)
        }
        #expect(try Data(contentsOf: folder("a.safetensors")) == before)
    }

    @Test func namesAnOutputThatCannotBe() throws {
        let checkpoint = try Checkpoint(contentsOf: Golden("apple-nofov").checkpoint)
        try Data("x".utf8).write(to: folder("file"))
        for (path, format) in [
            ("none/a.safetensors", .safetensors), ("none/a.pt", .apple), ("none/hf", .huggingFace),
            ("file", .huggingFace), ("", .apple), ("file/hf", .huggingFace),
        ] as [(String, CheckpointFormat)] {
            let target = path.isEmpty ? folder.url : folder(path)
            let error = #expect(throws: DepthProError.self) {
                try checkpoint.write(to: target, as: format, replacing: true)
            }
            #expect(error?.code == .unwritable && error?.message.contains(target.path) == true, "\(error as Any)")
        }
        #expect(try folder.contents == ["file"])
    }
}
