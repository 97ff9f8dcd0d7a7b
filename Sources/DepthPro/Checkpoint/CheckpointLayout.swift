/// Whose parameter names a checkpoint uses.
public enum CheckpointLayout: String, Sendable, CaseIterable {
    /// Apple's, as in `depth_pro.pt`; ours too.
    case apple
    /// Of Hugging Face's `DepthProForDepthEstimation`.
    case huggingFace = "huggingface"
}
