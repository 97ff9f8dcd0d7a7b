/// A kind of file that a depth map can be written as.
public enum DepthFormat: String, Sendable, CaseIterable {
    /// NumPy archive: `depth` (float32, height × width, metres), `focallength_px` (float64), `field_of_view_deg`
    /// (float64, horizontal) and `intrinsics` (float64, 3 × 3).
    case npz
    /// NumPy array: float32, height × width, metres.
    case npy
    /// 16-bit greyscale PNG in whole millimetres, up to 65.535 m; what is farther is written as 65535.
    case png16
    /// TIFF with one channel of 32-bit floats, metres.
    case tiff
    /// OpenEXR with one channel `Y` of 32-bit floats, metres.
    case exr
    /// Portable Float Map, metres.
    case pfm
    /// A JPEG picture of the inverse depth in colours, for people; not for measuring.
    case jpg
    /// What is known about the estimate: see ``DepthSidecar``.
    case json

    /// The extension of the format's files, without a dot.
    public var fileExtension: String { self == .png16 ? "png" : rawValue }
}
