internal import Foundation
internal import Images

extension EvaluationReport {
    /// The pictures of a data set by method, the best image first.
    func gallery(_ dataset: EvaluatedDataset, _ alignment: Alignment) -> String {
        let own = pictures.filter { $0.dataset == dataset.name && $0.alignment == alignment }
        if own.isEmpty { return "" }
        let groups = results.methods.compactMap { method -> String? in
            let places = places(dataset, method, alignment)
            let figures = own.filter { $0.method == method.name }
                .sorted { (places[$0.image]?.rank ?? .max, $0.image) < (places[$1.image]?.rank ?? .max, $1.image) }
                .map { figure($0, places[$0.image], of: places.count) }
            if figures.isEmpty { return nil }
            return "<details open><summary>\(method.name.escaped)</summary>"
                + "\(figures.joined(separator: "\n"))</details>"
        }
        return "<h3>Best and worst images</h3>" + legend(own) + groups.joined(separator: "\n")
    }

    private func places(
        _ dataset: EvaluatedDataset, _ method: EvaluatedMethod, _ alignment: Alignment
    ) -> [String: (rank: Int, row: ImageScore)] {
        let ordered = results.ordered(dataset: dataset.name, method: method.name, alignment: alignment)
        return Dictionary(ordered.enumerated().map { ($1.image, ($0 + 1, $1)) }) { first, _ in first }
    }

    private func figure(_ picture: EvaluationPicture, _ place: (rank: Int, row: ImageScore)?, of count: Int) -> String {
        let panels = picture.panels.compactMap { panel in
            EncodedPicture(panel.data).map { encoded in
                """
                <div><img src="data:\(encoded.mediaType);base64,\(encoded.data.base64EncodedString())" \
                width="\(encoded.width)" height="\(encoded.height)" \
                alt="\(picture.image.escaped): \(panel.kind.rawValue)"><small>\(panel.kind.rawValue)</small></div>
                """
            }
        }
        var facts = place.map { ["no. \($0.rank) of \(count)"] } ?? []
        for metric in [Metric.absoluteRelativeError, .delta1, .boundaryF1, .matteRecall] {
            if let value = place?.row.scores[metric] { facts.append("\(metric.heading) \(metric.text(value))") }
        }
        if let depths = picture.depths {
            facts.append("colours: \(NumberText.short(depths.lowerBound))–\(NumberText.short(depths.upperBound)) m")
        }
        return """
            <figure class="panels"><figcaption><b>\(picture.image.escaped)</b> \
            \(facts.joined(separator: " · ").escaped)</figcaption>
            <div class="row">\(panels.joined(separator: "\n"))</div></figure>
            """
    }

    private func legend(_ pictures: [EvaluationPicture]) -> String {
        let kinds = Set(pictures.flatMap(\.panels).map(\.kind))
        var keys = ["<span>depth: near <i class=\"bar\" style=\"\(gradient(.turbo, reversed: true))\"></i> far</span>"]
        if kinds.contains(.error) {
            let factor = NumberText.short(PicturePanels.largestFactor)
            let bar = "<i class=\"bar\" style=\"\(gradient(.inferno))\"></i>"
            keys.append("<span>error: none \(bar) \(factor) times or more</span>")
        }
        if kinds.contains(.boundaries) {
            keys.append(
                "<span>boundaries: <b class=\"both\">both</b>, <b class=\"missed\">missed</b>, "
                    + "<b class=\"invented\">invented</b></span>")
        }
        return "<p class=\"muted keys\">\(keys.joined(separator: " "))</p>"
    }

    private func gradient(_ map: ColorMap, reversed: Bool = false) -> String {
        let stops = stride(from: 0, through: 255, by: 17).map { index in
            let color = map.table[(3 * index)..<(3 * index + 3)]
            return "#" + color.map { String(format: "%02x", $0) }.joined()
        }
        return "background:linear-gradient(90deg,\((reversed ? stops.reversed() : stops).joined(separator: ",")))"
    }
}
