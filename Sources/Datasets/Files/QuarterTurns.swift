package import Images

/// How a picture is turned in its plane.
package enum QuarterTurns: Sendable {
    case none, clockwise, half, counterclockwise

    fileprivate var swapsSides: Bool { self == .clockwise || self == .counterclockwise }

    /// Where the pixel (`x`, `y`) of the turned picture comes from, in one of the given size.
    fileprivate func source(_ x: Int, _ y: Int, width: Int, height: Int) -> Int {
        switch self {
        case .none: y * width + x
        case .clockwise: (height - 1 - x) * width + y
        case .half: (height - 1 - y) * width + (width - 1 - x)
        case .counterclockwise: x * width + (width - 1 - y)
        }
    }
}

extension FloatRaster {
    package func turned(_ turns: QuarterTurns) -> FloatRaster {
        guard turns != .none else { return self }
        let (newWidth, newHeight) = turns.swapsSides ? (height, width) : (width, height)
        var result = [Float](repeating: 0, count: values.count)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                result[y * newWidth + x] = values[turns.source(x, y, width: width, height: height)]
            }
        }
        return FloatRaster(width: newWidth, height: newHeight, values: result)
    }
}

extension RGBImage {
    package func turned(_ turns: QuarterTurns) -> RGBImage {
        guard turns != .none else { return self }
        let (newWidth, newHeight) = turns.swapsSides ? (height, width) : (width, height)
        var result = [UInt8](repeating: 0, count: pixels.count)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let (target, source) = (y * newWidth + x, turns.source(x, y, width: width, height: height))
                for channel in 0..<3 { result[target * 3 + channel] = pixels[source * 3 + channel] }
            }
        }
        return RGBImage(width: newWidth, height: newHeight, pixels: result)
    }
}

extension Intrinsics {
    /// The camera of the turned picture; `width` and `height` are those before.
    package func turned(_ turns: QuarterTurns, width: Int, height: Int) -> Intrinsics {
        let (width, height) = (Double(width), Double(height))
        let (x, y) =
            switch turns {
            case .none: (centerX, centerY)
            case .clockwise: (height - centerY, centerX)
            case .half: (width - centerX, height - centerY)
            case .counterclockwise: (centerY, width - centerX)
            }
        return Intrinsics(focalLength: focalLength, centerX: x, centerY: y)
    }
}
