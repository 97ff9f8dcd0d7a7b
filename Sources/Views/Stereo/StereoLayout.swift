public import Images

/// How a stereo pair becomes one picture.
public enum StereoLayout: String, Sendable, CaseIterable {
    /// Left and right, each in full size.
    case sideBySide = "sbs"
    /// Left and right, each squeezed to half its width.
    case halfSideBySide = "half-sbs"
    /// For glasses with a red and a cyan foil.
    case anaglyph

    /// What a file's stem ends in, so that VR players know how to show it.
    public var suffix: String {
        switch self {
        case .sideBySide: "_LRF_Full_SBS"
        case .halfSideBySide: "_LR"
        case .anaglyph: "_redcyan"
        }
    }

    /// Whether the eyes stand beside each other.
    public var isSideBySide: Bool { self != .anaglyph }

    /// The size of the picture for eyes of a size.
    public func size(eyeWidth: Int, eyeHeight: Int) -> (width: Int, height: Int) {
        (self == .sideBySide ? 2 * eyeWidth : eyeWidth, eyeHeight)
    }

    /// One picture of two.
    ///
    /// - Precondition: Both have the same size, for ``halfSideBySide`` of even width.
    public func picture(left: RGBImage, right: RGBImage) -> RGBImage {
        precondition(left.width == right.width && left.height == right.height, "eyes see pictures of one size")
        return switch self {
        case .sideBySide: Self.beside(left, right)
        case .halfSideBySide: Self.beside(Self.squeezed(left), Self.squeezed(right))
        case .anaglyph: Self.redCyan(left, right)
        }
    }

    private static func beside(_ left: RGBImage, _ right: RGBImage) -> RGBImage {
        let bytes = 3 * left.width
        var pixels: [UInt8] = []
        pixels.reserveCapacity(2 * left.pixels.count)
        for row in 0..<left.height {
            pixels += left.pixels[row * bytes..<(row + 1) * bytes]
            pixels += right.pixels[row * bytes..<(row + 1) * bytes]
        }
        return RGBImage(width: 2 * left.width, height: left.height, pixels: pixels)
    }

    private static func squeezed(_ image: RGBImage) -> RGBImage {
        precondition(image.width % 2 == 0, "half of \(image.width) pixels")
        let half = image.width / 2
        let pixels = [UInt8](unsafeUninitializedCapacity: 3 * half * image.height) { target, count in
            for index in 0..<half * image.height {
                for channel in 0..<3 {
                    let sum =
                        Int(image.pixels[6 * index + channel]) + Int(image.pixels[6 * index + 3 + channel])
                    target[3 * index + channel] = UInt8((sum + 1) / 2)
                }
            }
            count = 3 * half * image.height
        }
        return RGBImage(width: half, height: image.height, pixels: pixels)
    }

    /// Dubois' least-squares projection for red and cyan foils (E. Dubois, "A projection method to generate anaglyph
    /// stereo images", 2001): more colours and fewer ghosts than red from one eye and cyan from the other.
    private static func redCyan(_ left: RGBImage, _ right: RGBImage) -> RGBImage {
        let fromLeft: [Float] = [0.4561, 0.5005, 0.1764, -0.0401, -0.0378, -0.0158, -0.0152, -0.0206, -0.0055]
        let fromRight: [Float] = [-0.0435, -0.0879, -0.0016, 0.3785, 0.7336, -0.0185, -0.0722, -0.1130, 1.2264]
        let pixels = [UInt8](unsafeUninitializedCapacity: left.pixels.count) { target, count in
            for start in stride(from: 0, to: left.pixels.count, by: 3) {
                for channel in 0..<3 {
                    var sum: Float = 0.5
                    for source in 0..<3 {
                        sum += fromLeft[3 * channel + source] * Float(left.pixels[start + source])
                        sum += fromRight[3 * channel + source] * Float(right.pixels[start + source])
                    }
                    target[start + channel] = UInt8(min(max(sum, 0), 255))
                }
            }
            count = left.pixels.count
        }
        return RGBImage(width: left.width, height: left.height, pixels: pixels)
    }
}
