import ArgumentParser
import Editing
import Foundation
import Images

/// `depthpro edit refocus`.
struct EditRefocusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refocus", abstract: "Give a photo the depth of field of a lens, focused where you say.",
        discussion: """
            The blur is that of a real lens: a point at distance z becomes a disc of f/N · v · |1/s − 1/z|, with the \
            focal length f, the f-number N, the distance in focus s and the distance v from lens to sensor. By default \
            the photo is taken to come from a full-frame camera (--sensor 36): a phone's photo then gets the look of \
            one. Light is added linearly; what is sharp keeps its outline, what is near and blurred lies half \
            transparent over what is behind.

            Examples:
              depthpro edit refocus bear.jpg --at 640,400 --f-number 1.8
              depthpro edit refocus bear.jpg --distance 2.5 --f-number 1.2 --aperture hexagon --highlights 4
              depthpro edit refocus phone.jpg --at 900,1200 --sensor 9.8 --f-number 1.8   as the phone's lens does
              depthpro edit refocus room.jpg --at 200,300 --rack-to 900,250 --frames 48   room-refocus-0001.jpg …

            The frames of a rack focus make a film with: \
            ffmpeg -framerate 24 -i room-refocus-%04d.jpg -pix_fmt yuv420p room.mp4
            """)

    @OptionGroup
    var edit: EditArguments

    @Option(help: .init("Focus on what this pixel shows.", valueName: "x,y"))
    var at: PixelPoint?

    @Option(help: .init("Focus at this distance in metres.", valueName: "m"))
    var distance: Double?

    @Option(name: .customLong("f-number"), help: .init("The opening: 1.4, 2, 2.8 …", valueName: "n"))
    var fNumber = 2.0

    @Option(
        help: .init(
            "The lens's focal length in millimetres; unless given, the one with which such a sensor sees what the photo "
                + "shows.", valueName: "mm"))
    var lens: Double?

    @Option(help: .init("The sensor's width in millimetres: 36 full frame, 23.5 APS-C, 9.8 a phone.", valueName: "mm"))
    var sensor = 36.0

    @Option(help: "What spots of light become: \(ApertureShape.allCases.map(\.rawValue).joined(separator: ", ")).")
    var aperture = ApertureShape.circle

    @Option(
        help: .init(
            "By how many times clipped white was brighter, so that lamps make bright discs; 0 leaves it.",
            valueName: "x"))
    var highlights = 0.0

    @Option(help: .init("Go on to focus on what this pixel shows: a rack focus in numbered files.", valueName: "x,y"))
    var rackTo: PixelPoint?

    @Option(help: .init("Go on to focus at this distance.", valueName: "m"))
    var rackToDistance: Double?

    @Option(help: .init("Files of a rack focus, 2 to 9999.", valueName: "n"))
    var frames = 24

    func validate() throws {
        guard (at == nil) != (distance == nil) else {
            throw ValidationError("say where to focus, with either --at or --distance")
        }
        guard rackTo == nil || rackToDistance == nil else {
            throw ValidationError("--rack-to and --rack-to-distance both say where to end: give one of them")
        }
        let numbers = [
            ("--distance", distance), ("--f-number", fNumber), ("--lens", lens), ("--sensor", sensor),
            ("--rack-to-distance", rackToDistance),
        ]
        for case let (name, value?) in numbers where !(value > 0 && value.isFinite) {
            throw ValidationError("\(name) must be a positive number, and is \(value)")
        }
        guard highlights >= 0, highlights <= 1000 else {
            throw ValidationError("--highlights must be between 0 and 1000, and is \(highlights)")
        }
        guard (2...9999).contains(frames) else {
            throw ValidationError("--frames must be between 2 and 9999, and is \(frames)")
        }
    }

    func run() async throws {
        let url = try edit.outputURL("refocus")
        let session = try await EditSession(edit)
        let intrinsics = try session.source.intrinsics()
        let end = try rackTo.map { try session.distance(at: $0, option: "--rack-to") } ?? rackToDistance
        guard let start = try at.map({ try session.distance(at: $0, option: "--at") }) ?? distance else { return }
        let focalLength =
            lens ?? ThinLens.focalLength(of: intrinsics, width: session.original.image.width, sensorWidth: sensor)
        var facts = ["opening": EditFact(focalLength / fNumber, "mm"), "focus": EditFact(start, "m")]
        if let end {
            facts["end"] = EditFact(end, "m")
            let files = try rack(session, intrinsics, from: start, to: end, focalLength, url)
            try session.finish(files, facts: facts)
        } else {
            let picture = try focused(session, intrinsics, start, focalLength, "refocusing")
            try session.write(picture, to: url, facts: facts)
        }
    }

    private func focused(
        _ session: EditSession, _ intrinsics: Intrinsics, _ distance: Double, _ focalLength: Double, _ activity: String
    ) throws -> RGBImage {
        let refocus = Refocus(
            lens: ThinLens(focusDistance: distance, fNumber: fNumber, focalLength: focalLength), aperture: aperture,
            highlights: highlights)
        return try session.working(activity) {
            try refocus(session.original.image, nearness: session.nearness, intrinsics: intrinsics, report: $0)
        }
    }

    /// Even steps of 1/distance are even steps of blur; they begin and end gently.
    private func rack(
        _ session: EditSession, _ intrinsics: Intrinsics, from start: Double, to end: Double, _ focalLength: Double,
        _ url: URL
    ) throws -> [URL] {
        let stem = url.deletingPathExtension().lastPathComponent
        let files = (1...frames).map { number in
            url.deletingLastPathComponent()
                .appendingPathComponent("\(stem)-\(String(format: "%04d", number)).\(url.pathExtension)")
        }
        for file in files { try edit.check(file) }
        for (number, file) in files.enumerated() {
            let share = Double(number) / Double(frames - 1)
            let eased = share * share * (3 - 2 * share)
            let distance = 1 / max((1 - eased) / start + eased / end, 1e-9)
            let picture = try focused(
                session, intrinsics, distance, focalLength, "frame \(number + 1) of \(frames)")
            try session.save(picture, to: file)
        }
        return files
    }
}
