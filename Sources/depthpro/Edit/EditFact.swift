import Foundation

/// A number that an edit found or used.
struct EditFact: Encodable {
    let value: Double
    let unit: String

    init(_ value: Double, _ unit: String = "") { (self.value, self.unit) = (value, unit) }

    var words: String {
        let number = value.isFinite ? String(format: "%.3g", value) : "∞"
        return unit.isEmpty ? number : "\(number) \(unit)"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        // JSON knows no infinity.
        if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
    }
}
