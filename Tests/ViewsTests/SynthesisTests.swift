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

    /// To the right; to the left, up and forward.
    private static let moves: [SIMD3<Double>] = [[0.05, 0, 0], [-0.03, 0.02, 0.08]]

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
        let environment = ProcessInfo.processInfo.environment
        let folder = URL(fileURLWithPath: environment["VIEWS_TABLE"] ?? "")
        let kinds = try (environment["VIEWS_KINDS"] ?? "room,tabletop,street,landscape,collection").split(
            separator: ","
        ).map {
            try #require(SceneKind(rawValue: String($0)))
        }
        let seeds = (environment["VIEWS_SEEDS"] ?? "40,41").split(separator: ",").compactMap { UInt64($0) }
        var lines = ["| scenes | method | PSNR seen | PSNR new | SSIM seen | SSIM new |", "|---|---|---|---|---|---|"]
        for kind in kinds {
            var scores: [Method: Score] = [:]
            var count = 0
            for seed in seeds { count += try measure(kind, seed, &scores, folder) }
            let new = scores[.layers].map { Double($0.new.count) / Double($0.new.count + $0.seen.count) } ?? 0
            for method in Method.allCases {
                let score = scores[method, default: Score()]
                lines.append(
                    String(
                        format: "| %@, %d views, %.1f %% new | %@ | %.2f | %.2f | %.3f | %.3f |", kind.rawValue, count,
                        new * 100, method.rawValue, score.seen.psnr, score.new.psnr, score.seen.ssim, score.new.ssim))
            }
        }
        try (lines.joined(separator: "\n") + "\n").write(
            to: folder.appendingPathComponent("table.md"), atomically: true, encoding: .utf8)
    }

    /// - Returns: How many views were compared.
    private func measure(
        _ kind: SceneKind, _ seed: UInt64, _ scores: inout [Method: Score], _ folder: URL
    ) throws -> Int {
        let pairs = try MovedCamera.pairs(
            kind, seed: seed, moves: Self.moves, width: 480, height: 360, samples: 16)
        for (index, pair) in pairs.enumerated() {
            let name = "\(kind.rawValue)-\(seed)-\(index)"
            try pair.truth.writePNG(to: folder.appendingPathComponent("\(name)-truth.png"))
            for method in Method.allCases {
                let image = try method.view(pair)
                try image.writePNG(to: folder.appendingPathComponent("\(name)-\(method).png"))
                scores[method, default: Score()].add(pair, image)
            }
        }
        return pairs.count
    }

    /// A table-top, and two with leaves before all that is far; two worlds of each, for single views differ (docs/views.md).
    @Test(
        "Layers come nearer to the truth than the simple ways do, on what is seen and on what is new",
        arguments: [SceneKind.tabletop, .street, .landscape])
    func comparison(_ kind: SceneKind) throws {
        let pairs = try [40, 41].flatMap {
            try MovedCamera.pairs(kind, seed: $0, moves: Self.moves, width: 192, height: 144, samples: 4)
        }
        #expect(pairs.count == 2 * Self.moves.count)
        var scores: [Method: Score] = [:]
        for (pair, method) in pairs.flatMap({ pair in Method.allCases.map { (pair, $0) } }) {
            scores[method, default: Score()].add(pair, try method.view(pair))
        }
        let layers = try #require(scores[.layers])
        for method in Method.allCases where method != .layers {
            let other = try #require(scores[method])
            #expect(layers.seen.psnr > other.seen.psnr, "\(method)")
            #expect(layers.new.psnr > other.new.psnr, "\(method)")
        }
    }
}
