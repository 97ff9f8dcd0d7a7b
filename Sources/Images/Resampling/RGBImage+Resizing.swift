extension RGBImage {
    /// The picture in another size: bilinear when enlarging, a weighted mean over all pixels when shrinking.
    ///
    /// - Precondition: The size is positive.
    public func resized(width newWidth: Int, height newHeight: Int) -> RGBImage {
        guard newWidth != width || newHeight != height else { return self }
        let planes = planes(
            columns: AxisFilter(extent: Double(width), count: newWidth, limit: width, antialiases: true),
            rows: AxisFilter(extent: Double(height), count: newHeight, limit: height, antialiases: true))
        let area = newWidth * newHeight
        let pixels = [UInt8](unsafeUninitializedCapacity: 3 * area) { target, count in
            for index in 0..<area {
                for channel in 0..<3 { target[3 * index + channel] = UInt8(planes[channel * area + index] + 0.5) }
            }
            count = 3 * area
        }
        return RGBImage(width: newWidth, height: newHeight, pixels: pixels)
    }
}
