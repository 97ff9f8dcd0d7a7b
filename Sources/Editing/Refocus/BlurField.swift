import Images

/// From nearness to radius of blur and to layers.
struct BlurField: Sendable {
    /// Pixels of radius per 1/m.
    let scale: Float
    /// The nearness in focus.
    let focus: Float
    /// The largest radius there is, in pixels.
    let largest: Float
    /// Of layers; the first is the nearest.
    let layers: Int
    private let limit: Float
    private let nearest: Float
    private let layersPerPixel: Float

    init(_ nearness: Nearness, lens: ThinLens, intrinsics: Intrinsics, largestRadius: Float) {
        (scale, focus) = lens.radius(intrinsics)
        limit = largestRadius
        var (low, high) = (Float.infinity, -Float.infinity)
        for value in nearness.values {
            low = min(low, value)
            high = max(high, value)
        }
        nearest = min(max(scale * (high - focus), -limit), limit)
        let farthest = min(max(scale * (low - focus), -limit), limit)
        largest = max(abs(nearest), abs(farthest))
        // Surfaces that share a layer mix; where their blur differs by less than a pixel that cannot be seen.
        layers = min(96, max(1, Int((nearest - farthest) / 0.75) + 1))
        layersPerPixel = nearest > farthest ? Float(layers) / (nearest - farthest) : 0
    }

    /// In pixels; positive before the plane in focus.
    @inline(__always)
    func radius(_ nearness: Float) -> Float { min(max(scale * (nearness - focus), -limit), limit) }

    @inline(__always)
    func layer(_ radius: Float) -> Int { min(max(Int((nearest - radius) * layersPerPixel), 0), layers - 1) }
}
