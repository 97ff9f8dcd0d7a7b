/// How large and how fast a method is, as the Depth Pro paper measured it (arXiv 2410.02073, Table 5), on a V100.
public struct PublishedRunTime: Sendable, Hashable {
    /// As the paper names it.
    public let method: String
    /// The network's parameters.
    public let parameters: Int
    /// Operations on an HD photo, in 10⁹; `nil` where the paper has none.
    public let gigaFLOPs: Double?
    /// Columns of the network's own output; `nil` where it has the photo's size.
    public let nativeWidth: Int?
    /// Rows of the network's own output.
    public let nativeHeight: Int?
    /// For a photo of 640 × 480 pixels, in milliseconds, with preparing and resizing.
    public let millisecondsVGA: Double
    /// For one of 1920 × 1080.
    public let millisecondsHD: Double
    /// For one of 4032 × 3024.
    public let milliseconds4K: Double

    private init(
        _ method: String, _ parameters: Int, _ gigaFLOPs: Double?, _ native: (width: Int, height: Int)?,
        _ milliseconds: (vga: Double, hd: Double, fourK: Double)
    ) {
        self.method = method
        self.parameters = parameters
        self.gigaFLOPs = gigaFLOPs
        nativeWidth = native?.width
        nativeHeight = native?.height
        (millisecondsVGA, millisecondsHD, milliseconds4K) = milliseconds
    }

    /// The table's rows, in its order.
    public static let all = [
        PublishedRunTime("DPT", 123_000_000, nil, (384, 384), (33.2, 30.6, 27.8)),
        PublishedRunTime("ZoeDepth", 340_000_000, nil, (512, 384), (235.7, 235.1, 235.4)),
        PublishedRunTime("DepthAnything v2", 335_000_000, 1827, (518, 518), (90.9, 91.1, 91.2)),
        PublishedRunTime("UniDepth", 347_000_000, 630, (616, 462), (178.5, 183.0, 198.1)),
        PublishedRunTime("Metric3D", 203_000_000, 477, (1216, 480), (217.9, 263.8, 398.1)),
        PublishedRunTime("Marigold", 949_000_000, nil, (768, 768), (5174.3, 4433.6, 4977.6)),
        PublishedRunTime("Metric3D v2", 1_378_000_000, 6830, (1064, 616), (1299.6, 1299.7, 1390.2)),
        PublishedRunTime("PatchFusion", 203_000_000, nil, nil, (84012.0, 84029.9, 84453.9)),
        PublishedRunTime("ZeroDepth", 233_000_000, 10862, nil, (1344.3, 8795.7, 34992.2)),
        PublishedRunTime("Depth Pro", 504_000_000, 4370, (1536, 1536), (341.3, 341.3, 341.3)),
    ]
}
