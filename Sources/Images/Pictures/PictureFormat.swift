internal import CVips
public import Foundation

/// The kinds of files that an edited photo can become.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable {
    /// JPEG without subsampling of colours.
    case jpeg
    /// PNG.
    case png
    /// TIFF, deflated.
    case tiff
    /// WebP.
    case webP

    /// The format by the extension of a file's name; `nil` where it is another.
    public init?(_ url: URL) {
        switch url.pathExtension.lowercased() {
        case "jpg", "jpeg": self = .jpeg
        case "png": self = .png
        case "tif", "tiff": self = .tiff
        case "webp": self = .webP
        default: return nil
        }
    }

    /// Whether pixels can be transparent.
    public var hasAlpha: Bool { self != .jpeg }

    var number: Int32 {
        switch self {
        case .jpeg: Int32(CVIPS_JPEG)
        case .png: Int32(CVIPS_PNG)
        case .tiff: Int32(CVIPS_TIFF)
        case .webP: Int32(CVIPS_WEBP)
        }
    }
}
