import AugmentedReality
import Testing

@Suite("AugmentedReality errors")
struct AugmentedRealityErrorTests {
    @Test("An error prints its sentence")
    func description() {
        #expect("\(AugmentedRealityError(.badArgument, "No such point."))" == "No such point.")
    }
}
