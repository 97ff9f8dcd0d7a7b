package import Datasets
internal import Foundation
internal import Images

/// Turns the camera about its own middle, as if the photographer had held it otherwise: exact for image and depth, since
/// nothing comes to light that was hidden.
///
/// Few real images have depth, and those of one sensor mostly look the same way; turned, a floor is where it otherwise never is.
/// The lens becomes as much longer as keeps the whole picture inside the old one.
package struct CameraTurn {
    /// Columns: where the new camera's right, down and forwards lie in the old one's.
    private let axes: (x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>)

    /// A longer lens than this would leave too little of the picture.
    private static let longest = 2.0

    /// Turns up and down, left and right by up to `largest` degrees, and half as far about the axis.
    init(upTo largest: Double, _ random: inout SampleRandom) {
        func angle(_ largest: Double) -> Double { random.uniform(-largest, largest) * .pi / 180 }
        self.init(pitch: angle(largest), yaw: angle(largest), roll: angle(largest / 2))
    }

    /// In radians.
    package init(pitch: Double, yaw: Double, roll: Double) {
        func turned(_ v: SIMD3<Double>) -> SIMD3<Double> {
            let a = SIMD3(v.x * cos(roll) - v.y * sin(roll), v.x * sin(roll) + v.y * cos(roll), v.z)
            let b = SIMD3(a.x, a.y * cos(pitch) - a.z * sin(pitch), a.y * sin(pitch) + a.z * cos(pitch))
            return SIMD3(b.x * cos(yaw) + b.z * sin(yaw), b.y, b.z * cos(yaw) - b.x * sin(yaw))
        }
        axes = (turned([1, 0, 0]), turned([0, 1, 0]), turned([0, 0, 1]))
    }

    /// The sample as the turned camera sees it, of the same size; as it is where its camera is not known, or where too little
    /// would be left of it.
    package func apply(to sample: DepthSample) -> DepthSample {
        let (width, height) = (sample.image.width, sample.image.height)
        guard let camera = sample.intrinsics, let longer = lens(for: camera, width, height) else { return sample }
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        var depth = sample.depth
        for row in 0..<height {
            for column in 0..<width {
                let index = row * width + column
                let ray = ray(longer, Double(column) + 0.5, Double(row) + 0.5)
                let x = camera.focalLength * ray.x / ray.z + camera.centerX
                let y = camera.focalLength * ray.y / ray.z + camera.centerY
                Self.copy(sample.image, x, y, to: &pixels, at: 3 * index)
                // Depths must not be mixed; along the new axis they are others.
                let nearest = min(max(Int(y), 0), height - 1) * width + min(max(Int(x), 0), width - 1)
                depth.values[index] = sample.depth.values[nearest] / Float(ray.z)
            }
        }
        return DepthSample(
            id: sample.id, image: RGBImage(width: width, height: height, pixels: pixels), depth: depth,
            intrinsics: longer, traits: sample.traits)
    }

    /// The shortest lens whose picture lies inside the old one.
    private func lens(for camera: Intrinsics, _ width: Int, _ height: Int) -> Intrinsics? {
        for step in 0..<16 {
            let zoom = pow(Self.longest, Double(step) / 15)
            let candidate = Intrinsics(focalLength: camera.focalLength * zoom, width: width, height: height)
            let isInside = [(0, 0), (width, 0), (0, height), (width, height)].allSatisfy { corner in
                let ray = ray(candidate, Double(corner.0), Double(corner.1))
                guard ray.z > 0.1 else { return false }
                let x = camera.focalLength * ray.x / ray.z + camera.centerX
                let y = camera.focalLength * ray.y / ray.z + camera.centerY
                return x >= 0 && x <= Double(width) && y >= 0 && y <= Double(height)
            }
            if isInside { return candidate }
        }
        return nil
    }

    /// Where a pixel of the new camera looks in the old one's directions; of length 1 along the new axis.
    private func ray(_ camera: Intrinsics, _ x: Double, _ y: Double) -> SIMD3<Double> {
        axes.x * ((x - camera.centerX) / camera.focalLength) + axes.y * ((y - camera.centerY) / camera.focalLength)
            + axes.z
    }

    /// Bilinear; (0, 0) is the corner of the first pixel.
    private static func copy(_ image: RGBImage, _ x: Double, _ y: Double, to pixels: inout [UInt8], at start: Int) {
        let x = min(max(x - 0.5, 0), Double(image.width - 1))
        let y = min(max(y - 0.5, 0), Double(image.height - 1))
        let (left, top) = (Int(x), Int(y))
        let (right, bottom) = (min(left + 1, image.width - 1), min(top + 1, image.height - 1))
        let (across, down) = (Float(x) - Float(left), Float(y) - Float(top))
        for channel in 0..<3 {
            func value(_ column: Int, _ row: Int) -> Float {
                Float(image.pixels[3 * (row * image.width + column) + channel])
            }
            let upper = value(left, top) * (1 - across) + value(right, top) * across
            let lower = value(left, bottom) * (1 - across) + value(right, bottom) * across
            pixels[start + channel] = UInt8(upper * (1 - down) + lower * down + 0.5)
        }
    }
}
