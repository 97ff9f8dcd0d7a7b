internal import Dispatch
internal import Foundation
import Images

extension LayeredScene {
    /// Looks at the scene with a camera.
    ///
    /// - Parameter threads: How many threads share the work; as many as there are processors unless given.
    public func view(_ camera: ViewCamera, threads: Int? = nil) -> SceneView {
        let count = camera.width * camera.height
        let projection = ViewProjection(camera, photo: intrinsics, margin: margin)
        let threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
        let bandCount = min(threads == 1 ? 1 : 2 * threads, camera.height)
        let bands = (0..<bandCount).map { $0 * camera.height / bandCount..<($0 + 1) * camera.height / bandCount }
        var pixels = [UInt8](repeating: 0, count: 3 * count)
        var inverseDepths = [Float](repeating: 0, count: count)
        pixels.withUnsafeMutableBufferPointer { pixels in
            inverseDepths.withUnsafeMutableBufferPointer { inverseDepths in
                nonisolated(unsafe) let target = (pixels: pixels.baseAddress, depths: inverseDepths.baseAddress)
                DispatchQueue.concurrentPerform(iterations: bandCount) { number in
                    guard let pixels = target.pixels, let depths = target.depths else { return }
                    BandRenderer(scene: self, projection: projection, width: camera.width, band: bands[number])
                        .render(pixels: pixels, inverseDepths: depths)
                }
            }
        }
        let emptyCount = EmptyPixels.fill(&pixels, &inverseDepths, width: camera.width, height: camera.height)
        RaggedPixels.smooth(&pixels, inverseDepths, width: camera.width, height: camera.height)
        return SceneView(
            image: RGBImage(width: camera.width, height: camera.height, pixels: pixels),
            depth: FloatRaster(
                width: camera.width, height: camera.height, values: inverseDepths.map { $0 > 0 ? 1 / $0 : .infinity }),
            emptyCount: emptyCount)
    }
}

/// Renders some rows of a view.
private struct BandRenderer {
    let scene: LayeredScene
    let projection: ViewProjection
    let width: Int
    let band: Range<Int>

    /// - Parameters:
    ///   - pixels: Of the whole view.
    ///   - inverseDepths: Of the whole view; -1 where nothing is.
    func render(pixels: UnsafeMutablePointer<UInt8>, inverseDepths: UnsafeMutablePointer<Float>) {
        let solid = FragmentBuffer(count: width * band.count)
        let rims = FragmentBuffer(count: width * band.count)
        let scratch = UnsafeMutablePointer<SIMD3<Float>>.allocate(capacity: 2 * scene.rimLayer.width)
        defer {
            solid.deallocate()
            rims.deallocate()
            scratch.deallocate()
        }
        solid.clear()
        rims.clear()
        let solidRasterizer = LayerRasterizer(projection: projection, width: width, band: band, fragments: solid)
        for (number, layer) in scene.opaqueLayers.enumerated() {
            solidRasterizer.draw(layer, number: UInt8(number), scratch: scratch)
        }
        LayerRasterizer(projection: projection, width: width, band: band, fragments: rims)
            .draw(scene.rimLayer, number: 0, scratch: scratch)
        let offset = band.lowerBound * width
        withSamplers { samplers, rimSampler in
            for index in 0..<width * band.count {
                var depth = solid.inverseDepths[index]
                var color = SIMD4<Float>.zero
                if depth >= 0 {
                    color = samplers[Int(solid.layers[index])].color(solid.columns[index], solid.rows[index])
                }
                let rimDepth = rims.inverseDepths[index]
                // The rim of a surface lies on it or before others.
                if rimDepth >= 0, rimDepth >= depth * 0.999 {
                    let rim = rimSampler.color(rims.columns[index], rims.rows[index])
                    let opacity = rim.w * (1 / 255)
                    if depth >= 0 {
                        color += (rim - color) * opacity
                    } else if opacity > 0.5 {
                        color = rim
                        depth = rimDepth
                    }
                }
                inverseDepths[offset + index] = depth
                color = color.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255)) + 0.5
                let pixel = pixels + 3 * (offset + index)
                pixel[0] = UInt8(color.x)
                pixel[1] = UInt8(color.y)
                pixel[2] = UInt8(color.z)
            }
        }
    }

    private func withSamplers(_ body: (_ opaque: UnsafePointer<LayerSampler>, _ rim: LayerSampler) -> Void) {
        var samplers: [LayerSampler] = []
        func open(_ layers: ArraySlice<SceneLayer>) {
            guard let layer = layers.first else {
                samplers.withUnsafeBufferPointer { samplers in
                    guard let start = samplers.baseAddress else { return }
                    body(start, samplers[samplers.count - 1])
                }
                return
            }
            layer.colors.withUnsafeBufferPointer { colors in
                layer.cells.withUnsafeBufferPointer { cells in
                    guard let colors = colors.baseAddress, let cells = cells.baseAddress else { return }
                    samplers.append(LayerSampler(layer, colors, cells))
                    open(layers.dropFirst())
                }
            }
        }
        open((scene.opaqueLayers + [scene.rimLayer])[...])
    }
}
