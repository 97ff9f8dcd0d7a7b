/// The libraries that synthetic worlds and placed models need, opened at run time.
package enum SceneLibraries {
    /// Why Embree, which traces rays, cannot be used; `nil` where it can.
    package static var rayTracingProblem: String? {
        do throws(ScenesError) {
            try RayScene.start()
            return nil
        } catch {
            return error.message
        }
    }

    /// Why Assimp, which reads models, cannot be used; `nil` where it can.
    package static var modelProblem: String? { ModelReader.unavailable }
}
