package import Foundation

/// The numbers and matrices in an XML file that OpenCV's `FileStorage` wrote.
package struct OpenCVStorage: Sendable {
    private let text: String
    private let file: String

    package init(contentsOf url: URL) throws(DatasetError) {
        text = try SampleFile.text(url)
        file = url.relativePath
        guard text.contains("<opencv_storage>") else {
            throw DatasetError(.malformed, "\(file) is no XML file of OpenCV's.")
        }
    }

    /// The number in the element `name`.
    package func number(_ name: String) throws(DatasetError) -> Double {
        guard let element = element(name, in: text[...]),
            let number = Double(element.trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw DatasetError(.malformed, "\(file) has no number “\(name)”.") }
        return number
    }

    /// The matrix in the element `name`, row by row.
    package func matrix(_ name: String) throws(DatasetError) -> (columns: Int, values: [Double]) {
        let numbers = { (part: Substring?) in
            (part ?? "").split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        }
        let matrix = element(name, in: text[...])
        let values = numbers(matrix.flatMap { element("data", in: $0) })
        let rows = numbers(matrix.flatMap { element("rows", in: $0) })
        let columns = numbers(matrix.flatMap { element("cols", in: $0) })
        guard rows.count == 1, columns.count == 1, columns[0] >= 1, columns[0] <= 1000,
            rows[0] * columns[0] == Double(values.count)
        else { throw DatasetError(.malformed, "\(file) has no matrix “\(name)”.") }
        return (Int(columns[0]), values)
    }

    /// What stands between the first tag `name`, with or without attributes, and the next that closes it.
    private func element(_ name: String, in text: Substring) -> Substring? {
        for opening in ["<\(name)>", "<\(name) "] {
            guard let start = text.range(of: opening), let close = text[start.lowerBound...].firstIndex(of: ">") else {
                continue
            }
            let rest = text[text.index(after: close)...]
            if let end = rest.range(of: "</\(name)>") { return rest[..<end.lowerBound] }
        }
        return nil
    }
}
