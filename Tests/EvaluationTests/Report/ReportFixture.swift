import Evaluation
import Foundation
import Images
import TestSupport

/// Results as a command would fill them in, of two depth sets, mattes and focal lengths.
enum ReportFixture {
    static let datasets = [
        EvaluatedDataset(name: "sintel", title: "Sintel", content: .depth, minimum: 0.01, maximum: 80, count: 12),
        EvaluatedDataset(name: "sun-rgbd", title: "SUN RGB-D", content: .depth, minimum: 0.001, maximum: 10, count: 12),
        EvaluatedDataset(name: "am-2k", title: "AM-2k", content: .mattes, minimum: 0, maximum: nil, count: 12),
        EvaluatedDataset(name: "spaq", title: "SPAQ", content: .focalLengths, minimum: 0, maximum: nil, count: 12),
    ]
    static let methods = [
        EvaluatedMethod(name: "small", parameters: 25_000_000, nativeWidth: 384, nativeHeight: 384),
        EvaluatedMethod(name: "midas"), EvaluatedMethod(name: "fast-depth"),
    ]

    static func results(alignments: [Alignment] = [.none, .affineInverse]) -> EvaluationResults {
        var generator = SeededGenerator(seed: 4)
        var rows: [ImageScore] = []
        for alignment in alignments {
            for dataset in datasets {
                for (index, method) in methods.enumerated() {
                    for image in 1...12 {
                        rows.append(row(dataset, method, alignment, image, Double(index), &generator))
                    }
                }
            }
        }
        rows[3].scores = [:]
        rows[3].profile = nil
        rows[3].failure = "The prediction has no valid pixel."
        return EvaluationResults(datasets: datasets, methods: methods, alignments: alignments, rows: rows)
    }

    private static func row(
        _ dataset: EvaluatedDataset, _ method: EvaluatedMethod, _ alignment: Alignment, _ image: Int, _ worse: Double,
        _ generator: inout SeededGenerator
    ) -> ImageScore {
        let noise = Double.random(in: 0.8...1.2, using: &generator)
        var row = ImageScore(
            dataset: dataset.name, image: "scene-\(image < 10 ? "0" : "")\(image)", method: method.name,
            alignment: alignment, scores: [:])
        switch dataset.content {
        case .depth:
            let error = (0.1 + 0.05 * worse) * noise
            row.scores = [
                .delta1: 1 - error, .delta2: 1 - error / 2, .delta3: 1 - error / 4, .absoluteRelativeError: error,
                .log10: error / 2, .rootMeanSquareError: 3 * error, .rootMeanSquareLogError: error,
                .scaleInvariantLogError: 100 * error, .boundaryF1: 0.3 / (1 + worse) * noise,
                .boundaryPrecision: 0.4 / (1 + worse) * noise, .boundaryRecall: 0.2 / (1 + worse) * noise,
            ]
            row.profile = profile(error, &generator)
        case .mattes: row.scores = [.matteRecall: 0.1 / (1 + worse) * noise]
        case .focalLengths:
            let error = (0.15 + 0.15 * worse) * noise * noise
            row.scores = [
                .focalError: error, .focalDelta25: error < 0.25 ? 1 : 0, .focalDelta50: error < 0.5 ? 1 : 0,
            ]
        }
        if method.parameters != nil { row.scores[.seconds] = 0.7 * noise }
        return row
    }

    private static func profile(_ error: Double, _ generator: inout SeededGenerator) -> ErrorProfile {
        let target = (0..<400).map { 0.5 * Float(pow(1.01, Double($0))) }
        let prediction = target.map {
            $0 * Float.random(in: Float(1 - error)...Float(1 + 2 * error), using: &generator)
        }
        return ErrorProfile(
            MatchedDepths(
                prediction: .init(width: 400, height: 1, values: prediction),
                target: .init(width: 400, height: 1, values: target)))
    }
}
