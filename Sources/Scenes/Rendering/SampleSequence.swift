/// Low-discrepancy numbers for one sample of one pixel: each pair is a (0, 2)-sequence over the pixel's samples,
/// scrambled anew for every pixel and pair (Burley, "Practical Hash-based Owen Scrambling", 2020).
struct SampleSequence {
    private let pixel: UInt32
    private let index: UInt32
    private var dimension: UInt32 = 0
    /// Not 0 once numbers come from a plain generator.
    private var plain: UInt32 = 0

    init(seed: UInt32, pixel: Int, index: Int) {
        self.pixel = Self.mixed(UInt32(truncatingIfNeeded: pixel) &* 0x9E37_79B9 ^ seed)
        self.index = UInt32(truncatingIfNeeded: index)
    }

    /// Leaves low discrepancy behind, which is lost on paths that have branched often: the rest is plainly random.
    @inline(__always)
    mutating func goOnCheaply() {
        if plain == 0 { plain = Self.mixed(pixel ^ index &* 0x9E37_79B9) | 1 }
    }

    /// Marsaglia's xorshift.
    @inline(__always)
    private mutating func drawn() -> Float {
        plain ^= plain << 13
        plain ^= plain >> 17
        plain ^= plain << 5
        return Float(plain >> 8) * 0x1p-24
    }

    /// Two numbers from 0 to below 1.
    @inline(__always)
    mutating func pair() -> SIMD2<Float> {
        if plain != 0 { return SIMD2(drawn(), drawn()) }
        let key = Self.mixed(pixel &+ dimension &* 0x85EB_CA6B)
        dimension &+= 1
        let shuffled = Self.scrambled(index, key)
        let first = Self.owen(Self.reversed(shuffled), key ^ 0xA511_E9B3)
        let second = Self.owen(Self.sobol(shuffled), key ^ 0x63D8_3595)
        return SIMD2(Float(first >> 8), Float(second >> 8)) * 0x1p-24
    }

    /// One number from 0 to below 1.
    @inline(__always)
    mutating func single() -> Float {
        if plain != 0 { return drawn() }
        let key = Self.mixed(pixel &+ dimension &* 0x85EB_CA6B)
        dimension &+= 1
        return Float(Self.owen(Self.reversed(Self.scrambled(index, key)), key ^ 0xA511_E9B3) >> 8) * 0x1p-24
    }

    @inline(__always)
    private static func mixed(_ value: UInt32) -> UInt32 {
        var x = value
        x = (x ^ (x >> 16)) &* 0x7FEB_352D
        x = (x ^ (x >> 15)) &* 0x846C_A68B
        return x ^ (x >> 16)
    }

    /// Laine and Karras's permutation, which scrambles like Owen's trees when bits are reversed.
    @inline(__always)
    private static func permuted(_ value: UInt32, _ key: UInt32) -> UInt32 {
        var x = value &+ key
        x ^= x &* 0x6C50_B47C
        x ^= x &* 0xB82F_1E52
        x ^= x &* 0xC7AF_E638
        x ^= x &* 0x8D22_F6E6
        return x
    }

    @inline(__always)
    private static func owen(_ value: UInt32, _ key: UInt32) -> UInt32 {
        reversed(permuted(reversed(value), key))
    }

    @inline(__always)
    private static func scrambled(_ index: UInt32, _ key: UInt32) -> UInt32 { owen(index, key) }

    @inline(__always)
    private static func reversed(_ value: UInt32) -> UInt32 {
        var x = value.byteSwapped
        x = (x >> 4) & 0x0F0F_0F0F | (x & 0x0F0F_0F0F) << 4
        x = (x >> 2) & 0x3333_3333 | (x & 0x3333_3333) << 2
        return (x >> 1) & 0x5555_5555 | (x & 0x5555_5555) << 1
    }

    /// The second dimension of Sobol's sequence.
    @inline(__always)
    private static func sobol(_ index: UInt32) -> UInt32 {
        var result: UInt32 = 0
        var direction: UInt32 = 1 << 31
        var rest = index
        while rest != 0 {
            if rest & 1 != 0 { result ^= direction }
            direction ^= direction >> 1
            rest >>= 1
        }
        return result
    }
}
