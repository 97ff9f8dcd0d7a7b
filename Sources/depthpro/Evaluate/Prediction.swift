import Images

/// What a method says of one image.
struct Prediction: Sendable {
    /// In metres, unless it is to be aligned; `nil` where only the camera was asked for.
    var depth: FloatRaster?
    /// In pixels of the photo; `nil` where the method does not estimate it.
    var focalLength: Double?
    /// How long the network took, where it ran.
    var seconds: Double?
}
