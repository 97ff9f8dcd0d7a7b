import ArgumentParser
import Editing
import Foundation
import Images

/// `depthpro edit cutout`.
struct EditCutoutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cutout", abstract: "Cut out what is within a distance, or put something else behind it.",
        discussion: """
            What is between --near and --far is kept. Its edges are soft, and free of the old background's colour. \
            The result is transparent (.png, .tif, .webp), or stands before --background: a colour or a picture.

            Examples:
              depthpro edit cutout bear.jpg --far 4                            bear-cutout.png, transparent
              depthpro edit cutout bear.jpg --behind 640,400 --background beach.jpg --output bear-on-beach.jpg
              depthpro edit cutout bear.jpg --far 4 --background '#ffffff' --output shop.jpg
              depthpro edit cutout dog.jpg --far 2.5 --depth dog.png --edge 6  measured depth is beside the edge
            """)

    @OptionGroup
    var edit: EditArguments

    @Option(help: .init("Leave out what is nearer, in metres.", valueName: "m"))
    var near = 0.0

    @Option(help: .init("Leave out what is farther, in metres.", valueName: "m"))
    var far: Double?

    @Option(
        help: .init(
            "Leave out what is a tenth farther than what this pixel shows, rather than --far.", valueName: "x,y"))
    var behind: PixelPoint?

    @Option(
        help: .init(
            "Half the width of soft edges in pixels, 0 for hard ones; more where depth is beside the photo's edges.",
            valueName: "n"))
    var edge = 1

    @Option(
        help: .init("The share of the distance over which floors and walls fade at the limits.", valueName: "share"))
    var feather = 0.03

    @Option(
        help: .init(
            "What stands behind: a picture's file, or a colour such as white or '#d0d8e0'.", valueName: "file|colour"),
        completion: .file())
    var background: String?

    func validate() throws {
        guard (far == nil) != (behind == nil) else {
            throw ValidationError("say what to keep, with either --far or --behind")
        }
        guard near >= 0, near.isFinite, (far ?? .infinity) > near else {
            throw ValidationError("--far must be greater than --near, which must not be negative")
        }
        guard feather >= 0, feather <= 10 else {
            throw ValidationError("--feather must be between 0 and 10, and is \(feather)")
        }
        guard (0...100).contains(edge) else {
            throw ValidationError("--edge must be between 0 and 100, and is \(edge)")
        }
    }

    func run() async throws {
        let url = try edit.outputURL("cutout", needsAlpha: background == nil)
        let backdrop = try background.map(Self.backdrop)
        let session = try await EditSession(edit)
        let limit = try behind.map { try session.distance(at: $0, option: "--behind") * 1.1 } ?? far ?? .infinity
        guard limit > near else { throw CommandFailure("--behind shows something nearer than --near \(near)") }
        let cutout = Cutout(near: near, far: limit, feather: feather, band: edge)
        let result = try session.working("cutting out") {
            try cutout(session.original.image, nearness: session.nearness, report: $0)
        }
        let share = result.matte.values.reduce(0) { $0 + Double($1) } / Double(result.matte.values.count)
        let facts = ["kept": EditFact(100 * share, "%"), "limit": EditFact(limit, "m")]
        if let backdrop {
            try session.write(result.composed(over: backdrop), to: url, facts: facts)
        } else {
            try session.write(result.foreground, alpha: result.alpha, to: url, facts: facts)
        }
    }

    private static func backdrop(_ text: String) throws -> Backdrop {
        if let color = ColorArgument(argument: text) { return .color(color.color) }
        return .picture(try Photo(contentsOf: URL(fileURLWithPath: text)).image)
    }
}
