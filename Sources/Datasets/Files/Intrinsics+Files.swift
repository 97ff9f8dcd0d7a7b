package import Images

extension Intrinsics {
    /// A camera as most files have it: in pixels, the middle of the upper left pixel being (0, 0).
    ///
    /// - Parameter file: What the numbers came from, for the message.
    package init(
        focalLength: Double, middleX: Double, middleY: Double, file: String
    ) throws(DatasetError) {
        guard focalLength > 0, focalLength.isFinite, middleX.isFinite, middleY.isFinite else {
            throw DatasetError(.malformed, "\(file) describes no camera: its focal length is \(focalLength).")
        }
        self.init(focalLength: focalLength, centerX: middleX + 0.5, centerY: middleY + 0.5)
    }

    /// The camera of the same picture, `factor` times as large.
    package func scaled(by factor: Double) -> Intrinsics {
        Intrinsics(focalLength: focalLength * factor, centerX: centerX * factor, centerY: centerY * factor)
    }
}
