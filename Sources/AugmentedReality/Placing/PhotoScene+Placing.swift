internal import Geometry
internal import Images
internal import Scenes

extension PhotoScene {
    /// The photo with a model in it: in the photo's perspective, lit by the light estimated from the photo, with its
    /// shadow on what is around it, and hidden by what stands before it.
    ///
    /// The model and the surfaces around it are path-traced, with it and without it; what the model takes away from
    /// the light or adds to it is applied to the photo (differential rendering; Debevec, 1998).
    ///
    /// - Parameter progress: Told what is being done.
    /// - Throws: ``AugmentedRealityError`` with code `engine` where Embree is missing, or `badArgument` where the model
    ///   would be outside the picture.
    public func picture(
        of placement: ModelPlacement, options: PlacingOptions = .init(), progress: (String) -> Void = { _ in }
    ) throws(AugmentedRealityError) -> PlacedPicture {
        guard let window = PictureWindow(placement, in: self, options) else {
            throw AugmentedRealityError(.badArgument, "no part of the model would be within the picture")
        }
        if let sun = options.sun, dot(sun.direction, placement.plane.normal) < 0.02 {
            throw AugmentedRealityError(
                .badArgument, "the light would come from behind the \(placement.plane.kind.rawValue) under the model")
        }
        do {
            let toWorld = WorldAxes.yUp.fromCamera(up: gravity.up)
            let camera = window.camera(intrinsics, toWorld)
            progress("looking at light and surfaces")
            let stage = try StagedModel(placement, in: self, toWorld, options.sun)
            progress("outlining the model")
            let outliner = try Renderer(stage.alone)
            let outline = outliner.render(camera, samples: 1, bounces: 0, threads: options.threads)
            let cover = outliner.matte(camera, outline)
            progress("rendering the model and its shadow")
            let with = try Renderer(stage.with).render(
                camera, samples: options.samples, seed: 1, bounces: 2, threads: options.threads)
            progress("rendering the place without it")
            let without = try Renderer(stage.without).render(
                camera, samples: options.samples, seed: 1, bounces: 2, threads: options.threads)
            let layers = RenderedLayers(with: with, without: without, outline: outline, cover: cover)
            return Compositor(scene: self, placement: placement, window: window, layers: layers).picture()
        } catch let error as AugmentedRealityError {
            throw error
        } catch let error as ScenesError {
            throw AugmentedRealityError(.engine, error.message, cause: error)
        } catch {
            throw AugmentedRealityError(.engine, "the model cannot be rendered: \(error)", cause: error)
        }
    }
}
