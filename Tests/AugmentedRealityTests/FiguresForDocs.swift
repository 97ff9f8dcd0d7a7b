import AugmentedReality
import Foundation
import Images
import Scenes
import Testing

/// Writes the tables of `docs/augmented-reality.md`:
///
///     AR_FIGURES=docs/augmented-reality.md swift test -c release --filter FiguresForDocs
@Suite struct FiguresForDocs {
    private static let path = ProcessInfo.processInfo.environment["AR_FIGURES"]
    private static let roomCount = 12

    @Test(.enabled(if: path != nil, "AR_FIGURES names no file")) func write() throws {
        let url = URL(fileURLWithPath: try #require(Self.path))
        let rooms = try (100..<100 + UInt64(Self.roomCount)).map { try RoomOfBoxes(seed: $0, width: 640, height: 480) }
        var document = try String(contentsOf: url, encoding: .utf8)
        document = Self.replacing("measuring", in: document, with: try Self.measuring(rooms))
        document = Self.replacing("placing", in: document, with: try Self.placing(Array(rooms.prefix(4))))
        try Data(document.utf8).write(to: url)
    }

    private static func measuring(_ rooms: [RoomOfBoxes]) throws -> String {
        let exact = try MeasuringFigures(rooms: rooms, trust: .measured) { room, _ in room.rendering.depth }
        let waves = try [0.01, 0.03, 0.05].map { error in
            try MeasuringFigures(rooms: rooms, trust: .init(scale: error / 2, shape: error * 1.2), edgeWidth: 4) {
                room, seed in
                room.estimatedDepth(error: error, seed: seed)
            }
        }
        var lines = [
            "| | count | exact depth | depth with errors of 1 % | 3 % | 5 % | truth within ± 2 σ (3 %) |",
            "|---|---|---|---|---|---|---|",
        ]
        for name in MeasuringFigures.names {
            guard let own = exact.errors[name] else { continue }
            var cells = [name, "\(own.shares.count)", text(own)]
            cells += waves.map { $0.errors[name].map(text) ?? "–" }
            cells.append(String(format: "%.0f %%", 100 * (waves[1].errors[name]?.within ?? .nan)))
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n")
    }

    private static func text(_ errors: MeasuringFigures.Errors) -> String {
        String(format: "%.1f / %.1f %%", 100 * errors.median, 100 * errors.percentile(0.9))
    }

    private static func placing(_ rooms: [RoomOfBoxes]) throws -> String {
        let model = try PlacingTests.model.get()
        var lines = [
            "| depth | models | in sight on average | intersection over union: median | worst, pixels in sight there | outline off by (median) |",
            "|---|---|---|---|---|---|",
        ]
        for (name, error) in [("exact", nil), ("with errors of 1 %", 0.01), ("3 %", 0.03)] as [(String, Double?)] {
            let figures = try PlacingFigures(rooms: rooms, model: model) { room, seed in
                error.map { room.estimatedDepth(error: $0, seed: seed) } ?? room.rendering.depth
            }
            let visible = figures.results.reduce(0) { $0 + $1.visible } / Double(figures.results.count)
            let shifts = figures.results.map(\.shift).sorted()
            lines.append(
                String(
                    format: "| %@ | %d | %.0f %% | %.3f | %.3f, %d | %.0f px |", name as NSString,
                    figures.results.count,
                    100 * visible, figures.medianOverlap, figures.worstOverlap, figures.worst?.pixels ?? 0,
                    shifts[shifts.count / 2]))
        }
        return lines.joined(separator: "\n")
    }

    /// Puts a table between two comments.
    private static func replacing(_ name: String, in document: String, with table: String) -> String {
        let (start, end) = ("<!-- \(name) -->\n", "<!-- end -->")
        guard let first = document.range(of: start),
            let last = document.range(of: end, range: first.upperBound..<document.endIndex)
        else { return document }
        return document.replacingCharacters(in: first.upperBound..<last.lowerBound, with: table + "\n")
    }
}
