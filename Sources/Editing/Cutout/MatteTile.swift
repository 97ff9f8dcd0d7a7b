import Foundation

/// The unknown pixels of one square of a photo.
///
/// First a pixel has the share that the depth around it tells (``Matting/deviation``). Then, within a window around each
/// pixel, the share is fitted as an affine function of the light, by least squares over all of the window's pixels,
/// those that are known above all (the model of Levin et al., 2008, and of the guided filter of He et al., 2013). As far
/// as the function explains the shares, a pixel takes what the functions of all windows that hold it say of its light:
/// where both surfaces look alike, that is not at all. The foreground's colour is the mean around the pixel, put right so
/// that the mixture is the pixel (Forte, 2021).
struct MatteTile {
    private let matting: Matting
    private let light: LinearLight.Reader
    private let core: PixelArea

    /// How much an unknown pixel counts beside a known one.
    private static let unknownWeight = 0.3
    /// Noise of light, squared: smaller differences explain nothing.
    private static let noise = 1e-5
    /// A function that explains so much of the differences is not trusted yet, and fully. Noise and texture explain
    /// about half.
    private static let trust = (begins: 0.6, full: 0.98)

    init(_ matting: Matting, _ light: LinearLight.Reader, _ core: PixelArea) {
        (self.matting, self.light, self.core) = (matting, light, core)
    }

    /// Hands every unknown pixel to `body`: its index, share, and the foreground's light.
    func solve(_ body: (Int, Float, SIMD4<Float>) -> Void) {
        guard hasUnknown(core) else { return }
        let radius = matting.radius
        let priors = priors(expanded(3 * radius))
        let moments = moments(expanded(3 * radius), priors)
        let models = WindowSums<SIMD8<Double>>(expanded(2 * radius)) { x, y in
            Self.model(moments.sum(x, y, radius: radius))
        }
        let shares = shares(expanded(radius), priors, models)
        let colors = colors(expanded(radius), shares)
        core.forEach { x, y in
            let index = y * matting.width + x
            guard matting.isUnknown[index] else { return }
            let share = shares.values[shares.area.index(x, y)]
            body(index, share, foreground(index, share, colors.sum(x, y, radius: radius)))
        }
    }

    private func expanded(_ margin: Int) -> PixelArea {
        core.expanded(by: margin, width: matting.width, height: matting.height)
    }

    private func hasUnknown(_ area: PixelArea) -> Bool {
        area.rows.contains { row in
            matting.isUnknown[
                row * matting.width + area.columns.lowerBound..<row * matting.width
                    + area.columns.upperBound
            ].contains(true)
        }
    }

    /// Shares of all pixels of an area.
    private struct Shares {
        let area: PixelArea
        var values: [Float]
    }

    // MARK: What depth tells

    /// The smoothed shares of unknown pixels, row by row and then column by column.
    private func priors(_ area: PixelArea) -> Shares {
        let deviation = matting.deviation
        let reach = Int((4 * deviation).rounded(.up))
        let steps = -reach...reach
        let raw = steps.map { exp(-Float($0 * $0) / (2 * deviation * deviation)) }
        let weights = raw.map { $0 / raw.reduce(0, +) }
        let rows = area.expanded(by: reach, width: matting.width, height: matting.height).rows
        let tall = PixelArea(columns: area.columns, rows: rows)
        var across = [Float](repeating: 0, count: tall.count)
        tall.forEach { x, y in
            var sum: Float = 0
            for (step, weight) in zip(steps, weights) {
                sum += weight * matting.kept[y * matting.width + min(max(x + step, 0), matting.width - 1)]
            }
            across[tall.index(x, y)] = sum
        }
        var shares = Shares(area: area, values: [Float](repeating: 0, count: area.count))
        area.forEach { x, y in
            let index = y * matting.width + x
            var sum: Float = 0
            if matting.isUnknown[index] {
                for (step, weight) in zip(steps, weights) {
                    sum += weight * across[tall.index(x, min(max(y + step, 0), matting.height - 1))]
                }
            }
            shares.values[area.index(x, y)] = matting.isUnknown[index] ? sum : matting.kept[index]
        }
        return shares
    }

    // MARK: What light tells

    /// Weight; with share, its square; with light; with both; with products of light.
    private func moments(_ area: PixelArea, _ priors: Shares) -> WindowSums<SIMD16<Double>> {
        WindowSums(area) { x, y in
            let index = y * matting.width + x
            let color = SIMD4<Double>(light[index])
            let share = Double(priors.values[area.index(x, y)])
            let weight = matting.isUnknown[index] ? Self.unknownWeight : 1
            let weighted = weight * color
            return SIMD16(
                weight, weight * share, weight * share * share, 0, weighted.x, weighted.y, weighted.z,
                share * weighted.x, share * weighted.y, share * weighted.z, weighted.x * color.x, weighted.x * color.y,
                weighted.x * color.z, weighted.y * color.y, weighted.y * color.z, weighted.z * color.z)
        }
    }

    /// The affine function of a window: its slopes and constant times its trust, the trust, and 1.
    private static func model(_ sums: SIMD16<Double>) -> SIMD8<Double> {
        let sums = sums / sums[0]
        let spread = sums[2] - sums[1] * sums[1]
        guard spread > 1e-6 else { return SIMD8(0, 0, 0, 0, 0, 1, 0, 0) }
        let (x, y, z) = (sums[4], sums[5], sums[6])
        let common = SIMD3(sums[7] - sums[1] * x, sums[8] - sums[1] * y, sums[9] - sums[1] * z)
        let xx = sums[10] - x * x + noise, xy = sums[11] - x * y, xz = sums[12] - x * z
        let yy = sums[13] - y * y + noise, yz = sums[14] - y * z, zz = sums[15] - z * z + noise
        // Cofactors of the symmetric matrix.
        let first = SIMD3(yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy)
        let second = SIMD3(first.y, xx * zz - xz * xz, xy * xz - xx * yz)
        let third = SIMD3(first.z, second.z, xx * yy - xy * xy)
        let determinant = xx * first.x + xy * first.y + xz * first.z
        guard determinant > 0 else { return SIMD8(0, 0, 0, 0, 0, 1, 0, 0) }
        let slopes =
            SIMD3((first * common).sum(), (second * common).sum(), (third * common).sum()) / determinant
        let constant = sums[1] - slopes.x * x - slopes.y * y - slopes.z * z
        let explained = (slopes * common).sum() / spread
        let trust = min(max((explained - Self.trust.begins) / (Self.trust.full - Self.trust.begins), 0), 1)
        return SIMD8(
            trust * slopes.x, trust * slopes.y, trust * slopes.z, trust * constant, trust, 1, 0, 0)
    }

    private func shares(_ area: PixelArea, _ priors: Shares, _ models: WindowSums<SIMD8<Double>>) -> Shares {
        var shares = Shares(area: area, values: [Float](repeating: 0, count: area.count))
        area.forEach { x, y in
            let prior = priors.values[priors.area.index(x, y)]
            shares.values[area.index(x, y)] = prior
            let index = y * matting.width + x
            guard matting.isUnknown[index] else { return }
            let sum = models.sum(x, y, radius: matting.radius)
            guard sum[4] > 1e-9 else { return }
            let color = SIMD4<Double>(light[index])
            let found = (sum[0] * color.x + sum[1] * color.y + sum[2] * color.z + sum[3]) / sum[4]
            let trust = Float(sum[4] / sum[5])
            shares.values[area.index(x, y)] = prior + trust * (Float(min(max(found, 0), 1)) - prior)
        }
        return shares
    }

    // MARK: Colours

    /// Light and weight of the foreground, and of the background.
    private func colors(_ area: PixelArea, _ shares: Shares) -> WindowSums<SIMD8<Double>> {
        WindowSums(area) { x, y in
            let index = y * matting.width + x
            let color = SIMD4<Double>(light[index])
            let share = Double(shares.values[area.index(x, y)])
            // What shows one surface alone tells its colour best.
            let weight = matting.isUnknown[index] ? 0.02 : 1
            return SIMD8(
                lowHalf: weight * share * share * color, highHalf: weight * (1 - share) * (1 - share) * color)
        }
    }

    private func foreground(_ index: Int, _ share: Float, _ sums: SIMD8<Double>) -> SIMD4<Float> {
        let color = light[index]
        let (front, back) = (SIMD4<Float>(sums.lowHalf), SIMD4<Float>(sums.highHalf))
        guard front.w > 1e-9 else { return color }
        let own = front / front.w
        let other = back.w > 1e-9 ? back / back.w : color
        let result = own + share * (color - share * own - (1 - share) * other)
        return result.replacing(with: 0, where: result .< 0)
    }
}
