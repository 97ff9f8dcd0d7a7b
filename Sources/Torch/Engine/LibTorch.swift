internal import CTorch
internal import Foundation

/// The libtorch in this process: found and loaded at its first use.
///
/// The package links no libtorch. A small shared library, the shim (`libctorch`), is compiled against one libtorch
/// (`make libtorch`) and opened here; ``LibraryLocation`` says where it is looked for.
public enum LibTorch {
    /// Loads libtorch, once per process; later calls answer at once.
    ///
    /// - Throws: ``TorchError`` with ``TorchError/Code/engineUnavailable`` and a sentence on what to do.
    public static func load() throws(TorchError) {
        if case .failure(let error) = loaded { throw error }
    }

    /// The version of the libtorch in the process, such as "2.13.0".
    public static var version: String { String(cString: tables.runtime.pointee.version()) }

    /// The version of the headers that the shim was compiled against.
    public static var shimVersion: String { String(cString: tables.runtime.pointee.built_version()) }

    /// The vector instructions that libtorch's kernels use here, such as "AVX2".
    public static var cpuCapability: String { String(cString: tables.runtime.pointee.cpu_capability()) }

    /// What computes attention in float32 on this processor where nothing is to be differentiated: "avx512", "avx2",
    /// "neon" or "portable" for a kernel of our own, else "libtorch".
    public static var attentionKernel: String { String(cString: tables.neural.pointee.attention_kernel()) }

    /// What computes linear layers over bfloat16 and bytes on this processor where nothing is to be differentiated: "avx512"
    /// or "emulated" for a kernel of our own; `nil` for libtorch's operators.
    public static var narrowKernel: String? {
        let name = String(cString: tables.narrow.pointee.kernel())
        return name.isEmpty ? nil : name
    }

    /// Whether this processor multiplies in bfloat16 without emulation.
    public static var hasFastBFloat16: Bool { tables.runtime.pointee.has_fast_bfloat16() != 0 }

    /// The number of native tensor handles alive in the process; for leak tests.
    public static var liveTensorCount: Int { Int(tables.runtime.pointee.live_tensors()) }

    /// The number of threads that one operation may use.
    public static var threadCount: Int { Int(tables.runtime.pointee.thread_count()) }

    /// Sets the number of threads that one operation may use.
    ///
    /// - Parameter count: At least 1.
    public static func setThreadCount(_ count: Int) {
        precondition(count > 0, "a thread count must be positive, \(count) given")
        trapOnMisuse("setThreadCount", tables.runtime.pointee.set_thread_count(Int32(clamping: count)))
    }

    /// Seeds the generators behind ``Tensor/randomNormal(_:type:device:)`` and its like.
    public static func seed(_ value: UInt64) {
        trapOnMisuse("seed", tables.runtime.pointee.seed(value))
    }

    /// Chooses kernels that give the same bits each time, where there are any: on GPUs some of the fastest do not.
    ///
    /// - Throws: ``TorchError`` where libtorch cannot be loaded.
    public static func setDeterministic(_ wanted: Bool) throws(TorchError) {
        try load()
        try check("setDeterministic", tables.runtime.pointee.set_deterministic(wanted ? 1 : 0))
    }

    /// Lets the allocator keep what is freed for tensors to come: the system zeroes memory each time that it hands some out,
    /// which is a twentieth of a pass and half of loading. For the whole process.
    public static func keepMemory() { tables.runtime.pointee.keep_memory() }

    /// The tables of the C ABI.
    ///
    /// Traps where libtorch is not loaded: whoever computes has called ``load()`` at the API's edge before.
    static var tables: CTorchTables {
        switch loaded {
        case .success(let tables): tables.value
        case .failure(let error): fatalError(error.message)
        }
    }

    // The tables are filled once and never change, so any thread may read them.
    private struct Tables: @unchecked Sendable { let value: CTorchTables }

    private static let loaded: Result<Tables, TorchError> = open()

    private static func open() -> Result<Tables, TorchError> {
        guard let location = LibraryLocation.find() else {
            return .failure(TorchError(.engineUnavailable, LibraryLocation.missingMessage))
        }
        var text = [CChar](repeating: 0, count: 2048)
        guard let tables = ctorch_open(location.shim, location.libtorch, &text, text.count) else {
            let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return .failure(
                TorchError(.engineUnavailable, "libtorch cannot be loaded: \(reason). Build it again: make libtorch"))
        }
        return .success(Tables(value: tables.pointee))
    }
}
