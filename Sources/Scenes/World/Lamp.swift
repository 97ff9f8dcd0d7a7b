/// A light within the world. Its housing, where one should be seen, is an ``Instance`` whose material has emission.
public enum Lamp: Sendable, Hashable {
    /// A ball; `radiance` is what leaves its surface, linear RGB, in the units of the sky's.
    case sphere(center: SIMD3<Float>, radius: Float, radiance: SIMD3<Float>)
    /// A parallelogram `corner + s·u + t·v` that shines towards `u × v`.
    case rectangle(corner: SIMD3<Float>, u: SIMD3<Float>, v: SIMD3<Float>, radiance: SIMD3<Float>)
}
