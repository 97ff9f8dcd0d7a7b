/// The kinds of checkpoint that can be written.
public enum CheckpointFormat: String, Sendable, CaseIterable {
    /// One safetensors file: Apple's parameter names, with the configuration and the origin in its metadata.
    case safetensors
    /// One `.pt` file as Apple publishes it: a flat dictionary that `torch.load` reads with `weights_only=True`. It has
    /// no place for a configuration, so only networks whose configuration follows from their shapes can be written.
    case apple
    /// A folder that transformers' `DepthProForDepthEstimation.from_pretrained` loads.
    case huggingFace = "huggingface"

    /// Whose parameter names the format uses.
    public var layout: CheckpointLayout { self == .huggingFace ? .huggingFace : .apple }
}
