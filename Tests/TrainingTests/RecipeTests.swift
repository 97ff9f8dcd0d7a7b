import DepthPro
import Foundation
import Testing
import Training

@Suite struct RecipeTests {
    private static let minimal = """
        name: minimal
        model: small
        data:
          - synthesize: { scenes: [room], size: 64x48 }
        stages:
          - name: depth
            steps: 10
        """

    @Test func saysThePapersSettingsWhereNothingIsSaid() throws {
        let recipe = try Recipe(text: Self.minimal)
        let stage = recipe.stages[0]
        #expect(stage.learningRate.encoder == 1.28e-5 && stage.learningRate.decoder == 1.28e-4)
        #expect(stage.clip == 0.2 && stage.trimming == 0.2)
        #expect(stage.augmentation.color == 0.75 && stage.augmentation.blur == 0.3 && stage.augmentation.crop == 0.5)
        #expect(stage.losses[.realRelative] == [.ssiMAE: 1])
        #expect(stage.losses[.syntheticMetric] == [.mae: 1, .ssiMAGE: 1])
        guard case .synthesis(let plan) = recipe.data[0].kind else { throw Unexpected() }
        #expect(plan.width == 64 && plan.height == 48)
    }

    private struct Unexpected: Error {}

    @Test(arguments: [
        ("stages:", "stage:", "stage"),
        ("steps: 10", "steps: ten", "steps"),
        ("steps: 10", "steps: 0", "no steps"),
        ("steps: 10", "steps: 10\n    losses: { synthetic-metric: { maee: 1 } }", "maee"),
        ("steps: 10", "steps: 10\n    data: [elsewhere]", "elsewhere"),
        ("steps: 10", "steps: 10\n    batch: 3\n    accumulation: 2", "cannot be divided"),
        ("steps: 10", "steps: 10\n    learning-rate: { warmup: 0.9 }", "learning rate"),
        ("model: small", "model: tiny", "tiny"),
        ("model: small", "model: { preset: small, input: 100 }", "smaller than a tile"),
        ("model: small", "model: { preset: small, patch: 0 }", "at least one pixel"),
        ("model: small", "model: { preset: small, hooks: -1 }", "0 to 64 hooks"),
        ("model: small", "model: { preset: small, stem: [8, 16] }", "stem of 2 stages"),
        ("model: small", "model: { preset: small, filters: gabor }", "Only a stem has filters"),
        ("model: small", "model: { preset: small, stem: [8, 16, 32, 64], filters: sobel }", "known are gabor"),
        ("model: small", "model: { preset: small, focal-unit: height }", "known are width, root-area"),
        ("model: small", "model: { preset: small, scales: [{ ratio: 1 }], hooks: 0 }", "at least two levels"),
        ("steps: 10", "steps: 10\n    optimizer: sgd", "“sgd” is not known here; known are adam, muon"),
        ("steps: 10", "steps: 10\n    precision: float8", "float32, bfloat16"),
        ("steps: 10", "steps: 10\n    trains: lens", "depth, field-of-view"),
        (
            "model: small",
            "model: { preset: small, input: 256, tile: 64, scales: [{ ratio: 0.25 }, { ratio: 0.5, overlap: 0.5 }, { ratio: 1, overlap: 0.25 }] }",
            "are cut at their seam"
        ),
        (
            "model: small",
            "model: { preset: small, input: 64, tile: 32, patch: 4, hooks: 1, scales: [{ ratio: 0.5 }, { ratio: 1, overlap: 0.5 }] }",
            "makes 128×128 pixels of 64×64; each hook and each scale doubles them, so take fewer hooks"
        ),
        ("size: 64x48", "size: 64", "WIDTHxHEIGHT"),
        ("scenes: [room]", "scenes: [ruum]", "ruum"),
        ("steps: 10", "steps: 10\n    augmentation: { turn: 2 }", "probabilities"),
        ("steps: 10", "steps: 10\n    augmentation: { turn: 1, largest-turn: 90 }", "0 to 45 degrees"),
        ("name: minimal", "name: [", "not YAML in line"),
        ("name: minimal", "name: minimal\nname: other", "“name” stands there twice"),
        ("name: minimal", "nome: minimal", "nome"),
    ]) func namesWhatIsWrong(old: String, new: String, expected: String) {
        let text = Self.minimal.replacingOccurrences(of: old, with: new)
        #expect { try Recipe(text: text) } throws: { error in
            guard let error = error as? TrainingError else { return false }
            return error.code == .invalidRecipe && error.message.contains(expected)
                && !error.message.contains("\n")
        }
    }

    /// Tiles of a new size share other numbers of patches, half of which is cut where they meet.
    @Test(arguments: [(384, 0.25, 3), (128, 0.25, 1), (192, 0.5, 3), (64, 0, 0)])
    func tilesMeet(tile: Int, overlap: Double, cut: Int) throws {
        let model =
            "{ preset: small, input: \(4 * tile), tile: \(tile), scales: [{ ratio: 0.25 }, { ratio: 0.5, overlap: "
            + "\(overlap == 0 ? 0 : 0.5) }, { ratio: 1, overlap: \(overlap) }] }"
        let recipe = try Recipe(text: Self.minimal.replacingOccurrences(of: "model: small", with: "model: \(model)"))
        #expect(recipe.model.configuration.mergePadding == cut)
    }

    /// A tile of as many, smaller patches, and a decoder whose map ends at the input's size for that.
    @Test func smallPatchesNeedFewerHooks() throws {
        let model =
            "{ preset: small, input: 256, tile: 64, patch: 8, hooks: 1, depth: 4, decoder: 48, scales: "
            + "[{ ratio: 0.25 }, { ratio: 0.5, overlap: 0.5 }, { ratio: 1, overlap: 0.25 }] }"
        let recipe = try Recipe(text: Self.minimal.replacingOccurrences(of: "model: small", with: "model: \(model)"))
        let configuration = recipe.model.configuration
        #expect(configuration.imageEncoder.gridSize == 8 && configuration.mergePadding == 1)
        #expect(configuration.hooks == [.init(block: 1, featureWidth: 48)])
        // Two doublings a level, of the last by the head.
        #expect(configuration.imageEncoder.gridSize << (configuration.levelCount + 1) == configuration.inputRows)
        #expect(ModelChoice(preset: "large").configuration == .large)
        #expect(ModelChoice(preset: "small").configuration == .small)
    }

    @Test func shippedRecipesCanBeRead() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Recipes")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }
        #expect(files.count >= 3)
        for file in files { _ = try Recipe(contentsOf: file) }
    }

    @Test func ratesWarmUpHoldAndDecay() {
        var plan = LearningRatePlan()
        plan.warmup = 0.1
        plan.decay = 0.2
        #expect(plan.factor(at: 0, of: 100) == 0.1)
        #expect(plan.factor(at: 9, of: 100) == 1)
        #expect(plan.factor(at: 79, of: 100) == 1)
        #expect(plan.factor(at: 80, of: 100) == 0.1)
        plan.isCosine = true
        #expect(plan.factor(at: 10, of: 100) == 1)
        #expect(abs(plan.factor(at: 55, of: 100) - 0.55) < 1e-9)
        #expect(abs(plan.factor(at: 99, of: 100) - 0.1) < 1e-3)
    }
}
