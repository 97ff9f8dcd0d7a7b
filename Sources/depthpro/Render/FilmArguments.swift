import ArgumentParser
import Views

/// How long, how smooth and how large.
struct FilmArguments: ParsableArguments {
    @Option(help: .init("How long the film is.", valueName: "s"))
    var seconds = 4.0

    @Option(help: .init("Frames a second; 30, or 15 for webp and gif.", valueName: "n"))
    var fps: Double?

    @Option(
        help: .init(
            "How the move begins and ends: \(Easing.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "name"))
    var easing: Easing?

    @Flag(help: "Go back to the beginning, for films that repeat; orbit and swing do so anyway.")
    var back = false

    @Option(
        help: .init(
            "x264's rate factor for mp4, 0 to 51, less is better (18); 1 to 100 for jpg and webp (90).", valueName: "n")
    )
    var quality: Int?

    @Flag(help: "Quick and small: a quarter of the pixels, 12 frames a second, coarse encoding.")
    var preview = false

    func validate() throws {
        guard seconds > 0, seconds <= 600 else {
            throw ValidationError("--seconds must be above 0 and at most 600, and is \(seconds)")
        }
        guard fps.map({ (0.1...240).contains($0) }) ?? true else {
            throw ValidationError("--fps must be from 0.1 to 240, and is \(fps ?? 0)")
        }
    }
}
