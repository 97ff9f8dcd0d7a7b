/// How a stored picture must be turned to stand upright: the eight values of EXIF tag 0x0112.
enum Orientation: Int {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case flipped = 4
    case transposed = 5
    case needsClockwiseTurn = 6
    case transversed = 7
    case needsCounterclockwiseTurn = 8

    /// Whether width and height change places.
    var swapsSides: Bool { rawValue >= 5 }
}

extension RGBImage {
    /// The picture turned and mirrored as `orientation` asks.
    func turned(_ orientation: Orientation) -> RGBImage {
        if orientation == .upright { return self }
        let (sourceWidth, sourceHeight) = (width, height)
        let newWidth = orientation.swapsSides ? height : width
        let newHeight = orientation.swapsSides ? width : height
        // The source of output pixel (x, y) is `start + x * acrossStep + y * downStep`, counted in pixels.
        let (right, down, last) = (1, sourceWidth, sourceWidth * sourceHeight - 1)
        let (start, acrossStep, downStep) =
            switch orientation {
            case .upright: (0, right, down)
            case .mirrored: (sourceWidth - 1, -right, down)
            case .upsideDown: (last, -right, -down)
            case .flipped: (last - (sourceWidth - 1), right, -down)
            case .transposed: (0, down, right)
            case .needsClockwiseTurn: (last - (sourceWidth - 1), -down, right)
            case .transversed: (last, -down, -right)
            case .needsCounterclockwiseTurn: (sourceWidth - 1, down, -right)
            }
        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { output, count in
            pixels.withUnsafeBufferPointer { input in
                var position = 0
                for y in 0..<newHeight {
                    var source = (start + y * downStep) * 3
                    for _ in 0..<newWidth {
                        output[position] = input[source]
                        output[position + 1] = input[source + 1]
                        output[position + 2] = input[source + 2]
                        position += 3
                        source += acrossStep * 3
                    }
                }
            }
            count = pixels.count
        }
        return RGBImage(width: newWidth, height: newHeight, pixels: turned)
    }
}
