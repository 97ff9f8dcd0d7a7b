import ArgumentParser
import Editing
import Images

/// `depthpro edit dehaze`.
struct EditDehazeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dehaze", abstract: "Take the haze out of a photo, by distance.",
        discussion: """
            Undoes I = J·t + A·(1 − t), t = exp(−β·distance). How thick the haze is and its colour are found in the \
            photo, from what is farthest and from how the darkest things lighten with distance; --visibility and \
            --color state them.

            Examples:
              depthpro edit dehaze valley.jpg
              depthpro edit dehaze valley.jpg --strength 0.7
              depthpro edit dehaze valley.jpg --visibility 8000 --json
            """)

    @OptionGroup
    var edit: EditArguments

    @Option(help: .init("How far one sees in the photo, in metres; estimated unless given.", valueName: "m"))
    var visibility: Double?

    @Option(help: .init("The haze's colour: a word or '#rrggbb'; estimated unless given.", valueName: "colour"))
    var color: ColorArgument?

    @Option(help: .init("How much of it to take away: 1 all, 0.5 half of its thickness.", valueName: "share"))
    var strength = 1.0

    func validate() throws {
        if let visibility, !(visibility > 0 && visibility.isFinite) {
            throw ValidationError("--visibility must be a positive number, and is \(visibility)")
        }
        guard (0...1).contains(strength) else {
            throw ValidationError("--strength must be between 0 and 1, and is \(strength)")
        }
    }

    func run() async throws {
        let url = try edit.outputURL("dehaze")
        let session = try await EditSession(edit)
        let intrinsics = try session.source.intrinsics()
        let image = session.original.image
        let found = Haze.estimate(in: image, nearness: session.nearness, intrinsics: intrinsics)
        let given = visibility.map { Haze(visibility: $0, airlight: found?.airlight ?? SIMD3(repeating: 0.8)) }
        guard var haze = given ?? found else {
            throw CommandFailure(
                "\(edit.source.photo): no haze is found, since everything is near or nothing far is dark: state it "
                    + "with --visibility")
        }
        if let color { haze.airlight = color.color.light }
        let facts = ["visibility": EditFact(haze.visibility, "m"), "extinction": EditFact(haze.extinction, "1/m")]
        haze.extinction *= strength
        let picture = try session.working("removing haze") {
            try haze.removed(from: image, nearness: session.nearness, intrinsics: intrinsics, report: $0)
        }
        try session.write(picture, to: url, facts: facts)
    }
}
