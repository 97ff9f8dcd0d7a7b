/// What the samples of a picture's pixels add up to, kept apart for the denoiser.
struct Film {
    struct Pixel {
        var direct = SIMD3<Float>.zero
        var diffuse = SIMD3<Float>.zero
        var albedo = SIMD3<Float>.zero
        var specular = SIMD3<Float>.zero
        var normal = SIMD3<Float>.zero
        var inverseDepth: Float = 0
        var roughness: Float = 0
        /// Sums, over samples, of the luminance of diffuse light per albedo, and of its square.
        var light: Float = 0
        var lightSquared: Float = 0
        var mirror: Float = 0
        var mirrorSquared: Float = 0

        @inline(__always)
        mutating func add(_ sample: PathTracer.Sample, inverseDepth depth: Float) {
            direct += sample.direct
            diffuse += sample.diffuse
            albedo += sample.albedo
            specular += sample.specular
            normal += sample.normal
            inverseDepth += depth
            roughness += sample.roughness
            let bright = luminance(sample.diffuse) / max(luminance(sample.albedo), 1e-3)
            light += bright
            lightSquared += bright * bright
            let mirrored = luminance(sample.specular)
            mirror += mirrored
            mirrorSquared += mirrored * mirrored
        }
    }

    let width: Int
    let height: Int
    let samples: Int
    let pixels: UnsafeMutablePointer<Pixel>

    init(width: Int, height: Int, samples: Int, _ memory: FlatMemory) {
        self.width = width
        self.height = height
        self.samples = samples
        pixels = memory.room(for: width * height, of: Pixel.self)
        pixels.update(repeating: Pixel(), count: width * height)
    }
}

/// Of linear Rec. 709 colours.
@inline(__always)
func luminance(_ color: SIMD3<Float>) -> Float { color.x * 0.2126 + color.y * 0.7152 + color.z * 0.0722 }
