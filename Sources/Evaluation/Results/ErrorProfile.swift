internal import Foundation

/// How the relative errors of an image's pixels spread: a histogram, and their means by distance.
public struct ErrorProfile: Sendable, Hashable, Codable {
    /// Pixels by ln(d/d̂), from ``smallestLogarithm`` in steps of ``step``; the first and last bins hold all beyond.
    public private(set) var histogram: [Int]
    /// Pixels by true distance; bin k begins at ``nearest`` · 2^(k/2) metres, and the first and last hold all beyond.
    public private(set) var countByDistance: [Int]
    /// The sum of |d − d̂|/d̂ over the pixels of each bin of ``countByDistance``.
    public private(set) var errorByDistance: [Double]

    /// Where the histogram begins; it ends at its opposite.
    public static let smallestLogarithm = -1.0
    /// The width of the histogram's bins.
    public static let step = 0.05
    /// Where distances begin, in metres.
    public static let nearest = 0.125
    /// How many bins of distance there are.
    public static let distanceCount = 22

    /// Counts the pixels of a scored pair.
    public init(_ depths: MatchedDepths) {
        self.init()
        for (prediction, target) in zip(depths.predictions, depths.targets) {
            let ratio = Double(prediction) / Double(target)
            let place = (log(ratio) - Self.smallestLogarithm) / Self.step
            histogram[Int(min(max(place, 0), Double(histogram.count - 1)))] += 1
            let octave = 2 * log2(Double(target) / Self.nearest)
            let bin = Int(min(max(octave, 0), Double(Self.distanceCount - 1)))
            countByDistance[bin] += 1
            errorByDistance[bin] += abs(ratio - 1)
        }
    }

    private init() {
        histogram = [Int](repeating: 0, count: Int((-2 * Self.smallestLogarithm / Self.step).rounded()))
        countByDistance = [Int](repeating: 0, count: Self.distanceCount)
        errorByDistance = [Double](repeating: 0, count: Self.distanceCount)
    }

    /// The profile of all pixels of several images.
    public static func sum(_ profiles: some Sequence<ErrorProfile>) -> ErrorProfile {
        var total = ErrorProfile()
        for profile in profiles {
            for index in total.histogram.indices { total.histogram[index] += profile.histogram[index] }
            for index in total.countByDistance.indices {
                total.countByDistance[index] += profile.countByDistance[index]
                total.errorByDistance[index] += profile.errorByDistance[index]
            }
        }
        return total
    }

    /// The distance in the middle of a bin of ``countByDistance``, in metres, by equal factors.
    public static func center(ofBin index: Int) -> Double { nearest * pow(2, (Double(index) + 0.5) / 2) }

    /// Decodes a profile of the same bins.
    public init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let read = (
            try values.decode([Int].self, forKey: .histogram), try values.decode([Int].self, forKey: .countByDistance),
            try values.decode([Double].self, forKey: .errorByDistance)
        )
        guard read.0.count == histogram.count, read.1.count == Self.distanceCount, read.2.count == Self.distanceCount
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .histogram, in: values, debugDescription: "The profile has other bins.")
        }
        (histogram, countByDistance, errorByDistance) = read
    }
}
