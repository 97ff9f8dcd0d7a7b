/// The version of the package.
enum ProgramVersion {
    static let current = "0.1.0"
}
