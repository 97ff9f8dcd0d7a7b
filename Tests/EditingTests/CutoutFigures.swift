import Editing
import Foundation
import Images
import Scenes
import Testing

/// The table of docs/editing.md about cut-outs; see ``RefocusFigures``.
@Suite struct CutoutFigures {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["EDITING_FIGURES"] != nil))
    func againstTheTrueMatte() throws {
        let folder = ProcessInfo.processInfo.environment["EDITING_FIGURES"].map { URL(fileURLWithPath: $0) }
        let kinds: [SceneKind] = [.room, .tabletop, .street]
        for hairs in [0, 2500] {
            var sums = SIMD4<Double>.zero
            for kind in kinds {
                let scene = try MatteScene(kind, seed: 2, hairs: hairs)
                let result = try Cutout(far: scene.limit, band: hairs > 0 ? 14 : 3)(
                    scene.photo, nearness: Nearness(scene.depth), threads: 1)
                let (ours, hard) = (scene.errors(result.matte.values), scene.errors(scene.threshold))
                sums += SIMD4(ours.sad, ours.mse, hard.sad, hard.mse)
                print(kind.rawValue, hairs, ours, hard)
                if let folder {
                    try scene.photo.writePNG(to: folder.appendingPathComponent("cut-\(kind.rawValue)-\(hairs).png"))
                    try result.composed(over: .color(RGBColor(red: 255, green: 0, blue: 255)))
                        .writePNG(to: folder.appendingPathComponent("cut-\(kind.rawValue)-\(hairs)-magenta.png"))
                }
            }
            print("mean", hairs, sums / Double(kinds.count))
        }
    }
}
