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

extension KeyedDecodingContainer {
    /// One of few words, where there is one; another is an error that names them all.
    func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type, forKey key: Key) throws -> Word?
    where Word.RawValue == String {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let word = Word(rawValue: text) else { throw unknown(text, of: type, forKey: key) }
        return word
    }

    func unknown<Word: RawRepresentable & CaseIterable>(
        _ text: String, of type: Word.Type, forKey key: Key
    ) -> DecodingError where Word.RawValue == String {
        .dataCorruptedError(
            forKey: key, in: self,
            debugDescription: "“\(text)” is not known here; known are "
                + type.allCases.map(\.rawValue).joined(separator: ", "))
    }
}

/// Any key at all.
struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
