internal import Images
internal import Torch

/// A pass through the network whose results are not all there yet.
///
/// It is handed from the network's thread to whoever collects it, and used there alone.
struct PendingEstimate: @unchecked Sendable {
    /// One photo's part of it.
    struct Part {
        let width: Int
        let height: Int
        /// What the network counts focal lengths in, in pixels.
        let unit: Double
        /// `nil` where the network was asked.
        let focalLength: FocalLength?
        let metres: ArrivingFloats
        /// Of the size of the network's output.
        let canonical: (rows: Int, columns: Int, values: ArrivingFloats)?
    }

    let parts: [Part]
    /// For each part, 0 where its depths are finite and else NaN, then for each part the field of view in degrees, if the
    /// network was asked.
    let facts: ArrivingFloats
    let end: QueueMark
    let precision: Precision

    /// Waits for the device, and gives each photo's depth or why there is none.
    func collect() throws -> [Result<DepthMap, any Error>] {
        try end.wait()
        let facts = try facts.values()
        return parts.indices.map { index in
            Result {
                try requireFinite(facts[index])
                let degrees = facts.count > parts.count ? facts[parts.count + index] : nil
                return try depthMap(parts[index], degrees)
            }
        }
    }

    private func depthMap(_ part: Part, _ degrees: Float?) throws -> DepthMap {
        let focalLength = try part.focalLength ?? estimatedFocalLength(degrees, unit: part.unit)
        let widthInUnits = Float(Double(part.width) / part.unit)
        let canonical = try part.canonical.map {
            FloatRaster(
                width: $0.columns, height: $0.rows, values: try $0.values.values().map { $0 / widthInUnits })
        }
        return DepthMap(
            width: part.width, height: part.height, metres: try part.metres.values(), focalLength: focalLength,
            canonicalInverseDepth: canonical)
    }

    private func estimatedFocalLength(_ degrees: Float?, unit: Double) throws(DepthProError) -> FocalLength {
        let pixels = degrees.map { FocalLength.pixels(fieldOfView: Double($0), across: unit) } ?? .nan
        guard pixels > 0, pixels.isFinite else {
            throw DepthProError(
                .notFinite,
                "The network estimates an impossible field of view of \(degrees ?? .nan)°: state the focal length")
        }
        return FocalLength(pixels: pixels, source: .network)
    }

    private func requireFinite(_ fact: Float) throws(DepthProError) {
        guard fact == 0 else {
            throw DepthProError(
                .notFinite,
                "The network gave numbers that are not finite: its weights are damaged, or \(precision.rawValue) is too "
                    + "narrow for them (use float32)")
        }
    }
}
