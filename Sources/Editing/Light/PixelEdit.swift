import Images

/// Changes every pixel's light by itself, in strips and in parallel.
struct PixelEdit {
    let photo: RGBImage
    let nearness: Nearness
    let threads: Int?
    let report: WorkReport

    /// - Parameter body: From light, column, row and nearness to light; the last component is ignored.
    func run(
        _ body: @Sendable (SIMD4<Float>, Int, Int, Float) -> SIMD4<Float>
    ) throws(EditingError) -> RGBImage {
        precondition(photo.width == nearness.width && photo.height == nearness.height, "photo and depth differ in size")
        let counter = WorkCounter(total: photo.height, report)
        let light = LinearLight()
        let result: Result<RGBImage, EditingError> = light.reading(photo) { light in
            Result { () throws(EditingError) in
                try LinearLight.image(
                    width: photo.width, height: photo.height, stripRows: 64, threads: threads ?? Strips.standardThreads
                ) { rows, writer throws(EditingError) in
                    for row in rows {
                        for column in 0..<photo.width {
                            let index = row * photo.width + column
                            writer.set(index, body(light[index], column, row, nearness.values[index]))
                        }
                    }
                    try counter.add(rows.count)
                }
            }
        }
        return try result.get()
    }
}
