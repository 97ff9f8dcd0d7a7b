/// What one id of the ray-traced scene stands for: an instance of a mesh, or a set of strands.
struct FlatPart {
    /// The mesh's arrays; `nil` for strands.
    var positions: UnsafePointer<SIMD3<Float>>?
    var normals: UnsafePointer<SIMD3<Float>>?
    var coordinates: UnsafePointer<SIMD2<Float>>?
    var triangles: UnsafePointer<SIMD3<UInt32>>?
    var slots: UnsafePointer<UInt8>?
    /// From the mesh's frame to the world's.
    var transform: Transform
    /// Takes normals from the mesh's frame to the world's, but for their length.
    var normalTransform: Transform
    /// How much the transform scales each axis.
    var scale: SIMD3<Float>
    /// Whether rays find the mesh in its own frame; otherwise its copy lies in the world's.
    var isInstanced: Bool
    /// The first of its materials.
    var materials: UnsafePointer<FlatMaterial>
    var materialCount: Int32
    var object: UInt32
    var isForeground: Bool
    /// Strands' colours, and the strand of each segment.
    var tints: UnsafePointer<SIMD3<Float>>?
    var strands: UnsafePointer<UInt32>?

    init(transform: Transform, materials: UnsafePointer<FlatMaterial>, count: Int, object: UInt32, foreground: Bool) {
        self.transform = transform
        let x = cross(transform.y, transform.z)
        let determinant = dot(transform.x, x)
        let sign: Float = determinant < 0 ? -1 : 1
        normalTransform = Transform(
            x: x * sign, y: cross(transform.z, transform.x) * sign, z: cross(transform.x, transform.y) * sign)
        scale = [length(transform.x), length(transform.y), length(transform.z)]
        isInstanced = false
        self.materials = materials
        materialCount = Int32(count)
        self.object = object
        isForeground = foreground
    }

    @inline(__always)
    func material(of triangle: Int) -> UnsafePointer<FlatMaterial> {
        guard let slots else { return materials }
        return materials + min(Int(slots[triangle]), Int(materialCount) - 1)
    }

    /// Texture coordinates at a point of a triangle by the mesh's own.
    @inline(__always)
    func coordinate(triangle: SIMD3<UInt32>, u: Float, v: Float) -> SIMD2<Float> {
        guard let coordinates else { return .zero }
        return coordinates[Int(triangle.x)] * (1 - u - v) + coordinates[Int(triangle.y)] * u
            + coordinates[Int(triangle.z)] * v
    }

    /// Texture coordinates by position: seen from each side, u goes right and v up.
    @inline(__always)
    static func box(_ point: SIMD3<Float>, normal: SIMD3<Float>, metres: Float) -> SIMD2<Float> {
        let size = SIMD3(abs(normal.x), abs(normal.y), abs(normal.z))
        let place: SIMD2<Float>
        if size.y >= size.x && size.y >= size.z {
            place = SIMD2(point.x, -point.z)
        } else if size.x >= size.z {
            place = SIMD2(normal.x > 0 ? -point.z : point.z, point.y)
        } else {
            place = SIMD2(normal.z > 0 ? point.x : -point.x, point.y)
        }
        return place / metres
    }
}
