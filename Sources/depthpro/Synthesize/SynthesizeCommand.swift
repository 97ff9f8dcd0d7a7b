internal import ArgumentParser
internal import Foundation
internal import Images
internal import Scenes

/// `depthpro synthesize`.
struct SynthesizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synthesize", abstract: "Renders synthetic photos with exact depth.")

    @Option(help: "Kinds of places, separated by commas.")
    var scenes = SceneKind.allCases.map(\.rawValue).joined(separator: ",")

    @Option(help: "How many photos.")
    var count = 8

    @Option(help: "Width and height in pixels, as in 384x384.")
    var size = "384x384"

    @Option(help: "Chooses worlds, cameras and noise.")
    var seed: UInt64 = 0

    @Option(help: "Light paths per pixel.")
    var samples = 6

    @Option(help: "Threads.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "A folder of meshes, textures and panoramas; may be given again.")
    var assets: [String] = []

    @Option(help: "Write photos beside their depth into one JPEG.")
    var contactSheet: String?

    func run() throws {
        let parts = size.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2, parts.allSatisfy({ (16...4096).contains($0) }) else {
            throw ValidationError("--size is width x height from 16 to 4096, not \(size).")
        }
        let kinds = try scenes.split(separator: ",").map { name in
            guard let kind = SceneKind(rawValue: String(name)) else {
                throw ValidationError("--scenes knows \(SceneKind.allCases.map(\.rawValue)), not \(name).")
            }
            return kind
        }
        let library = assets.isEmpty ? nil : try AssetLibrary(folders: assets.map { URL(fileURLWithPath: $0) })
        let synthesizer = Synthesizer(
            .init(kinds: kinds, width: parts[0], height: parts[1], seed: seed, samples: samples), assets: library)
        var sheet = ContactSheet()
        let clock = ContinuousClock()
        var rays = 0
        let start = clock.now
        for world in 0..<(count + 3) / 4 {
            for frame in try synthesizer.frames(ofWorld: world, upTo: count, threads: threads) {
                rays += frame.rayCount
                sheet.add(frame.image, frame.depth)
            }
        }
        let seconds = Double((clock.now - start) / .milliseconds(1)) / 1000
        print("\(count) photos, \(Double(count) / seconds)/s, \(Double(rays) / seconds / 1e6) Mrays/s")
        if let contactSheet, let picture = sheet.picture() {
            let url = URL(fileURLWithPath: contactSheet)
            if url.pathExtension.lowercased() == "png" { try picture.writePNG(to: url) } else { try picture.writeJPEG(to: url) }
        }
    }
}
