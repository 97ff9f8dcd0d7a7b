internal import Foundation
internal import ShimLocation

/// Where the shim over libtorch, and libtorch itself, were found.
public struct LibraryLocation: Sendable {
    /// The path of `libctorch`.
    public let shim: String
    /// The folder of libtorch's own libraries; `nil` where the shim's run path finds them.
    public let libtorch: String?

    private static let location = ShimLocation("ctorch", variable: "DEPTHPRO_CTORCH")

    /// Looks in this order: the environment (`DEPTHPRO_CTORCH`: the shim's path), beside the program,
    /// `../lib/depthpro` from it, `.deps/ctorch` in any folder above the program or the current folder, and
    /// `/usr/local/lib/depthpro`. `DEPTHPRO_LIBTORCH` names the folder of another libtorch than the shim's own.
    public static func find() -> LibraryLocation? {
        let libtorch = ProcessInfo.processInfo.environment["DEPTHPRO_LIBTORCH"].flatMap { $0.isEmpty ? nil : $0 }
        return location.find().map { LibraryLocation(shim: $0, libtorch: libtorch) }
    }

    static var missingMessage: String {
        "libtorch is not set up: \(location.fileName) was found neither beside the program nor in .deps/ctorch. "
            + "Run `make libtorch` in the package, or name the file in DEPTHPRO_CTORCH"
    }
}
