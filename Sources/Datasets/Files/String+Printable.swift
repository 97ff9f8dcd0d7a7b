extension String {
    /// The text as it may stand in a message: short, without control characters.
    package var printable: String {
        let shown = unicodeScalars.prefix(60).map { $0.properties.generalCategory == .control ? "?" : String($0) }
        return shown.joined() + (unicodeScalars.count > 60 ? "…" : "")
    }
}
