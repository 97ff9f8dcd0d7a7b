import ArgumentParser
import Images

/// What is known of the lens.
struct FocalLengthArguments: ParsableArguments {
    @Option(
        name: .customLong("focal-length-px"),
        help: .init("Focal length in pixels of the upright photo.", valueName: "x"))
    var pixels: Double?

    @Option(
        name: .customLong("focal-length-35mm"),
        help: .init(
            "Focal length in millimetres on a 35 mm camera with the same diagonal field of view.", valueName: "x"))
    var equivalent35mm: Double?

    @Option(
        name: .customLong("fov"), help: .init("Horizontal field of view in degrees.", valueName: "degrees"))
    var fieldOfView: Double?

    @Flag(name: .customLong("ignore-exif"), help: "Do not believe the focal length that the photo records.")
    var ignoresExif = false

    /// What was stated, if anything.
    var option: FocalLengthOption? {
        if let pixels { return .pixels(pixels) }
        if let equivalent35mm { return .equivalent35mm(equivalent35mm) }
        return fieldOfView.map { .horizontalFieldOfView($0) }
    }

    func validate() throws {
        let stated = [
            ("--focal-length-px", pixels), ("--focal-length-35mm", equivalent35mm), ("--fov", fieldOfView),
        ].filter { $0.1 != nil }
        guard stated.count < 2 else {
            throw ValidationError("\(stated[0].0) and \(stated[1].0) both state the focal length: give one of them")
        }
        for case let (name, value?) in stated where !Self.sensible.contains(value) {
            throw ValidationError("\(name) must be a number between 0.001 and 1000000, and is \(value)")
        }
        if let fieldOfView, fieldOfView >= 180 {
            throw ValidationError("--fov must be less than 180 degrees, and is \(fieldOfView)")
        }
    }

    /// Far beyond every lens, yet within what float32 can scale depths by.
    private static let sensible = 1e-3...1e6
}
