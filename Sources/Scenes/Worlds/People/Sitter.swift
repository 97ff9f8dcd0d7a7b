/// Someone, or an animal, that stands where it can be photographed from near.
package struct Sitter {
    /// Where its eyes are.
    package let face: SIMD3<Float>
    /// Level, of length 1.
    package let facing: SIMD3<Float>
    /// From the ground to the top of its head.
    package let height: Float

    /// - Parameters:
    ///   - place: Where it stands, its front towards +Z.
    ///   - height: In metres.
    package init(at place: Transform, height: Float) {
        face = place.point([0, 0.93 * height, 0])
        let front = place.direction([0, 0, 1])
        facing = normalize(SIMD3(front.x, 0, front.z))
        self.height = height
    }

    /// From an arm's length to a few steps away, mostly from before; nearer, the face, farther, the figure.
    package func portrait(_ random: inout SeededGenerator) -> Viewpoint {
        let nearest = max(0.45, 0.35 * height)
        let distance = random.logUniform(nearest, max(2 * nearest, 1.6 * height))
        let towards = Transform.rotation(random.normal() * 0.7, about: [0, 1, 0]).direction(facing)
        let rise = max(random.normal() * 0.12, 0.3 - face.y)
        let eye = face + towards * distance + [0, rise, 0]
        // Seldom in the very middle: what is behind matters too.
        let aside = cross(towards, [0, 1, 0]) * (random.normal() * 0.2 * distance)
        let drop = random.uniform(0, min(0.35 * distance, 0.45 * height))
        return Viewpoint(position: eye, target: face + aside - [0, drop, 0], fieldOfView: 38...78)
    }
}
