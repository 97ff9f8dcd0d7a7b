internal import Foundation

/// Broad-leaved trees and conifers, grown by simple rules: 3 to 20 m, standing on y = 0.
///
/// Slot 0 is bark; 1, 2 and 3 are leaves of slightly different colours.
enum Trees {
    /// What a broad-leaved tree looks like.
    struct Habit {
        /// Metres.
        var height: Float
        /// Of the crown, over the height.
        var crownWidth: Float
        /// Where the crown starts, over the height.
        var clearStem: Float
        /// 0 is round, 1 is a column.
        var column: Float
        /// Of a leaf, in metres.
        var leaf: Float
        /// From 0, bare, to 1.
        var density: Float

        static func random(_ random: inout SeededGenerator) -> Habit {
            let height = random.uniform(4, 16)
            return Habit(
                height: height, crownWidth: random.uniform(0.45, 0.95), clearStem: random.uniform(0.12, 0.35),
                column: random.chance(0.2) ? random.uniform(0.5, 1) : random.uniform(0, 0.3),
                leaf: random.uniform(0.07, 0.13), density: random.chance(0.06) ? 0 : random.uniform(0.6, 1))
        }
    }

    /// - Parameter detail: 1 for trees that a camera may stand under; less makes fewer and larger leaves.
    static func broadleaf(_ habit: Habit, detail: Float, _ random: inout SeededGenerator) -> Mesh {
        var growth = Growth(habit: habit, detail: detail)
        let trunk = habit.height * 0.022 * random.uniform(0.8, 1.3)
        growth.grow(
            from: .zero, towards: normalize(SIMD3(random.normal() * 0.06, 1, random.normal() * 0.06)),
            reach: habit.height * 0.62, radius: trunk, order: 0, &random)
        var builder = growth.wood
        Leaves.scatter(
            growth.tips, size: habit.leaf, count: Int(16_000 * habit.density * detail), detail: detail,
            spread: habit.height * 0.055, into: &builder, &random)
        return builder.mesh()
    }

    /// A spruce or fir: whorls of drooping branches with needles as small blades.
    static func conifer(height: Float, detail: Float, _ random: inout SeededGenerator) -> Mesh {
        var builder = MeshBuilder()
        let radius = height * 0.014
        builder.tube([.zero, [0, height * 0.5, 0], [0, height, 0]], radii: [radius, radius * 0.55, 0.01], sides: 7)
        let spread = height * random.uniform(0.16, 0.27)
        let start = height * random.uniform(0.03, 0.2)
        let whorls = Int(max(8, height * 2.6 * (0.5 + 0.5 * detail)))
        var tips: [Leaves.Tip] = []
        for whorl in 0..<whorls {
            let t = (Float(whorl) + random.unit() * 0.6) / Float(whorls)
            let y = start + (height - start) * t
            let reach = spread * power(1 - t, 0.8) * random.uniform(0.8, 1.15) + 0.1
            let arms = random.integer(5...8)
            let turn = random.uniform(0, 2 * .pi)
            for arm in 0..<arms {
                let around = turn + 2 * .pi * Float(arm) / Float(arms) + random.normal() * 0.12
                let out = SIMD3(around.cosine, 0, around.sine)
                let root = SIMD3<Float>(0, y, 0)
                let tip = root + out * reach + [0, reach * random.uniform(-0.35, -0.1) + 0.25 * t, 0]
                let middle = mix(root, tip, 0.5) + [0, reach * 0.09, 0]
                if detail > 0.3 {
                    builder.tube([root, middle, tip], radii: [0.012 + reach * 0.008, 0.008, 0.003], sides: 4)
                }
                for step in 1...5 {
                    let f = Float(step) / 5
                    let place = f < 0.5 ? mix(root, middle, f * 2) : mix(middle, tip, f * 2 - 1)
                    tips.append(Leaves.Tip(place: place, direction: normalize(tip - root), weight: 0.5 + f))
                }
            }
        }
        Leaves.needles(
            tips, count: Int(20_000 * detail), length: height * 0.02 + 0.1, detail: detail, spread: spread * 0.13,
            into: &builder, &random)
        return builder.mesh()
    }

    /// A palm: a curved stem and a crown of fronds.
    static func palm(height: Float, detail: Float, _ random: inout SeededGenerator) -> Mesh {
        var builder = MeshBuilder()
        let lean = SIMD3(random.normal(), 0, random.normal()) * (height * 0.06)
        let path = (0...6).map { step -> SIMD3<Float> in
            let t = Float(step) / 6
            return SIMD3(0, height * t, 0) + lean * (t * t)
        }
        builder.tube(path, radii: (0...6).map { 0.2 - 0.01 * Float($0) }, sides: 9)
        let top = path[6]
        let fronds = random.integer(14...26)
        for frond in 0..<fronds {
            let around = 2.4 * Float(frond)
            let out = SIMD3(around.cosine, 0, around.sine)
            let rise = random.uniform(-0.5, 1.1)
            let reach = random.uniform(1.8, 3)
            func rib(_ t: Float) -> SIMD3<Float> {
                top + out * (reach * t) + [0, reach * (rise * t * 0.7 - (0.35 + 0.3 * rise) * 1.6 * t * t), 0]
            }
            builder.tube((0...6).map { rib(Float($0) / 6) }, radii: [0.025, 0.02, 0.015, 0.01, 0.008, 0.006, 0.004], sides: 4)
            let leaflets = Int(18 + 22 * detail)
            for index in 2...leaflets {
                let t = Float(index) / Float(leaflets)
                let along = normalize(rib(min(1, t + 0.02)) - rib(t - 0.02))
                let side = normalize(cross(along, [0, 1, 0]))
                let length = 0.55 * (Float.pi * (0.15 + 0.8 * t)).sine
                for sign: Float in [-1, 1] {
                    let tip = rib(t) + (side * sign + along * 0.5) * length - [0, length * 0.35, 0]
                    builder.slot = UInt8(1 + (index + frond) % 3)
                    Leaves.blade(rib(t), tip, width: 0.04 / max(detail, 0.4), into: &builder)
                }
            }
        }
        return builder.mesh()
    }

    /// Wood and the places of leaves, branch by branch.
    private struct Growth {
        let habit: Habit
        let detail: Float
        var wood = MeshBuilder()
        var tips: [Leaves.Tip] = []

        mutating func grow(
            from root: SIMD3<Float>, towards start: SIMD3<Float>, reach: Float, radius: Float, order: Int,
            _ random: inout SeededGenerator
        ) {
            let steps = order == 0 ? 7 : order == 1 ? 5 : 3
            var path = [root]
            var direction = start
            let wander: Float = order == 0 ? 0.08 : 0.22
            for _ in 0..<steps {
                direction = normalize(
                    direction + SIMD3(random.normal(), random.normal() * 0.6, random.normal()) * wander
                        + [0, order == 0 ? 0.06 : 0.1 - 0.06 * Float(order), 0])
                path.append((path.last ?? root) + direction * (reach / Float(steps)))
            }
            let radii = (0...steps).map { radius * (1 - 0.75 * Float($0) / Float(steps)) }
            if order < 2 || detail > 0.5 {
                wood.tube(path, radii: radii, sides: order == 0 ? 10 : order == 1 ? 6 : 4, capped: false)
            }
            if order == 3 || (order == 2 && detail < 0.5) {
                for (index, place) in path.enumerated().dropFirst() {
                    tips.append(
                        Leaves.Tip(place: place, direction: direction, weight: Float(index) / Float(steps)))
                }
                return
            }
            let children = order == 0 ? random.integer(9...14) : order == 1 ? random.integer(4...6) : random.integer(3...4)
            let first: Float = order == 0 ? habit.clearStem / 0.62 : 0.25
            var around = random.uniform(0, 2 * .pi)
            for child in 0..<children {
                let t = min(0.98, first + (1 - first) * (Float(child) + 0.7) / Float(children))
                let place = t * Float(steps)
                let index = min(Int(place), steps - 1)
                let base = mix(path[index], path[index + 1], place - Float(index))
                let along = normalize(path[index + 1] - path[index])
                // The golden angle spreads branches evenly.
                around += 2.4 + random.normal() * 0.3
                let side = normalize(cross(along, abs(along.y) < 0.9 ? [0, 1, 0] : [1, 0, 0]))
                let out = side * around.cosine + cross(along, side) * around.sine
                let open = order == 0 ? mix(1, 0.4, habit.column) * mix(1.25, 0.7, t) : 0.8
                let outward = normalize(along * (1.15 - open * 0.5) + out * open)
                let share: Float = order == 0
                    ? habit.crownWidth * 0.62 * mix(1, 0.5, habit.column) * mix(1, 0.55, max(0, t - 0.5) * 2)
                        * habit.height / reach
                    : 0.62
                grow(
                    from: base, towards: outward, reach: reach * share * random.uniform(0.75, 1.1),
                    radius: max(radii[index] * 0.55, 0.004), order: order + 1, &random)
            }
            tips.append(Leaves.Tip(place: path[steps], direction: direction, weight: 1))
        }
    }
}
