internal import Geometry

extension PhotoScene {
    /// The distance between what two pixels show, straight through the air.
    ///
    /// - Throws: ``AugmentedRealityError`` with code `outsidePhoto` or `noDepth`.
    public func distance(
        from first: SIMD2<Double>, to second: SIMD2<Double>, trust: DepthUncertainty = .measured
    ) throws(AugmentedRealityError) -> SceneMeasurement {
        let points = [try point(at: first), try point(at: second)]
        return measurement(.distance, points, nil, trust) { length($0[1] - $0[0]) }
    }

    /// The distance from the camera to what a pixel shows: along the ray, not along the optical axis.
    ///
    /// - Throws: ``AugmentedRealityError`` with code `outsidePhoto` or `noDepth`.
    public func cameraDistance(
        to pixel: SIMD2<Double>, trust: DepthUncertainty = .measured
    ) throws(AugmentedRealityError) -> SceneMeasurement {
        measurement(.cameraDistance, [try point(at: pixel)], nil, trust) { length($0[0]) }
    }

    /// How high what a pixel shows is above a plane; negative below it.
    ///
    /// - Parameter plane: One of ``planes``; the ``ground`` unless given.
    /// - Throws: ``AugmentedRealityError`` with code `outsidePhoto`, `noDepth`, or `noPlane` where no plane is given and
    ///   the photo shows no level one.
    public func height(
        of pixel: SIMD2<Double>, over plane: ScenePlane? = nil, trust: DepthUncertainty = .measured
    ) throws(AugmentedRealityError) -> SceneMeasurement {
        guard let ground = plane ?? ground else {
            throw AugmentedRealityError(
                .noPlane, "no floor or table-top was found in the photo that a height could be measured from")
        }
        let top = try point(at: pixel)
        let position = ground.foot(of: top.position)
        // A foot behind the camera errs as the point itself does.
        let foot = MeasuredPoint(
            pixel: intrinsics.project(position) ?? top.pixel, position: position,
            noise: ground.residual / ground.cameraDistance, planeIndex: planes.firstIndex(of: ground))
        let normal = ground.normal
        return measurement(.height, [top, foot], ground, trust) { points in dot(normal, points[0] - points[1]) }
    }

    /// The area of the quadrilateral with four corners, named around it.
    ///
    /// Corners that do not lie on one plane make two triangles along each diagonal; the mean of both ways counts.
    ///
    /// - Throws: ``AugmentedRealityError`` with code `outsidePhoto`, `noDepth`, or `badArgument` where there are not
    ///   four corners, or the sides cross each other.
    public func area(
        of corners: [SIMD2<Double>], trust: DepthUncertainty = .measured
    ) throws(AugmentedRealityError) -> SceneMeasurement {
        guard corners.count == 4 else {
            throw AugmentedRealityError(.badArgument, "an area has four corners, not \(corners.count)")
        }
        guard !Self.cross(corners[0], corners[1], corners[2], corners[3]),
            !Self.cross(corners[1], corners[2], corners[3], corners[0])
        else {
            throw AugmentedRealityError(
                .badArgument, "the sides of the area cross each other: name its corners in the order around it")
        }
        var points: [MeasuredPoint] = []
        for corner in corners { points.append(try point(at: corner)) }
        let plane = points[0].planeIndex.flatMap { index in
            points.allSatisfy { $0.planeIndex == index } ? planes[index] : nil
        }
        return measurement(.area, points, plane, trust) { points in
            func triangle(_ a: Int, _ b: Int, _ c: Int) -> Double {
                length(Geometry.cross(points[b] - points[a], points[c] - points[a])) / 2
            }
            return (triangle(0, 1, 2) + triangle(0, 2, 3) + triangle(0, 1, 3) + triangle(1, 2, 3)) / 2
        }
    }

    /// Whether a segment from a to b crosses one from c to d.
    private static func cross(
        _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>
    ) -> Bool {
        func side(_ p: SIMD2<Double>, _ q: SIMD2<Double>, _ r: SIMD2<Double>) -> Double {
            (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
        }
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
    }

    private func measurement(
        _ kind: SceneMeasurement.Kind, _ points: [MeasuredPoint], _ plane: ScenePlane?, _ trust: DepthUncertainty,
        _ value: ([SIMD3<Double>]) -> Double
    ) -> SceneMeasurement {
        let spread = MeasurementSpread(points, self, trust)
        let result = value(points.map(\.position))
        let shape = spread.deviation(of: value)
        // Lengths grow with the scale, areas with its square.
        let scale = abs(result) * trust.scale * (kind == .area ? 2 : 1)
        return SceneMeasurement(
            kind: kind, value: result, uncertainty: (scale * scale + shape * shape).squareRoot(),
            scaleUncertainty: scale, shapeUncertainty: shape, points: points, plane: plane)
    }
}
