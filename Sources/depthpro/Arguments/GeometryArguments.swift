import ArgumentParser
import Geometry

/// How the formats in three dimensions are made.
struct GeometryArguments: ParsableArguments {
    @Option(help: .init("Leave out what is farther; 200 unless given, which leaves out the sky.", valueName: "m"))
    var maxDepth: Double?

    @Option(
        help: .init(
            "Cut the surface where neighbours' depths differ by more than this share; 0.04 unless given.",
            valueName: "share"))
    var edgeThreshold: Double?

    @Option(
        help: .init(
            "Thin larger photos to so many points; 1000000 unless given, 100000 for usdz, 200000 for colmap and "
                + "nerfstudio.", valueName: "n"))
    var maxPoints: Int?

    @Option(help: .init("Keep this share of the triangles of glb, usdz and obj, 0 to 1.", valueName: "share"))
    var simplify: Double?

    @Flag(help: "Points in the glb rather than a mesh.")
    var points = false

    @Flag(help: "Take the camera to be level, rather than find out which way is up.")
    var noLevel = false

    /// The first option that was given.
    var given: String? {
        let flags = [
            ("--max-depth", maxDepth != nil), ("--edge-threshold", edgeThreshold != nil),
            ("--max-points", maxPoints != nil), ("--simplify", simplify != nil), ("--points", points),
            ("--no-level", noLevel),
        ]
        return flags.first { $0.1 }?.0
    }

    var options: GeometryOptions {
        let standard = GeometryOptions()
        return GeometryOptions(
            maximumDepth: maxDepth ?? standard.maximumDepth, edgeThreshold: edgeThreshold ?? standard.edgeThreshold,
            maximumPoints: maxPoints, simplification: simplify, glbHoldsPoints: points, isLeveled: !noLevel)
    }

    func validate() throws {
        for (name, value) in [("--max-depth", maxDepth), ("--edge-threshold", edgeThreshold)] {
            if let value, !(value > 0 && value.isFinite) {
                throw ValidationError("\(name) must be a positive number, and is \(value)")
            }
        }
        if let maxPoints, maxPoints < 1 { throw ValidationError("--max-points must be positive, and is \(maxPoints)") }
        if let simplify, !(simplify > 0 && simplify <= 1) {
            throw ValidationError("--simplify must be above 0 and at most 1, and is \(simplify)")
        }
    }
}
