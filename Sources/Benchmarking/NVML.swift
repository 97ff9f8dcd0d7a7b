internal import Foundation

/// The energy counter of an NVIDIA GPU, through the driver's own library where there is one.
struct NVML {
    private typealias Start = @convention(c) () -> Int32
    private typealias Find = @convention(c) (UInt32, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    private typealias Energy = @convention(c) (OpaquePointer, UnsafeMutablePointer<UInt64>) -> Int32

    private let device: OpaquePointer
    private let energy: Energy

    /// - Parameter device: As the driver numbers them, which is as CUDA does unless the environment reorders them.
    /// - Returns: `nil` without a driver, such a device, or a counter in it.
    init?(device index: Int) {
        guard let library = dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL),
            let start = dlsym(library, "nvmlInit_v2"), let find = dlsym(library, "nvmlDeviceGetHandleByIndex_v2"),
            let energy = dlsym(library, "nvmlDeviceGetTotalEnergyConsumption"),
            unsafeBitCast(start, to: Start.self)() == 0
        else { return nil }
        var handle: OpaquePointer?
        guard unsafeBitCast(find, to: Find.self)(UInt32(index), &handle) == 0, let handle else { return nil }
        device = handle
        self.energy = unsafeBitCast(energy, to: Energy.self)
        guard joules() != nil else { return nil }
    }

    /// Since the driver was loaded.
    func joules() -> Double? {
        var millijoules: UInt64 = 0
        return energy(device, &millijoules) == 0 ? Double(millijoules) / 1000 : nil
    }
}
