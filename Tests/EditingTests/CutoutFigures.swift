import Editing
import Foundation
import Images
import Scenes
import Testing

/// The table of docs/editing.md about cut-outs; see ``RefocusFigures``.
@Suite struct CutoutFigures {
    private struct Row {
        var soft = MatteScene.Errors()
        var hard = MatteScene.Errors()
        /// In how many scenes the soft matte has the larger error.
        var losses = 0
        var scenes = 0

        mutating func add(_ soft: MatteScene.Errors, _ hard: MatteScene.Errors) {
            self.soft += soft
            self.hard += hard
            scenes += 1
            if soft.sad > hard.sad || soft.mse > hard.mse || soft.gradient > hard.gradient { losses += 1 }
        }

        func line(_ name: String) -> String {
            let count = Double(scenes)
            let numbers = [
                soft.sad, hard.sad, soft.mse, hard.mse, soft.gradient, hard.gradient,
            ].map { String(format: "%.3f", $0 / count) }
            return "| \(([name] + numbers).joined(separator: " | ")) | \(losses) of \(scenes) |"
        }
    }

    /// Exact depth, and depth at a quarter of the photo's width and height.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["EDITING_FIGURES"] != nil))
    func againstTheTrueMatte() throws {
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["EDITING_FIGURES"].map { URL(fileURLWithPath: $0) }
        let seeds = (environment["EDITING_SEEDS"] ?? "1,2").split(separator: ",").compactMap { UInt64($0) }
        for subject in MatteSubject.allCases {
            var rows = [Row(), Row()]
            for seed in seeds {
                for kind in SceneKind.rendered {
                    let scene = try MatteScene(kind, seed: seed, subject: subject)
                    for (index, nearness) in try [Nearness(scene.depth), scene.coarseDepth(4)].enumerated() {
                        let soft = try Cutout(far: scene.limit, band: 1)(scene.photo, nearness: nearness)
                        let hard = try Cutout(far: scene.limit, feather: 0, band: 0)(scene.photo, nearness: nearness)
                        rows[index].add(scene.errors(soft.matte.values), scene.errors(hard.matte.values))
                        if let folder, index == 0 {
                            let stem = "cut-\(subject.rawValue)-\(kind.rawValue)-\(seed)"
                            try scene.photo.writePNG(to: folder.appendingPathComponent("\(stem).png"))
                            try soft.composed(over: .color(RGBColor(red: 255, green: 0, blue: 255)))
                                .writePNG(to: folder.appendingPathComponent("\(stem)-magenta.png"))
                        }
                    }
                }
            }
            print(rows[0].line("\(subject.rawValue), exact depth"))
            print(rows[1].line("\(subject.rawValue), a quarter of it"))
        }
    }
}
