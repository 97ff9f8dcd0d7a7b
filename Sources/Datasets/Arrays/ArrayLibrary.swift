/// What the libraries for arrays have in common.
enum ArrayLibrary {
    /// The text in a C array of characters.
    static func text<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// The error for a library's `reason`.
    static func failure(_ isLibraryMissing: Bool, _ subject: String, _ reason: String) -> DatasetError {
        isLibraryMissing
            ? DatasetError(.libraryMissing, "\(subject) cannot be read: \(reason).")
            : DatasetError(.malformed, "\(subject) \(reason).")
    }
}
