public import Images

/// Brings a depth map to the photo's size, with its edges on the photo's.
///
/// Where a depth map is smooth it is interpolated. Beside an edge the samples around a pixel are of two surfaces: each
/// votes with a weight that falls with distance and with the difference between its colour and the pixel's, and the
/// pixel gets the mean of the surface that wins. So, unless it may hesitate, no pixel floats between two surfaces (joint bilateral upsampling,
/// Kopf et al. 2007, with the decision of Min, Lu and Do's weighted mode, 2012). Works in strips: beside photo and result
/// it needs memory for the depth map as it came.
///
/// What slopes evenly, as a floor does in inverse depth, has no edge however much it differs.
public struct GuidedUpsampling: Sendable {
    /// How many samples of the depth map to each side have a vote.
    public var radius: Int
    /// The difference in colour, 0 to 1, at which a vote has fallen to 0.6.
    public var colorTolerance: Double
    /// The share by which depths within the radius differ, from which on there is an edge.
    public var edgeThreshold: Double
    /// How far from a tie votes may be, as a share of all, to leave a pixel between both surfaces; 0 decides always.
    public var hesitation: Double
    /// How many times nearer or farther than interpolated an edge may move a pixel. A blurred house against the sky
    /// would else leave pixels of its wall at infinity.
    public var largestChange: Double

    /// Describes how to upsample.
    public init(
        radius: Int = 2, colorTolerance: Double = 0.06, edgeThreshold: Double = 0.06, hesitation: Double = 0,
        largestChange: Double = .infinity
    ) {
        precondition(radius > 0 && colorTolerance > 0 && edgeThreshold > 0, "limits are positive")
        precondition((0..<0.5).contains(hesitation), "a share of votes from a tie is below a half")
        precondition(largestChange > 1, "a change is by a factor above 1")
        (self.radius, self.colorTolerance, self.edgeThreshold) = (radius, colorTolerance, edgeThreshold)
        (self.hesitation, self.largestChange) = (hesitation, largestChange)
    }

    /// For a map that is itself blurred, as a small network's is: its edges are wide ramps, which become steps where the
    /// photo has an edge, and stay ramps where it has none.
    public static let blurred = GuidedUpsampling(
        radius: 10, colorTolerance: 0.06, edgeThreshold: 0.1, hesitation: 0.1, largestChange: 4)

    /// How near everything in the photo is, pixel by pixel.
    ///
    /// - Parameters:
    ///   - measured: Of the same view as the photo, of any size.
    ///   - photo: Its colours guide the edges.
    /// - Throws: ``EditingError`` with code `cancelled`.
    public func callAsFunction(
        _ measured: Nearness, photo: RGBImage, threads: Int? = nil, report: WorkReport = .none
    ) throws(EditingError) -> Nearness {
        let width = 3 * measured.width
        guard radius > Self().radius, photo.width > width * 3 / 2 else {
            return try upsampled(measured, photo, threads, report)
        }
        // Many votes for every pixel of a large photo take long, and tell no more than some pixels' do.
        let small = photo.resized(width: width, height: max(1, photo.height * width / photo.width))
        return try Self(largestChange: largestChange)(
            upsampled(measured, small, threads, .none), photo: photo, threads: threads, report: report)
    }

    private func upsampled(
        _ measured: Nearness, _ photo: RGBImage, _ threads: Int?, _ report: WorkReport
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
