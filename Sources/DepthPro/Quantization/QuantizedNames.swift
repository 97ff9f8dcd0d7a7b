/// What goes with weights that are stored as 8-bit integers, under the names of our safetensors files.
///
/// For weights `P.weight` (int8, out×in): `P.weight_scale` (float32, out) and `P.weight_input` (float32, 2: the scale of
/// the layer's input, and the byte that stands for its zero).
struct QuantizedNames {
    let scale: String
    let input: String

    init(weight: String) {
        scale = weight + "_scale"
        input = weight + "_input"
    }

    /// Whether a linear layer of a transformer's blocks, where nearly all of the arithmetic is, has these weights.
    static func isQuantizable(_ name: String) -> Bool {
        name.contains(".blocks.")
            && [".attn.qkv.weight", ".attn.proj.weight", ".mlp.fc1.weight", ".mlp.fc2.weight"].contains {
                name.hasSuffix($0)
            }
    }
}
