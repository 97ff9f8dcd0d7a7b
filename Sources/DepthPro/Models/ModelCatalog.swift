internal import Foundation

/// The models that this package knows by name.
public enum ModelCatalog {
    /// Apple's published network.
    public static let large = KnownModel(
        name: "large", summary: "Apple's Depth Pro: 952 million parameters, float16",
        fileNames: ["depth_pro.pt", "large.safetensors", "large.pt"],
        source: URL(string: "https://ml-site.cdn-apple.com/models/depth-pro/depth_pro.pt"),
        byteCount: 1_904_446_787, sha256: "3eb35ca68168ad3d14cb150f8947a4edf85589941661fdb2686259c80685c0ce",
        licence: "Published by Apple under the terms in https://github.com/apple/ml-depth-pro/blob/main/LICENSE; "
            + "read them before use")

    /// The package's own network.
    public static let small = KnownModel(
        name: "small", summary: "This package's own network: 3.9 million parameters, a beginning (Models/README.md)",
        fileNames: ["small.safetensors"], source: nil, byteCount: nil, sha256: nil, licence: "As this package")

    /// All, the preferred default first.
    public static let models = [small, large]
}
