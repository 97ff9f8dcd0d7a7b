import CEmbree

/// A scene of Embree's: geometry goes in, then it is committed, then rays are asked.
final class RayScene: @unchecked Sendable {
    // Only its maker adds to it, before anyone asks; Embree's queries are safe from any thread.
    let handle: OpaquePointer
    /// What it shows must outlive it.
    private var shown: [RayScene] = []

    init() throws(ScenesError) {
        try Self.start()
        var error = cembree_error()
        guard let handle = cembree_scene_new(&error) else { throw Self.failure(error) }
        self.handle = handle
    }

    deinit { cembree_scene_free(handle) }

    /// Loads Embree.
    ///
    /// - Throws: ``ScenesError/Code/libraryMissing``.
    static func start() throws(ScenesError) {
        var error = cembree_error()
        guard cembree_start(&error) == 0 else {
            throw ScenesError(
                .libraryMissing,
                "Rendering needs Embree, which is missing here (\(text(error))); install it: "
                    + "apt-get install libembree4-4, or libembree3-3 on older systems.")
        }
    }

    func addTriangles(
        positions: UnsafePointer<SIMD3<Float>>, count: Int, triangles: UnsafePointer<SIMD3<UInt32>>,
        triangleCount: Int, isPorous: Bool
    ) throws(ScenesError) -> Int {
        var error = cembree_error()
        return try Self.check(
            cembree_add_triangles(handle, positions, count, triangles, triangleCount, isPorous ? 1 : 0, &error), error)
    }

    func addStrands(
        points: UnsafePointer<SIMD4<Float>>, count: Int, segments: UnsafePointer<UInt32>, flags: UnsafePointer<UInt8>,
        segmentCount: Int
    ) throws(ScenesError) -> Int {
        var error = cembree_error()
        return try Self.check(
            cembree_add_strands(handle, points, count, segments, flags, segmentCount, &error), error)
    }

    func addInstance(of scene: RayScene, _ transform: Transform) throws(ScenesError) -> Int {
        shown.append(scene)
        var error = cembree_error()
        let axes = [transform.x, transform.y, transform.z, transform.origin]
        let matrix = axes.flatMap { [$0.x, $0.y, $0.z] }
        return try Self.check(cembree_add_instance(handle, scene.handle, matrix, &error), error)
    }

    func commit() throws(ScenesError) {
        var error = cembree_error()
        _ = try Self.check(cembree_commit(handle, &error), error)
    }

    private static func check(_ result: Int32, _ error: cembree_error) throws(ScenesError) -> Int {
        guard result >= 0 else { throw failure(error) }
        return Int(result)
    }

    private static func failure(_ error: cembree_error) -> ScenesError {
        ScenesError(.engine, "Embree cannot take the scene: \(text(error)).")
    }

    private static func text(_ error: cembree_error) -> String {
        withUnsafeBytes(of: error.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
