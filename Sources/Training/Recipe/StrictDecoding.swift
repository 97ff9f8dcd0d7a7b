extension Decoder {
    /// A container in which a key that `Keys` does not know is an error: a misspelt option must not be ignored.
    func strictContainer<Keys: CodingKey & CaseIterable>(
        _ keys: Keys.Type
    ) throws -> KeyedDecodingContainer<Keys> {
        let known = Keys.allCases.map(\.stringValue)
        for key in try container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: codingPath,
                    debugDescription:
                        "“\(key.stringValue)” is not known here; known are \(known.joined(separator: ", "))"))
        }
        return try container(keyedBy: keys)
    }
}

/// Any key at all.
struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
