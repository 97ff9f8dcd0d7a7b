internal import CTorch

/// A place in a device's queue of work: reached when everything that was asked for before it is done.
///
/// A CPU has no queue, and reaches every mark at once.
public final class QueueMark: @unchecked Sendable {
    // Written by nobody after it was made; libtorch lets any thread wait for an event.
    let native: CTMark

    /// Marks the place after all that this thread has asked `device` for.
    public convenience init(on device: Device) throws(TorchError) {
        try LibTorch.load()
        try self.init("mark") { LibTorch.tables.accelerator.pointee.mark(device.native, $0) }
    }

    init(_ operation: String, _ make: (UnsafeMutablePointer<CTMark?>) -> CTStatus) throws(TorchError) {
        var mark: CTMark?
        try check(operation, make(&mark))
        guard let mark else { fatalError("\(operation) made no mark") }
        native = mark
    }

    deinit { LibTorch.tables.accelerator.pointee.release_mark(native) }

    /// Blocks this thread until the device has come here.
    ///
    /// - Throws: ``TorchError`` where the device failed meanwhile.
    public func wait() throws(TorchError) {
        try check("wait", LibTorch.tables.accelerator.pointee.await_mark(native))
    }

    /// Lets what this thread asks the device for from now on begin after this mark.
    func precedeWhatFollows() throws(TorchError) {
        try check("follow", LibTorch.tables.accelerator.pointee.follow(native))
    }
}
