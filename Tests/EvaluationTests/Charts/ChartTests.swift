import Evaluation
import Testing

@Suite struct ChartTests {
    @Test(arguments: [
        (0.0, "0"), (1, "1"), (0.03125, "0.0312"), (1.005, "1"), (123.4, "123"), (5000, "5k"), (12_345, "12.3k"),
        (2_500_000, "2.5M"),
        (3e-6, "3e-6"), (-0.5, "-0.5"), (0.00099, "9.9e-4"), (.nan, "–"), (.infinity, "–"),
    ])
    func numbers(value: Double, text: String) { #expect(NumberText.short(value) == text) }

    @Test func wholeNumbers() {
        #expect([7, 24_000, -1_234_567].map(NumberText.whole) == ["7", "24,000", "-1,234,567"])
    }

    @Test(arguments: [(5.0, "5 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h 0 min"), (90_000, "25 h 0 min")])
    func durations(seconds: Double, text: String) { #expect(NumberText.duration(seconds) == text) }

    @Test func ticksAreRoundAndInside() {
        #expect(AxisTicks(linear: 0, 1000, count: 4).values == [0, 500, 1000])
        #expect(AxisTicks(linear: 0.13, 0.58, count: 4).values.map { ($0 * 10).rounded() } == [2, 4])
        #expect(AxisTicks(logarithmic: 0.8, 12).values.map { $0.rounded() } == [1, 2, 5, 10])
        #expect(AxisTicks(logarithmic: 1e-4, 1).values.count == 5)
        #expect(AxisTicks(linear: 3, 3, count: 4).values.count < 10)
    }

    @Test func binsKeepMeanAndExtremes() {
        let bins = Chart.bins([(1, 1), (2, 3), (3, 10), (4, 20)], limit: 2)
        #expect(bins.map(\.mean) == [2, 15] && bins.map(\.low) == [1, 10] && bins.map(\.high) == [3, 20])
        #expect(Chart.bins([], limit: 3).isEmpty)
    }

    @Test func stepsStandOnZeroAndReachTheirEnd() throws {
        let steps = Chart.Series(name: "a", color: 9, points: [(0, 1), (1, 4), (2, 2)], form: .steps)
        let html = try #require(Chart("Steps", series: [steps])).html
        // From 44 to 350 along, a third for each step; 0 at 176, and 6 % free above 4.
        #expect(html.contains("M44.0 176.0V136.4H146.0V17.5H248.0V96.8H350.0V176.0Z"))
        #expect(html.contains("c1 dashed"))
    }

    @Test func dotsHaveNamesThatDoNotMeet() throws {
        let names = ["one", "two"]
        let chart = Chart(
            "Dots", series: names.map { .init(name: $0, color: 0, points: [(0.5, 0.5)], form: .dots) },
            horizontal: .init("seconds", prefersLogarithm: true))
        let html = try #require(chart).html
        // One at the right, one at the left; a third would be above.
        #expect(html.contains(/dy=".35em">one</) && html.contains(/dy=".35em" class="y">two</))
    }

    @Test func nothingIsDrawnOfNothing() {
        #expect(Chart("None", series: [.init(name: "a", color: 0, points: [(.nan, 1), (1, .infinity)])]) == nil)
    }
}
