public import Foundation
internal import Images

/// The folder of one run: its recipe, checkpoints, history and results.
///
/// ```
/// recipe.yaml            a copy, byte for byte
/// checkpoints/           step-00000500.safetensors, the last few
/// history.jsonl          what report.html is made of
/// events/                for TensorBoard
/// report.html
/// model.safetensors      the averaged weights, as `depthpro predict --model` takes them
/// ```
public struct RunFolder: Sendable {
    /// Where it is.
    public let url: URL

    /// Names a folder; ``prepare(recipe:)`` makes it.
    public init(_ url: URL) { self.url = url }

    /// The copy of the recipe.
    public var recipe: URL { url.appending(path: "recipe.yaml") }
    /// The folder of the checkpoints.
    public var checkpoints: URL { url.appending(path: "checkpoints") }
    /// What happened, a line each.
    public var history: URL { url.appending(path: "history.jsonl") }
    /// TensorBoard's files.
    public var events: URL { url.appending(path: "events") }
    /// The page to look at.
    public var report: URL { url.appending(path: "report.html") }
    /// Predictions on validation data.
    public var pictures: URL { url.appending(path: "pictures") }
    /// The result.
    public var model: URL { url.appending(path: "model.safetensors") }
    /// A batch that gave no finite numbers.
    public var failedBatch: URL { url.appending(path: "failed-batch.safetensors") }

    /// Checks that the folder is free for a new run, or holds a run of the same recipe; writes nothing.
    ///
    /// - Parameter text: Of the recipe.
    /// - Throws: ``TrainingError`` with ``TrainingError/Code/unreadableRun`` where something else is there.
    public func check(recipe text: String) throws(TrainingError) {
        if let present = try? String(contentsOf: recipe, encoding: .utf8) {
            guard present == text else {
                throw TrainingError(
                    .unreadableRun,
                    "\(url.relativePath) holds the run of another recipe: name another folder with --output, or remove it"
                )
            }
        } else if let names = try? FileManager.default.contentsOfDirectory(atPath: url.path), !names.isEmpty {
            throw TrainingError(
                .unreadableRun, "\(url.relativePath) is not empty and holds no run: name another folder with --output")
        }
    }

    /// Makes the folder, after ``check(recipe:)``.
    ///
    /// - Parameter text: Of the recipe.
    /// - Throws: ``TrainingError`` with ``TrainingError/Code/unwritable``.
    public func prepare(recipe text: String) throws(TrainingError) {
        do {
            for folder in [url, checkpoints, pictures] {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
            try AtomicFile.write(Data(text.utf8), to: recipe)
        } catch {
            throw TrainingError(.unwritable, "\(url.relativePath): \(error)", cause: error)
        }
    }

    /// The checkpoints by their number of steps, the last first.
    func checkpointFiles() -> [(steps: Int, url: URL)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: checkpoints.path)) ?? []
        return names.compactMap { name -> (Int, URL)? in
            guard name.hasPrefix("step-"), name.hasSuffix(".safetensors"),
                let steps = Int(name.dropFirst(5).dropLast(12))
            else { return nil }
            return (steps, checkpoints.appending(path: name))
        }
        .sorted { $0.0 > $1.0 }
    }

    func checkpoint(steps: Int) -> URL {
        let digits = String(steps)
        let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        return checkpoints.appending(path: "step-\(padded).safetensors")
    }
}
