public import Torch

/// The loss of the field-of-view network (paper, section 3.3).
public enum FieldOfViewLoss {
    /// L2: the squared difference in degrees, of each image.
    public static func squaredError(_ prediction: Tensor, _ target: Tensor) throws(TorchError) -> Tensor {
        try (prediction - target).squared()
    }
}
