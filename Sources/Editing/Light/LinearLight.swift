import Images

/// Reads pixels as light and writes light as pixels.
///
/// Blur, fog and lamps add light, which encoded numbers do not: half the light of white is 188 of 255.
struct LinearLight {
    private let light = SRGBTransfer.light
    private let encoded = SRGBTransfer.table

    /// Runs `body` with pointers to the pixels' light.
    func reading<Value>(_ image: RGBImage, _ body: (Reader) throws -> Value) rethrows -> Value {
        try image.pixels.withUnsafeBufferPointer { pixels in
            try light.withUnsafeBufferPointer { light in try body(Reader(pixels: pixels, light: light)) }
        }
    }

    /// The light of a photo's pixels; valid within ``LinearLight/reading(_:_:)``, from any thread.
    struct Reader: @unchecked Sendable {
        fileprivate let pixels: UnsafeBufferPointer<UInt8>
        fileprivate let light: UnsafeBufferPointer<Float>

        /// Red, green, blue, and 1.
        @inline(__always)
        subscript(index: Int) -> SIMD4<Float> {
            let start = 3 * index
            return SIMD4(
                light[Int(pixels[start])], light[Int(pixels[start + 1])], light[Int(pixels[start + 2])], 1)
        }
    }

    /// Makes an image of rows that `body` fills with light, in parallel.
    ///
    /// - Parameter body: Gets rows and a writer; returns whether to go on.
    static func image(
        width: Int, height: Int, stripRows: Int, threads: Int,
        _ body: @Sendable (Range<Int>, Writer) throws(EditingError) -> Void
    ) throws(EditingError) -> RGBImage {
        var result: Result<Void, EditingError> = .success(())
        let encoded = SRGBTransfer.table
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
            encoded.withUnsafeBufferPointer { encoded in
                let writer = Writer(pixels: buffer, encoded: encoded)
                result = Strips(height: height, rows: stripRows).forEach(threads: threads) {
                    rows throws(EditingError) in try body(rows, writer)
                }
            }
            if case .success = result { count = width * height * 3 }
        }
        try result.get()
        return RGBImage(width: width, height: height, pixels: pixels)
    }

    /// Where light becomes pixels; threads write different rows.
    struct Writer: @unchecked Sendable {
        fileprivate let pixels: UnsafeMutableBufferPointer<UInt8>
        fileprivate let encoded: UnsafeBufferPointer<UInt8>

        @inline(__always)
        func set(_ index: Int, _ color: SIMD4<Float>) {
            let start = 3 * index
            pixels[start] = encoded[SRGBTransfer.index(color.x)]
            pixels[start + 1] = encoded[SRGBTransfer.index(color.y)]
            pixels[start + 2] = encoded[SRGBTransfer.index(color.z)]
        }

        /// Leaves a pixel as it was, byte by byte.
        @inline(__always)
        func copy(_ index: Int, from reader: Reader) {
            for position in 3 * index..<3 * index + 3 { pixels[position] = reader.pixels[position] }
        }
    }
}
