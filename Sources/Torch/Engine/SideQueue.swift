internal import CTorch

/// Work that a GPU does beside the rest: small operations fill the processors that large ones leave idle.
///
/// What runs beside may use everything that was asked for before the side queue was made, and nothing later. Its results
/// may be used after ``join()``. On a CPU, and outside inference mode, everything is done in its turn.
public final class SideQueue {
    private let start: QueueMark
    private var ends: [QueueMark] = []

    /// - Parameter device: Whose work it is.
    public init(_ device: Device) throws(TorchError) { start = try QueueMark(on: device) }

    /// Asks for work beside the rest.
    public func run<Result>(_ body: () throws(TorchError) -> Result) throws(TorchError) -> Result {
        let accelerator = LibTorch.tables.accelerator.pointee
        var token: UnsafeMutableRawPointer?
        try check("side queue", accelerator.enter_side(start.native, &token))
        guard let token else { fatalError("a side queue without a token") }
        let result = Swift.Result { () throws(TorchError) in try body() }
        ends.append(try QueueMark("side queue") { accelerator.leave_side(token, $0) })
        return try result.get()
    }

    /// Lets what follows wait for all that was asked for in ``run(_:)``.
    public func join() throws(TorchError) {
        for end in ends { try end.precedeWhatFollows() }
        ends = []
    }
}
