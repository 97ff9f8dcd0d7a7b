import Datasets
import Foundation
import Images
import Scenes
import Synchronization

/// Makes the frames that are missing, writes them, and tells how it goes.
struct SynthesizeRun {
    let synthesizer: Synthesizer
    let folder: SynthesisFolder?
    let sheet: URL?
    let count: Int
    let threads: Int
    let isQuiet: Bool
    let printsJSON: Bool

    /// A picture of more would be looked at by nobody.
    private static let mostOnSheet = 48

    private struct State {
        var progress: ProgressReporter
        var rays = 0
        var made = 0
        var tiles: [Int: ContactSheet.Tile] = [:]
    }

    private struct Summary: Encodable {
        let made: Int
        let kept: Int
        let seconds: Double
        let images_per_second: Double
        let images_per_second_per_thread: Double
        let rays: Int
        let rays_per_second: Double
        let threads: Int
    }

    /// - Returns: The program's exit status.
    func run() throws -> Int32 {
        Interruption.install()
        let wanted = (0..<count).filter { folder?.finished.contains($0) != true }
        let started = ContinuousClock.now
        let state = Mutex(State(progress: ProgressReporter(total: wanted.count, isQuiet: isQuiet)))
        state.withLock { $0.progress.activity("making the first world") }
        try synthesizer.forEachFrame(at: wanted, threads: threads) { frame in
            try folder?.write(frame)
            let tile = sheet != nil && frame.index < Self.mostOnSheet ? ContactSheet.Tile(frame.image, frame.depth) : nil
            state.withLock { state in
                state.made += 1
                state.rays += frame.rayCount
                state.tiles[frame.index] = tile
                state.progress.advance()
                state.progress.activity(frame.id)
            }
            return Interruption.exitStatus == nil
        }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        try state.withLock { state in
            state.progress.clear()
            try writeSheet(state.tiles)
            try report(state, kept: count - wanted.count, seconds: seconds)
        }
        return Interruption.exitStatus ?? 0
    }

    private func writeSheet(_ tiles: [Int: ContactSheet.Tile]) throws {
        guard let sheet else { return }
        var picture = ContactSheet()
        for index in 0..<min(count, Self.mostOnSheet) {
            if let tile = try tiles[index] ?? tileOnDisk(index) { picture.add(tile) }
        }
        guard let image = picture.image() else { return }
        if sheet.pathExtension.lowercased() == "png" {
            try image.writePNG(to: sheet)
        } else {
            try image.writeJPEG(to: sheet)
        }
    }

    private func tileOnDisk(_ index: Int) throws -> ContactSheet.Tile? {
        guard let folder, folder.finished.contains(index) else { return nil }
        let id = synthesizer.id(at: index)
        return ContactSheet.Tile(
            try Photo(contentsOf: folder.url.appending(path: id + ".jpg")).image,
            try FloatRaster.readOpenEXR(folder.url.appending(path: id + ".exr")))
    }

    private func report(_ state: State, kept: Int, seconds: Double) throws {
        let rate = Double(state.made) / max(seconds, 1e-9)
        if printsJSON {
            let summary = Summary(
                made: state.made, kept: kept, seconds: seconds, images_per_second: rate,
                images_per_second_per_thread: rate / Double(threads), rays: state.rays,
                rays_per_second: Double(state.rays) / max(seconds, 1e-9), threads: threads)
            _ = StandardOutput.write(try ModelsOutput.line(summary) + "\n")
        }
        let rays = Double(state.rays) / max(seconds, 1e-9) / 1e6
        let note = kept > 0 ? "; \(kept) were there" : ""
        state.progress.line(
            "\(state.made) photos in \(ProgressReporter.duration(seconds))\(note): "
                + String(format: "%.2f images/s, %.2f million rays/s", rate, rays))
    }
}
