import Images

extension LinearLight {
    /// Spreads a photo's light over the discs of its pixels, strip by strip: memory for strips of discs' height only.
    func refocused(
        _ photo: RGBImage, _ nearness: Nearness, _ edges: DepthEdges, _ field: BlurField, _ kernels: ApertureKernels,
        brightening: Float, threads: Int, _ report: WorkReport
    ) throws(EditingError) -> RGBImage {
        let counter = WorkCounter(total: photo.height, report)
        // Rows beyond a strip are read again by its neighbours, so strips are much taller than discs.
        let rows = max(128, 3 * kernels.reach)
        let result: Result<RGBImage, EditingError> = reading(photo) { light in
            edges.separating(nearness, light) { separator in
                nonisolated(unsafe) let separator = separator
                return Result { () throws(EditingError) in
                    try LinearLight.image(
                        width: photo.width, height: photo.height, stripRows: rows, threads: threads
                    ) { strip, writer throws(EditingError) in
                        let spread = DiscSpread(
                            width: photo.width, height: photo.height, rows: strip, field: field, kernels: kernels)
                        spread.run(separator, brightening: brightening, into: writer, light)
                        try counter.add(strip.count)
                    }
                }
            }
        }
        return try result.get()
    }
}
