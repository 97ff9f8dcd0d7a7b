import Editing
import Testing

@Suite("Editing errors")
struct EditingErrorTests {
    @Test("An error prints its sentence")
    func description() {
        #expect("\(EditingError(.badArgument, "No such point."))" == "No such point.")
    }
}
