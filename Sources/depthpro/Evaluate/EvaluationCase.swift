import Datasets
import Images

/// One image and what is known of it.
struct EvaluationCase: Sendable {
    /// What predictions are compared with.
    enum Truth: Sendable {
        /// In metres.
        case depth(FloatRaster)
        /// 0 to 1.
        case matte(FloatRaster)
        /// Nothing but the camera.
        case camera
    }

    let photo: Photo
    let truth: Truth
    /// In pixels of the photo.
    let intrinsics: Intrinsics?
    /// Edges and planes, where the set marks them.
    var annotations: SceneAnnotations?
}
