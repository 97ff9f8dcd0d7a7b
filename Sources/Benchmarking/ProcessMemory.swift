internal import Foundation

/// What the operating system tells of this process's memory.
enum ProcessMemory {
    /// The most resident memory so far, in bytes; mapped files that are in memory count.
    static var peak: Int {
        var usage = rusage()
        #if os(Linux)
            // Glibc counts in kilobytes, and its RUSAGE_SELF is an enumeration's member.
            guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
            return Int(usage.ru_maxrss) * 1024
        #else
            guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
            return Int(usage.ru_maxrss)
        #endif
    }
}
