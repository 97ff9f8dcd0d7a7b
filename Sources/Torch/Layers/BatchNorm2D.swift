/// Normalises each channel of N×C×H×W by running statistics, then scales and shifts.
public struct BatchNorm2D {
    /// The scale of each channel.
    public let weight: Tensor
    /// The shift of each channel.
    public let bias: Tensor
    /// The running mean of each channel.
    public let mean: Tensor
    /// The running variance of each channel.
    public let variance: Tensor

    /// Asks for `weight`, `bias`, `running_mean` and `running_var`.
    public init(_ parameters: Parameters, channels: Int) throws(TorchError) {
        weight = try parameters.tensor("weight", [channels], .constant(1))
        bias = try parameters.tensor("bias", [channels], .constant(0))
        mean = try parameters.tensor("running_mean", [channels], .constant(0), isTrainable: false)
        variance = try parameters.tensor("running_var", [channels], .constant(1), isTrainable: false)
    }

    /// - Parameter training: Normalises by the batch instead, and moves the running statistics; weights and statistics
    ///   are float32 then, whatever the format of `x`.
    public func callAsFunction(_ x: Tensor, training: Bool = false) throws(TorchError) -> Tensor {
        guard !training else {
            return try x.batchNormalized(weight: weight, bias: bias, mean: mean, variance: variance, training: true)
        }
        let type = x.scalarType
        return try x.batchNormalized(
            weight: weight.to(type), bias: bias.to(type), mean: mean.to(type), variance: variance.to(type))
    }
}
