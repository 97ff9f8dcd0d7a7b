/// Low-discrepancy numbers for one sample of one pixel: each pair is a (0, 2)-sequence over the pixel's samples, its
/// order and digits scrambled anew for every pixel and pair (Kollig and Keller, 2002).
struct SampleSequence {
    private let pixel: UInt32
    private let index: UInt32
    private var dimension: UInt32 = 0
    /// Not 0 once numbers come from a plain generator.
    private var plain: UInt32 = 0

    /// Within which samples change places.
    private let mask: UInt32

    init(seed: UInt32, pixel: Int, index: Int, count: Int) {
        self.pixel = Self.mixed(UInt32(truncatingIfNeeded: pixel) &* 0x9E37_79B9 ^ seed)
        self.index = UInt32(truncatingIfNeeded: index)
        mask = ~(UInt32.max << UInt32(truncatingIfNeeded: count).bitWidthOfLargestPower)
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
        let key = nextKey()
        let place = index ^ (key & mask)
        let first = Self.reversed(place) ^ key
        let second = Self.sobol(place) ^ (key &* 0x9E37_79B9)
        return SIMD2(Float(first >> 8), Float(second >> 8)) * 0x1p-24
    }

    /// One number from 0 to below 1.
    @inline(__always)
    mutating func single() -> Float {
        if plain != 0 { return drawn() }
        let key = nextKey()
        return Float((Self.reversed(index ^ (key & mask)) ^ key) >> 8) * 0x1p-24
    }

    @inline(__always)
    private mutating func nextKey() -> UInt32 {
        dimension &+= 1
        return Self.mixed(pixel &+ dimension &* 0x85EB_CA6B)
    }

    @inline(__always)
    private static func mixed(_ value: UInt32) -> UInt32 {
        var x = value
        x = (x ^ (x >> 16)) &* 0x7FEB_352D
        x = (x ^ (x >> 15)) &* 0x846C_A68B
        return x ^ (x >> 16)
    }

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

extension UInt32 {
    /// The number of bits below the highest that is set: 2 for 4 to 7.
    fileprivate var bitWidthOfLargestPower: Int { self == 0 ? 0 : 31 - leadingZeroBitCount }
}
