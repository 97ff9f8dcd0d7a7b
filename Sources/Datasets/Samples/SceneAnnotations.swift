public import Images

/// What iBims-1 marks in a picture beside depth: where depth jumps, and which surfaces are flat.
public struct SceneAnnotations: Sendable {
    /// One flat surface.
    public struct Plane: Sendable {
        /// What the surface is of.
        public enum Kind: String, Sendable, CaseIterable {
            case wall, table, floor
        }

        /// What the surface is of.
        public let kind: Kind
        /// 1 where the surface is seen, else 0; as large as the picture.
        public let mask: FloatRaster
        /// The surface's normal as published, in the camera's axes: right, down, forward; either way round. `nil` where
        /// it is not published.
        public let normal: SIMD3<Double>?

        package init(kind: Kind, mask: FloatRaster, normal: SIMD3<Double>?) {
            self.kind = kind
            self.mask = mask
            self.normal = normal
        }
    }

    /// 1 where depth jumps, one pixel wide, else 0; as large as the picture.
    public let edges: FloatRaster
    /// All surfaces that are marked: walls, then tables, then floors.
    public let planes: [Plane]

    package init(edges: FloatRaster, planes: [Plane]) {
        self.edges = edges
        self.planes = planes
    }
}
