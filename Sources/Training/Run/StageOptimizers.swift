internal import Torch

/// Which optimiser moves which weight.
enum StageOptimizers {
    /// - Parameters:
    ///   - name: Of a parameter, by Apple's names.
    static func make(
        _ parameters: [Tensor], _ stage: Stage, name: (Tensor) -> String
    ) throws(TorchError) -> [any Optimizer] {
        guard stage.optimizer == .muon else {
            return [try Adam(parameters, settings: .init(learningRate: 0))]
        }
        let matrices = parameters.filter { isMatrix(name($0), $0.shape) }
        let rest = parameters.filter { !isMatrix(name($0), $0.shape) }
        let muon = try Muon(
            matrices.map { Muon.Matrix($0, parts: name($0).hasSuffix("attn.qkv.weight") ? 3 : 1) }, learningRate: 0,
            arithmetic: stage.precision == .bfloat16 ? .bfloat16 : .float32)
        return [muon, try Adam(rest, settings: .init(learningRate: 0))]
    }

    /// Whether it maps features to features: embeddings read pixels and positions, and what gives one channel is no matrix.
    private static func isMatrix(_ name: String, _ shape: [Int]) -> Bool {
        shape.count >= 2 && shape[0] > 1 && !name.hasSuffix("_embed") && !name.hasSuffix("_token")
            && !(name.contains("patch_embed.") && shape[1] == 3)
    }
}
