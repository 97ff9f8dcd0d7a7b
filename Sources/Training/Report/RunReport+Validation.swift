internal import Evaluation
internal import Foundation
internal import Images

extension RunReport {
    /// Curves of the metrics, and the last ones as a table.
    var validation: String {
        guard !history.evaluations.isEmpty else { return "" }
        let latest = sources.compactMap { source in history.evaluations.last { $0.source == source } }
        let header = metrics.map { "<th scope=\"col\">\($0.escaped)</th>" }.joined()
        let rows = latest.map { fact in
            let cells = metrics.map { "<td>\(fact.metrics[$0].map(NumberText.short) ?? "")</td>" }.joined()
            return
                "<tr><th scope=\"row\">\(fact.source.escaped)</th><td>\(fact.totalSteps)</td>"
                + "<td>\(fact.samples)</td>\(cells)</tr>"
        }
        return """
            <section><h2>Validation</h2>
            <div class="scroll"><table class="numbers"><thead><tr><th scope="col">held-back data</th>\
            <th scope="col">step</th><th scope="col">samples</th>\(header)</tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
            <div class="charts">
            \(validationCharts.map(\.html).joined(separator: "\n"))
            </div></section>
            """
    }

    /// How many evaluations are shown; pictures of all would make a page of many megabytes.
    private static let pictureLimit = 6

    /// Photo, prediction and truth, the last evaluation first.
    var predictions: String {
        let shown = Dictionary(grouping: history.evaluations.filter { !$0.pictures.isEmpty }, by: \.totalSteps)
            .sorted { $0.key > $1.key }
        guard !shown.isEmpty else { return "" }
        let groups = spread(shown, Self.pictureLimit).enumerated().map { index, group in
            let pictures = group.value.flatMap { fact in
                fact.pictures.compactMap { self.picture($0, source: fact.source, step: fact.totalSteps) }
            }
            return """
                <details\(index == 0 ? " open" : "")><summary>Step \(group.key)</summary>
                <div class="pictures">\(pictures.joined(separator: "\n"))</div></details>
                """
        }
        return """
            <section><h2>Predictions</h2>
            <p class="muted">From left to right: the photo, the predicted depth and the true depth, near in red and \
            far in blue; black where the truth is not known.</p>
            \(groups.joined(separator: "\n"))</section>
            """
    }

    /// The first, the last, and some between.
    private func spread<Element>(_ all: [Element], _ limit: Int) -> [Element] {
        guard all.count > limit else { return all }
        return (0..<limit).map { all[$0 * (all.count - 1) / (limit - 1)] }
    }

    private func picture(_ name: String, source: String, step: Int) -> String? {
        let url = folder.pictures.appending(path: name)
        guard let picture = (try? Data(contentsOf: url)).flatMap(EncodedPicture.init) else { return nil }
        let alternative = "\(source) at step \(step): photo, prediction, truth"
        return """
            <figure><img src="data:\(picture.mediaType);base64,\(picture.data.base64EncodedString())" \
            width="\(picture.width)" height="\(picture.height)" alt="\(alternative.escaped)">\
            <figcaption>\(source.escaped)</figcaption></figure>
            """
    }
}
