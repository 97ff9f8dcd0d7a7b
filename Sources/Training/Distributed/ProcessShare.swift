/// Which images of every batch belong to which process.
package enum ProcessShare {
    /// The position in the stream of a process's sample of a number, counted over its steps.
    ///
    /// - Parameter batch: Images of a step over all processes.
    package static func position(of number: Int, batch: Int, rank: Int, count: Int) -> Int {
        let share = batch / count
        return number / share * batch + rank * share + number % share
    }
}
