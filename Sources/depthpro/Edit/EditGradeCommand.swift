import ArgumentParser
import Editing
import Images

/// `depthpro edit grade`.
struct EditGradeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grade", abstract: "Change exposure and colour between two distances.",
        discussion: """
            Examples:
              depthpro edit grade street.jpg --from 15 --saturation 0.2          colour in front, grey behind
              depthpro edit grade bear.jpg --to 4 --exposure 0.7                 a stop and less for what is near
              depthpro edit grade valley.jpg --from 50 --warmth -0.3 --contrast 1.2
            """)

    @OptionGroup
    var edit: EditArguments

    @Option(help: .init("Change what is farther, in metres.", valueName: "m"))
    var from = 0.0

    @Option(help: .init("Change what is nearer, in metres; the sky unless given.", valueName: "m"))
    var to: Double?

    @Option(help: .init("The share of the distance over which the change fades.", valueName: "share"))
    var feather = 0.3

    @Option(parsing: .unconditional, help: .init("In stops: 1 doubles the light, -1 halves it.", valueName: "stops"))
    var exposure = 0.0

    @Option(help: .init("0 grey, 1 as it is, 2 twice as colourful.", valueName: "x"))
    var saturation = 1.0

    @Option(
        parsing: .unconditional, help: .init("Above 0 warmer, below cooler: 1 halves blue against red.", valueName: "x")
    )
    var warmth = 0.0

    @Option(help: .init("1 as it is; more brings dark and bright apart.", valueName: "x"))
    var contrast = 1.0

    func validate() throws {
        guard from >= 0, from.isFinite, (to ?? .infinity) > from else {
            throw ValidationError("--to must be greater than --from, which must not be negative")
        }
        let ranges: [(String, Double, ClosedRange<Double>)] = [
            ("--feather", feather, 0...10), ("--exposure", exposure, -20...20), ("--saturation", saturation, 0...10),
            ("--warmth", warmth, -5...5), ("--contrast", contrast, 0.05...20),
        ]
        for (name, value, range) in ranges where !range.contains(value) {
            throw ValidationError(
                "\(name) must be between \(range.lowerBound) and \(range.upperBound), and is \(value)")
        }
        guard exposure != 0 || saturation != 1 || warmth != 0 || contrast != 1 else {
            throw ValidationError("say what to change, with --exposure, --saturation, --warmth or --contrast")
        }
    }

    func run() async throws {
        let url = try edit.outputURL("grade")
        let session = try await EditSession(edit)
        let grade = DepthGrade(
            near: from, far: to ?? .infinity, feather: feather, exposure: exposure, saturation: saturation,
            warmth: warmth, contrast: contrast)
        let picture = try session.working("grading") {
            try grade(session.original.image, nearness: session.nearness, report: $0)
        }
        try session.write(picture, to: url, facts: ["from": EditFact(from, "m"), "to": EditFact(to ?? .infinity, "m")])
    }
}
