import ArgumentParser
import Editing
import Images

/// `depthpro edit fog`.
struct EditFogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fog", abstract: "Fill the air with fog, as thick as you see far.",
        discussion: """
            The air takes light away and sends its own: I = J·t + A·(1 − t), t = exp(−β·distance). --visibility is the \
            distance at which a twentieth of the light is left.

            Examples:
              depthpro edit fog street.jpg --visibility 60
              depthpro edit fog valley.jpg --visibility 3000 --color '#c9d4e2'
            """)

    @OptionGroup
    var edit: EditArguments

    @Option(help: .init("How far one sees, in metres: fog below 1000, haze beyond.", valueName: "m"))
    var visibility: Double

    @Option(help: .init("The fog's colour in daylight: a word or '#rrggbb'.", valueName: "colour"))
    var color = ColorArgument.fog

    func validate() throws {
        guard visibility > 0, visibility.isFinite else {
            throw ValidationError("--visibility must be a positive number, and is \(visibility)")
        }
    }

    func run() async throws {
        let url = try edit.outputURL("fog")
        let session = try await EditSession(edit)
        let intrinsics = try session.source.intrinsics()
        let haze = Haze(visibility: visibility, airlight: color.color.light)
        let picture = try session.working("adding fog") {
            try haze.added(
                to: session.original.image, nearness: session.nearness, intrinsics: intrinsics, report: $0)
        }
        try session.write(picture, to: url, facts: ["extinction": EditFact(haze.extinction, "1/m")])
    }
}

extension ColorArgument {
    fileprivate static let fog = ColorArgument(RGBColor(red: 0xD2, green: 0xD6, blue: 0xDA))
}
