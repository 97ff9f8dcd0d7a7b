import Editing
import Foundation
import Images
import Scenes
import Testing

/// The figures of docs/editing.md: `EDITING_FIGURES=1 swift test --filter RefocusFigures` prints them.
@Suite struct RefocusFigures {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["EDITING_FIGURES"] != nil))
    func againstTheRayTracedLens() throws {
        let folder = ProcessInfo.processInfo.environment["EDITING_FIGURES"].map { URL(fileURLWithPath: $0) }
        var sums = SIMD3<Double>.zero
        var count = 0.0
        for kind in SceneKind.rendered {
            for (number, quantile) in [0.1, 0.8].enumerated() {
                let scene = try ThinLensScene(kind, seed: UInt64(number + 1), radius: 8, focusQuantile: quantile)
                let ours = try Refocus(lens: scene.lens)(
                    scene.sharp, nearness: Nearness(scene.depth), intrinsics: scene.intrinsics, threads: 1)
                let naive = scene.naive()
                let figures = SIMD3(
                    ThinLensScene.psnr(ours, scene.blurred), ThinLensScene.psnr(naive, scene.blurred),
                    ThinLensScene.psnr(scene.sharp, scene.blurred))
                sums += figures
                count += 1
                print(kind.rawValue, quantile, (0..<3).map { String(format: "%.2f", figures[$0]) })
                if let folder {
                    let stem = "\(kind.rawValue)-\(number)"
                    for (name, image) in [
                        ("ours", ours), ("naive", naive), ("sharp", scene.sharp), ("truth", scene.blurred),
                    ] {
                        try image.writePNG(to: folder.appendingPathComponent("\(stem)-\(name).png"))
                    }
                }
            }
        }
        let mean = sums / count
        print("mean", (0..<3).map { String(format: "%.2f", mean[$0]) })
    }
}
