import Foundation
import Images
import Scenes
import Testing
import Views

@Suite("Views of synthetic scenes")
struct SynthesisTests {
    enum Method: String, CaseIterable {
        case warp = "forward warping"
        case sheet = "mesh, uncut"
        case mesh = "mesh, cut"
        case layers = "layers"

        func view(_ pair: MovedCamera) throws -> RGBImage {
            switch self {
            case .warp: PlainViews.forwardWarp(pair.photo, pair.depth, pair.intrinsics, pair.camera)
            case .sheet:
                try PlainViews.mesh(pair.photo, pair.depth, pair.intrinsics, pair.camera, isCut: false)
            case .mesh: try PlainViews.mesh(pair.photo, pair.depth, pair.intrinsics, pair.camera, isCut: true)
            case .layers:
                try LayeredScene(photo: pair.photo, depth: pair.depth, intrinsics: pair.intrinsics)
                    .view(pair.camera).image
            }
        }
    }

    struct Score {
        var seen = ImageQuality()
        var new = ImageQuality()

        mutating func add(_ pair: MovedCamera, _ image: RGBImage) {
            let map = ImageQuality.ssimMap(image, pair.truth)
            seen.add(image, pair.truth, mask: pair.isSeen, map: map)
            new.add(image, pair.truth, mask: pair.isSeen.map { !$0 }, map: map)
        }
    }

    @Test(
        "The table of docs/views.md",
        .enabled(if: ProcessInfo.processInfo.environment["VIEWS_TABLE"] != nil, "slow; VIEWS_TABLE=FOLDER writes it"))
    func table() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["VIEWS_TABLE"] ?? "")
        let worlds = Int(ProcessInfo.processInfo.environment["VIEWS_WORLDS"] ?? "") ?? 2
        var scores: [Method: Score] = [:]
        var count = 0
        for kind in SceneKind.allCases {
            for seed in 0..<worlds {
                let pairs = try MovedCamera.pairs(
                    kind, seed: UInt64(seed) + 40, moves: [[0.05, 0, 0], [-0.03, 0.02, 0.08]], width: 640, height: 480,
                    samples: 24)
                for (index, pair) in pairs.enumerated() {
                    count += 1
                    let name = "\(kind.rawValue)-\(seed)-\(index)"
                    try pair.truth.writePNG(to: folder.appendingPathComponent("\(name)-truth.png"))
                    if index == 0 { try pair.photo.writePNG(to: folder.appendingPathComponent("\(name)-photo.png")) }
                    for method in Method.allCases {
                        let image = try method.view(pair)
                        try image.writePNG(to: folder.appendingPathComponent("\(name)-\(method).png"))
                        scores[method, default: Score()].add(pair, image)
                        var own = Score()
                        own.add(pair, image)
                        print(name, method, own.seen.psnr, own.new.psnr, own.seen.ssim, own.new.ssim, own.new.count)
                    }
                }
            }
        }
        var lines = ["\(count) views", "| | PSNR seen | PSNR new | SSIM seen | SSIM new |", "|---|---|---|---|---|"]
        for method in Method.allCases {
            let score = scores[method, default: Score()]
            lines.append(
                String(
                    format: "| %@ | %.2f | %.2f | %.4f | %.4f |", method.rawValue, score.seen.psnr, score.new.psnr,
                    score.seen.ssim, score.new.ssim))
        }
        let share = scores[.layers].map { Double($0.new.count) / Double($0.new.count + $0.seen.count) } ?? 0
        lines.append(String(format: "%.2f %% of the pixels are newly seen", share * 100))
        try (lines.joined(separator: "\n") + "\n").write(
            to: folder.appendingPathComponent("table.md"), atomically: true, encoding: .utf8)
    }
}
