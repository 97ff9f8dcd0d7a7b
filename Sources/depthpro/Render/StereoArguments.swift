import ArgumentParser
import Views

/// Whether two eyes see the scene.
struct StereoArguments: ParsableArguments {
    @Option(
        help: .init("Two eyes: \(StereoLayout.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "layout"))
    var stereo: StereoLayout?

    @Option(help: .init("Millimetres between the eyes; 63 unless given.", valueName: "mm"))
    var baseline: Double?

    @Option(help: .init("What appears on the screen's plane, in metres; the farthest unless given.", valueName: "m"))
    var convergence: Double?

    var rig: StereoRig { StereoRig(baseline: (baseline ?? 63) / 1000, convergence: convergence) }

    func validate() throws {
        guard stereo != nil || (baseline == nil && convergence == nil) else {
            throw ValidationError("--baseline and --convergence are about --stereo")
        }
        guard baseline.map({ $0 > 0 && $0 <= 10_000 }) ?? true else {
            throw ValidationError("--baseline must be above 0 and at most 10000 mm, and is \(baseline ?? 0)")
        }
        guard convergence.map({ $0 > 0 && $0 < 1e6 }) ?? true else {
            throw ValidationError("--convergence must be positive, and is \(convergence ?? 0)")
        }
    }
}
