import Geometry
import Images

/// Mixes a rendered model with the photo.
struct Compositor {
    let scene: PhotoScene
    let placement: ModelPlacement
    let window: PictureWindow
    let layers: RenderedLayers

    func picture() -> PlacedPicture {
        var image = scene.photo
        var mask = [Float](repeating: 0, count: image.width * image.height)
        var (covered, seen) = (0.0, 0.0)
        let openness = openness()
        for row in 0..<window.height {
            for column in 0..<window.width {
                let (x, y) = (window.x + column, window.y + row)
                let place = Place(column, row, window, layers)
                let cover = place.mean(layers.cover)
                let open = openness[row * window.width + column]
                covered += Double(cover)
                let shown = cover * open
                seen += Double(shown)
                mask[y * image.width + x] = shown
                let shadow = shadow(place, x, y, fade: fade(column, row))
                guard shown > 0 || shadow != .one else { continue }
                let light = image[x, y].light * shadow * (1 - shown) + place.mean(layers.model) * open
                image[x, y] = RGBColor(light: light)
            }
        }
        return PlacedPicture(
            image: image, mask: FloatRaster(width: image.width, height: image.height, values: mask),
            visibleShare: covered > 0 ? seen / covered : 0)
    }

    // MARK: What stands before it

    /// How much of the model would be seen in each pixel of the window; smoothed by a pixel, as photos' edges are.
    private func openness() -> [Float] {
        var isOpen = [Float](repeating: 1, count: window.width * window.height)
        for row in 0..<window.height {
            for column in 0..<window.width {
                let depth = layers.modelDepth[Place(column, row, window, layers).nearest]
                if depth > 0, isHidden(window.x + column, window.y + row, depth) {
                    isOpen[row * window.width + column] = 0
                }
            }
        }
        var result = isOpen
        for row in 0..<window.height {
            for column in 0..<window.width {
                var (sum, count) = (Float(0), Float(0))
                for y in max(0, row - 1)...min(window.height - 1, row + 1) {
                    for x in max(0, column - 1)...min(window.width - 1, column + 1) {
                        // The middle counts most (a binomial filter).
                        let weight: Float = (x == column ? 2 : 1) * (y == row ? 2 : 1)
                        sum += weight * isOpen[y * window.width + x]
                        count += weight
                    }
                }
                result[row * window.width + column] = sum / count
            }
        }
        return result
    }

    /// What the model stands on never hides it, however wavy its depth.
    private func isHidden(_ x: Int, _ y: Int, _ depth: Float) -> Bool {
        let photo = scene.depth.values[y * scene.photo.width + x]
        guard photo > 0, photo < depth * 0.99 - 0.005 else { return false }
        let position = scene.intrinsics.unproject(x: Double(x) + 0.5, y: Double(y) + 0.5, depth: Double(photo))
        let plane = placement.plane
        return plane.height(of: position) > 2.5 * plane.residual + 0.004 * Double(photo)
    }

    // MARK: Shadow

    private func shadow(_ place: Place, _ x: Int, _ y: Int, fade: Float) -> SIMD3<Float> {
        let shadow = place.mean(layers.shadow)
        guard shadow != .one else { return .one }
        let expected = layers.shadowDepth[place.nearest]
        let photo = scene.depth.values[y * scene.photo.width + x]
        // Where the photo shows something else than the surface that was rendered, there is no shadow.
        guard expected.isFinite, expected > 0, photo > 0 else { return .one }
        let apart = abs(photo / expected - 1)
        let weight = min(max((0.1 - apart) / 0.06, 0), 1) * fade
        return .one + (shadow - .one) * weight
    }

    /// Towards the window's borders that are not the photo's own, nothing changes any more.
    private func fade(_ column: Int, _ row: Int) -> Float {
        let reach = Float(min(window.width, window.height)) * 0.12 + 1
        var nearest = reach
        if window.x > 0 { nearest = min(nearest, Float(column)) }
        if window.y > 0 { nearest = min(nearest, Float(row)) }
        if window.x + window.width < scene.photo.width { nearest = min(nearest, Float(window.width - 1 - column)) }
        if window.y + window.height < scene.photo.height { nearest = min(nearest, Float(window.height - 1 - row)) }
        return nearest / reach
    }

    /// A pixel of the window, among the rendered ones.
    private struct Place {
        let nearest: Int
        private let indices: SIMD4<Int>
        private let weights: SIMD4<Float>

        init(_ column: Int, _ row: Int, _ window: PictureWindow, _ layers: RenderedLayers) {
            let x = min(max((Double(column) + 0.5) * window.scale - 0.5, 0), Double(layers.width - 1))
            let y = min(max((Double(row) + 0.5) * window.scale - 0.5, 0), Double(layers.height - 1))
            let (left, top) = (Int(x), Int(y))
            let (right, bottom) = (min(left + 1, layers.width - 1), min(top + 1, layers.height - 1))
            let (s, t) = (Float(x - Double(left)), Float(y - Double(top)))
            let width = layers.width
            indices = [top * width + left, top * width + right, bottom * width + left, bottom * width + right]
            weights = [(1 - s) * (1 - t), s * (1 - t), (1 - s) * t, s * t]
            nearest = (t < 0.5 ? top : bottom) * width + (s < 0.5 ? left : right)
        }

        func mean(_ values: [Float]) -> Float {
            values[indices.x] * weights.x + values[indices.y] * weights.y + values[indices.z] * weights.z
                + values[indices.w] * weights.w
        }

        func mean(_ values: [SIMD3<Float>]) -> SIMD3<Float> {
            values[indices.x] * weights.x + values[indices.y] * weights.y + values[indices.z] * weights.z
                + values[indices.w] * weights.w
        }
    }
}
