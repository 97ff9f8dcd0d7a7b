internal import Evaluation

extension RunReport {
    /// Where stages begin, but for the first.
    var marks: [Double] { history.stages.dropFirst().map { Double($0.firstStep) } }

    private func points(_ value: (StepFacts) -> Double?) -> [(x: Double, y: Double)] {
        history.steps.compactMap { step in value(step).map { (Double(step.totalSteps), $0) } }
    }

    /// Curves over the run's steps.
    private func chart(
        _ title: String, note: String = "", series: [Chart.Series], prefersLogarithm: Bool = false
    ) -> Chart? {
        Chart(
            title, note: note, series: series, horizontal: .init(isWhole: true),
            vertical: .init(prefersLogarithm: prefersLogarithm), marks: marks, tellsLast: true)
    }

    /// The total, then one chart a term, with a curve for every kind of data.
    var lossCharts: [Chart] {
        let total = chart(
            "Loss", note: "what is minimised", series: [.init(name: "lately", color: 0, points: points(\.loss))],
            prefersLogarithm: true)
        let names = Set(history.steps.flatMap(\.parts.keys)).sorted()
        let kinds = Set(names.map { kindAndTerm($0).kind }).sorted()
        let byTerm = Dictionary(grouping: names) { kindAndTerm($0).term }
        let terms = byTerm.sorted { $0.key < $1.key }.map { term, names in
            chart(
                term,
                series: names.map { name in
                    let kind = kindAndTerm(name).kind
                    return .init(
                        name: kind, color: kinds.firstIndex(of: kind) ?? 0, points: points { $0.parts[name] })
                }, prefersLogarithm: true)
        }
        return ([total] + terms).compactMap(\.self)
    }

    private func kindAndTerm(_ name: String) -> (kind: String, term: String) {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : ("all", name)
    }

    /// How the weights moved.
    var optimisationCharts: [Chart] {
        [
            chart(
                "Learning rate",
                series: [
                    .init(name: "encoder", color: 0, points: points(\.encoderLearningRate)),
                    .init(name: "decoder", color: 1, points: points(\.decoderLearningRate)),
                ]),
            chart(
                "Gradient norm", note: "before clipping",
                series: [.init(name: "lately", color: 0, points: points(\.gradientNorm))], prefersLogarithm: true),
            chart("Images a second", series: [.init(name: "lately", color: 0, points: points(\.imagesPerSecond))]),
        ].compactMap(\.self)
    }

    /// One chart a metric, with a curve for every source.
    var validationCharts: [Chart] {
        metrics.compactMap { metric in
            let name = MetricName(metric)
            return chart(
                name.title, note: name.note,
                series: sources.enumerated().map { color, source in
                    let points = history.evaluations.filter { $0.source == source }
                        .compactMap { fact in fact.metrics[metric].map { (x: Double(fact.totalSteps), y: $0) } }
                    return .init(name: source, color: color, points: points)
                })
        }
    }

    /// Names of validation sources, in the order of their first evaluation.
    var sources: [String] {
        history.evaluations.reduce(into: []) { if !$0.contains($1.source) { $0.append($1.source) } }
    }

    /// Those that were measured, the commonest first.
    var metrics: [String] {
        let present = Set(history.evaluations.flatMap(\.metrics.keys))
        let order = ["abs_rel", "delta1", "log10", "boundary_f1"]
        return present.sorted { left, right in
            let places = [left, right].map { order.firstIndex(of: $0) ?? order.count }
            return places[0] == places[1] ? left < right : places[0] < places[1]
        }
    }
}
