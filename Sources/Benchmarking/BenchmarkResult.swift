/// What was measured. Times are seconds.
package struct BenchmarkResult: Codable, Sendable {
    /// Of several passes.
    package struct Timing: Codable, Sendable, Hashable {
        package let median: Double
        package let fastest: Double
        package let slowest: Double

        /// - Precondition: There is at least one.
        init(_ seconds: [Double]) {
            let sorted = seconds.sorted()
            let middle = sorted.count / 2
            median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
            fastest = sorted[0]
            slowest = sorted[sorted.count - 1]
        }
    }

    /// A part of the work on one batch.
    package struct Stage: Codable, Sendable {
        package let name: String
        package let time: Timing
        /// Floating-point operations in units of 10¹² that the architecture asks for; none where there are hardly any.
        package let teraoperations: Double?
    }

    /// Of the network alone, pass upon pass without a pause.
    package struct Sustained: Codable, Sendable {
        package let imagesPerSecond: Double
        /// By part of the machine; empty where nothing counts them.
        package let joulesPerImage: [String: Double]
    }

    /// The processor, as its maker calls it.
    package let processor: String
    package let device: String
    package let threads: Int
    package let precision: String
    package let libtorch: String
    package let attention: String
    package let parameters: Int
    package let input: String
    package let batch: Int
    package let repeats: Int

    /// Opening the file and reading its weights.
    package let load: Double
    /// The first pass, which also chooses kernels and fills caches.
    package let first: Double
    /// From the encoded photo to the written depth map, a batch.
    package let total: Timing
    /// The network alone, without a timer inside.
    package let network: Timing
    package let stages: [Stage]
    package let imagesPerSecond: Double
    /// Of the network.
    package let teraoperationsPerSecond: Double
    /// Of large matrix products in the precision that is computed in, on this machine.
    package let matrixTeraoperationsPerSecond: Double
    /// In bytes.
    package let peakProcessMemory: Int
    /// In bytes; none on a CPU.
    package let peakDeviceMemory: Int?
    /// In bytes: what libtorch's allocator has taken from the device for it; none on a CPU.
    package let peakReservedMemory: Int?
    /// Per image, by part of the machine; empty where nothing counts them.
    package let joulesPerImage: [String: Double]
    /// None where it was not asked for.
    package let sustained: Sustained?
}
