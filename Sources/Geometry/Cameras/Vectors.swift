package func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

package func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

package func length(_ a: SIMD3<Double>) -> Double { dot(a, a).squareRoot() }

/// Of length 1; zero stays zero.
package func normalized(_ a: SIMD3<Double>) -> SIMD3<Double> {
    let length = length(a)
    return length > 0 ? a / length : a
}
