internal import Foundation

@inline(__always)
package func dot(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float {
    let products = a * b
    return products.x + products.y + products.z
}

@inline(__always)
package func cross(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> {
    [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
}

@inline(__always)
package func length(_ a: SIMD3<Float>) -> Float { dot(a, a).squareRoot() }

/// Length 1; unchanged where it is zero.
@inline(__always)
package func normalize(_ a: SIMD3<Float>) -> SIMD3<Float> {
    let size = length(a)
    return size > 0 ? a / size : a
}

@inline(__always)
package func mix(_ a: Float, _ b: Float, _ t: Float) -> Float { a + (b - a) * t }

@inline(__always)
package func mix(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ t: Float) -> SIMD3<Float> { a + (b - a) * t }

extension Float {
    package var sine: Float { sin(self) }
    package var cosine: Float { cos(self) }
    /// Of degrees.
    package var inRadians: Float { self * .pi / 180 }
}

/// `base` to the power of `exponent`.
package func power(_ base: Float, _ exponent: Float) -> Float { pow(base, exponent) }

/// The natural logarithm.
package func logarithm(_ x: Float) -> Float { log(x) }

/// The angle of a direction in the plane, from -π to π.
package func arcTangent(_ y: Float, _ x: Float) -> Float { atan2(y, x) }

/// Of an angle in radians.
package func tangent(_ x: Double) -> Double { tan(x) }

/// In radians.
package func arcTangent(_ x: Double) -> Double { atan(x) }
