import Views
import Testing

@Suite("Views errors")
struct ViewsErrorTests {
    @Test("An error prints its sentence")
    func description() {
        #expect("\(ViewsError(.badArgument, "No such point."))" == "No such point.")
    }
}
