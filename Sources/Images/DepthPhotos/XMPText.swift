import Foundation

/// Reads values out of XMP: enough for properties of one namespace that are attributes, elements, or ordered lists.
struct XMPText {
    private let text: String
    /// Names that stand for the namespace in this packet.
    private let prefixes: [String]

    init(_ text: String, namespace: String) {
        self.text = text
        var prefixes: [String] = []
        for quote in ["\"", "'"] {
            var rest = text[...]
            while let found = rest.range(of: "=\(quote)\(namespace)\(quote)") {
                let before = rest[..<found.lowerBound]
                if let start = before.range(of: "xmlns:", options: .backwards) {
                    let prefix = String(before[start.upperBound...])
                    if prefix.count < 40, !prefixes.contains(prefix) { prefixes.append(prefix) }
                }
                rest = rest[found.upperBound...]
            }
        }
        self.prefixes = prefixes
    }

    /// Whether the packet names the namespace at all.
    var isPresent: Bool { !prefixes.isEmpty }

    /// The value of a property; `nil` where there is none.
    func value(_ name: String) -> Substring? {
        for prefix in prefixes {
            for quote in ["\"", "'"] {
                if let value = between("\(prefix):\(name)=\(quote)", quote) { return value }
            }
            if let value = between("<\(prefix):\(name)>", "</\(prefix):\(name)>") { return value }
        }
        return nil
    }

    func number(_ name: String) -> Double? {
        value(name).flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
            .flatMap { $0.isFinite ? $0 : nil }
    }

    /// The numbers of an ordered list; empty where there is none.
    func numbers(_ name: String) -> [Double] {
        guard let list = value(name) else { return [] }
        return list.components(separatedBy: "<rdf:li>").dropFirst().compactMap { item in
            item.range(of: "</rdf:li>").flatMap { Double(item[..<$0.lowerBound]) }
        }
    }

    private func between(_ start: String, _ end: String) -> Substring? {
        guard let first = text.range(of: start), let last = text.range(of: end, range: first.upperBound..<text.endIndex)
        else { return nil }
        return text[first.upperBound..<last.lowerBound]
    }
}
