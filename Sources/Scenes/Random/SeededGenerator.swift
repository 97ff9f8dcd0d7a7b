/// Random numbers that are the same for the same seed on every machine (SplitMix64; Steele et al., 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A stream of its own for every seed.
    public init(seed: UInt64) { state = seed }

    /// The stream that belongs to `index` within this seed: neighbouring indices are unrelated.
    public init(seed: UInt64, index: UInt64) {
        var mixer = SeededGenerator(seed: seed)
        state = mixer.next() ^ (index &* 0xD6E8_FEB8_6659_FD93)
        _ = next()
        state = next()
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// From 0 to below 1.
    package mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

    /// Between the bounds, evenly.
    package mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * unit() }

    /// Between the bounds, so that each octave is as likely: for sizes and distances.
    package mutating func logUniform(_ low: Float, _ high: Float) -> Float { low * power(high / low, unit()) }

    /// True as often as `probability` says.
    package mutating func chance(_ probability: Float) -> Bool { unit() < probability }

    /// Normal, mean 0, standard deviation 1.
    package mutating func normal() -> Float {
        let radius = (-2 * logarithm(1 - unit())).squareRoot()
        return radius * (2 * .pi * unit()).cosine
    }

    /// An integer of the range.
    package mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// One element; traps where there is none.
    package mutating func pick<C: RandomAccessCollection>(_ elements: C) -> C.Element where C.Index == Int {
        precondition(!elements.isEmpty, "There is nothing to pick from.")
        return elements[elements.startIndex + Int(next() % UInt64(elements.count))]
    }
}
