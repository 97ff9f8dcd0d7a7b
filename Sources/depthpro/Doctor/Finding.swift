/// One thing that `depthpro doctor` looked at.
struct Finding: Encodable {
    enum Status: String, Encodable {
        case ok
        /// Works, but not as well as it could; or may be absent.
        case note
        /// Nothing works without it.
        case missing
    }

    let name: String
    let status: Status
    /// What was found.
    let detail: String
    /// What to do about it.
    var advice: String?
}
