public import Images

/// Brings a depth map to the photo's size, with its edges on the photo's.
///
/// Where a depth map is smooth it is interpolated. Beside an edge the samples around a pixel are of two surfaces: each
/// votes with a weight that falls with distance and with the difference between its colour and the pixel's, and the
/// pixel gets the mean of the surface that wins. So no pixel floats between two surfaces (joint bilateral upsampling,
/// Kopf et al. 2007, with the decision of Min, Lu and Do's weighted mode, 2012). Works in strips: beside photo and result
/// it needs memory for the depth map as it came.
public struct GuidedUpsampling: Sendable {
    /// How many samples of the depth map to each side have a vote.
    public var radius: Int
    /// The difference in colour, 0 to 1, at which a vote has fallen to 0.6.
    public var colorTolerance: Double
    /// The share by which depths within the radius differ, from which on there is an edge.
    public var edgeThreshold: Double

    /// Describes how to upsample.
    public init(radius: Int = 2, colorTolerance: Double = 0.06, edgeThreshold: Double = 0.06) {
        precondition(radius > 0 && colorTolerance > 0 && edgeThreshold > 0, "limits are positive")
        (self.radius, self.colorTolerance, self.edgeThreshold) = (radius, colorTolerance, edgeThreshold)
    }

    /// How near everything in the photo is, pixel by pixel.
    ///
    /// - Parameters:
    ///   - measured: Of the same view as the photo, of any size.
    ///   - photo: Its colours guide the edges.
    /// - Throws: ``EditingError`` with code `cancelled`.
    public func callAsFunction(
        _ measured: Nearness, photo: RGBImage, threads: Int? = nil, report: WorkReport = .none
    ) throws(EditingError) -> Nearness {
        let colors = photo.planes(
            columns: AxisFilter(
                extent: Double(photo.width), count: measured.width, limit: photo.width, antialiases: true),
            rows: AxisFilter(
                extent: Double(photo.height), count: measured.height, limit: photo.height, antialiases: true))
        let votes = Votes(self, measured, colors, photo)
        let counter = WorkCounter(total: photo.height, report)
        var result: Result<Void, EditingError> = .success(())
        let values = [Float](unsafeUninitializedCapacity: photo.width * photo.height) { buffer, count in
            nonisolated(unsafe) let output = buffer
            result = Strips(height: photo.height, rows: 64).forEach(threads: threads ?? Strips.standardThreads) {
                rows throws(EditingError) in
                votes.count(rows, into: output)
                try counter.add(rows.count)
            }
            if case .success = result { count = photo.width * photo.height }
        }
        try result.get()
        return Nearness(
            width: photo.width, height: photo.height, values: values,
            isUnmeasured: measured.unmeasured(width: photo.width, height: photo.height))
    }
}
