import Evaluation
import Foundation
import Images

/// Where the results go: the terminal, and the files that were asked for.
struct EvaluationOutput {
    let json: String?
    let csv: String?
    let report: String?
    /// Images shown of each data set and method: so many of the best, and of the worst.
    let shown: Int

    func write(
        _ results: EvaluationResults, _ sources: [EvaluationSource], _ methods: [any PredictionSource]
    ) async throws {
        for alignment in results.alignments {
            let table = results.table(alignment: alignment)
            if !table.isEmpty { print(table) }
        }
        if let json { try write(try EvaluationSummary(results).json(), json) }
        if let csv { try write(Data(results.csv.utf8), csv) }
        if let report {
            let pictures = await pictures(results, sources, methods)
            try write(Data(EvaluationReport(results: results, pictures: pictures).html.utf8), report)
        }
    }

    private func write(_ data: Data, _ path: String) throws {
        try AtomicFile.write(data, to: URL(fileURLWithPath: path))
    }

    /// The best and the worst images, predicted once more: keeping all predictions of a large set would take too much.
    private func pictures(
        _ results: EvaluationResults, _ sources: [EvaluationSource], _ methods: [any PredictionSource]
    ) async -> [EvaluationPicture] {
        var pictures: [EvaluationPicture] = []
        for source in sources {
            for method in methods {
                for alignment in results.alignments {
                    let rows = results.bestAndWorst(
                        dataset: source.facts.name, method: method.facts.name, alignment: alignment, count: shown)
                    for row in rows {
                        guard Interruption.exitStatus == nil else { return pictures }
                        do {
                            if let picture = try await picture(row, source, method) { pictures.append(picture) }
                        } catch {
                            StandardError.write("depthpro: no picture of \(row.image.onOneLine): \(error)\n")
                        }
                    }
                }
            }
        }
        return pictures
    }

    private func picture(
        _ row: ImageScore, _ source: EvaluationSource, _ method: any PredictionSource
    ) async throws -> EvaluationPicture? {
        guard let item = try source.item(named: row.image) else { return nil }
        guard let depth = try await method.prediction(of: row.image, in: row.dataset, item).depth else { return nil }
        switch item.truth {
        case .camera: return nil
        case .matte(let matte):
            return try EvaluationPicture(of: row, photo: item.photo.image, prediction: depth, matte: matte)
        case .depth(let truth):
            let pair = MatchedDepths(prediction: depth, target: truth, range: source.range)
            guard let transform = row.alignment.transform(fitting: pair) else { return nil }
            return try EvaluationPicture(
                of: row, photo: item.photo.image,
                prediction: transform.applied(to: depth, farthest: source.range.maximum), truth: truth,
                range: source.range)
        }
    }
}
