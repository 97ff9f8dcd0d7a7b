internal import Foundation

/// Another camera, another light: exposure, gamma, contrast, saturation and white balance (paper, table 16).
struct ColorChange {
    private var gain: [Float] = [1, 1, 1]
    private var gamma: Float = 1
    private var contrast: Float = 1
    private var saturation: Float = 1
    private let isChange: Bool

    init(_ plan: AugmentationPlan, _ random: inout SampleRandom) {
        isChange = random.chance(plan.color)
        guard isChange else { return }
        func factor(_ largest: Double) -> Double { random.factor(pow(largest, plan.colorStrength)) }
        let exposure = factor(1.4)
        let warmth = factor(1.15)
        gain = [Float(exposure * warmth), Float(exposure * factor(1.05)), Float(exposure / warmth)]
        gamma = Float(factor(1.3))
        contrast = Float(factor(1.3))
        saturation = random.chance(plan.grayscale) ? 0 : Float(factor(1.5))
    }

    /// - Parameter pixels: Three planes in [-1, 1]; stays there.
    func apply(to pixels: inout [Float]) {
        guard isChange else { return }
        let area = pixels.count / 3
        let red = curve(gain[0])
        let green = curve(gain[1])
        let blue = curve(gain[2])
        pixels.withUnsafeMutableBufferPointer { pixels in
            for index in 0..<area {
                let r = red.value(pixels[index])
                let g = green.value(pixels[index + area])
                let b = blue.value(pixels[index + 2 * area])
                let grey = 0.299 * r + 0.587 * g + 0.114 * b
                pixels[index] = min(max(grey + saturation * (r - grey), -1), 1)
                pixels[index + area] = min(max(grey + saturation * (g - grey), -1), 1)
                pixels[index + 2 * area] = min(max(grey + saturation * (b - grey), -1), 1)
            }
        }
    }

    /// Gain, gamma and contrast of one channel, in steps that no eye tells apart.
    private func curve(_ gain: Float) -> Curve {
        Curve { (x: Float) -> Float in
            let light = pow(min(gain * x, 1), gamma)
            return min(max(0.5 + contrast * (light - 0.5), 0), 1)
        }
    }

    private struct Curve {
        private let table: [Float]

        init(_ body: (Float) -> Float) { table = (0...1024).map { 2 * body(Float($0) / 1024) - 1 } }

        func value(_ x: Float) -> Float { table[min(max(Int((x + 1) * 512), 0), 1024)] }
    }
}
