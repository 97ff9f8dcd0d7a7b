internal import Foundation
internal import Scenes

/// The random choices of one sample: a stream of its own for every position in the run, so that a run can go on at
/// any step without having kept a state.
package struct SampleRandom: Sendable {
    private var generator: SeededGenerator

    package init(seed: UInt64, position: UInt64) { generator = SeededGenerator(seed: seed, index: position) }

    mutating func unit() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }
    mutating func normal() -> Double {
        (-2 * Foundation.log(1 - unit())).squareRoot() * Foundation.cos(2 * .pi * unit())
    }
    /// A factor and its inverse are as likely.
    mutating func factor(_ largest: Double) -> Double { Foundation.pow(largest, uniform(-1, 1)) }
    mutating func bits() -> UInt64 { generator.next() }
}

/// Of an angle in radians, for the learning rate: `part` of half a turn.
func cosine(of part: Double) -> Double { Foundation.cos(.pi * part) }
