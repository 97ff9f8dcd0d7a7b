/// What can be measured of one image, as files name it; every figure of a table is a mean of these over images.
public enum Metric: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    /// The share of pixels with max(d/d̂, d̂/d) < 1.25.
    case delta1
    /// The share of pixels below 1.25².
    case delta2
    /// The share of pixels below 1.25³.
    case delta3
    /// ``DepthMetrics/absoluteRelativeError(_:)``.
    case absoluteRelativeError = "abs_rel"
    /// ``DepthMetrics/log10Error(_:)``.
    case log10
    /// ``DepthMetrics/rootMeanSquareError(_:)``, in metres.
    case rootMeanSquareError = "rmse"
    /// ``DepthMetrics/rootMeanSquareLogError(_:)``.
    case rootMeanSquareLogError = "rmse_log"
    /// ``DepthMetrics/scaleInvariantLogError(_:)``, times 100.
    case scaleInvariantLogError = "si_log"
    /// ``BoundaryMetrics/f1(_:)``.
    case boundaryF1 = "boundary_f1"
    /// ``BoundaryMetrics/precision(_:)``.
    case boundaryPrecision = "boundary_precision"
    /// ``BoundaryMetrics/recall(_:)``.
    case boundaryRecall = "boundary_recall"
    /// ``BoundaryMetrics/matteRecall(prediction:foreground:valid:)``.
    case matteRecall = "matte_recall"
    /// ``FocalLengthMetrics/relativeError(estimated:actual:)``.
    case focalError = "focal_error"
    /// 1 where the focal length is wrong by less than a quarter, else 0.
    case focalDelta25 = "focal_delta25"
    /// 1 where the focal length is wrong by less than half, else 0.
    case focalDelta50 = "focal_delta50"
    /// The Chamfer distance of point clouds, in metres.
    case cloudChamfer = "pc_chamfer"
    /// The share of predicted points within 0.1 m of a true one.
    case cloudPrecision = "pc_precision"
    /// The share of true points within 0.1 m of a predicted one.
    case cloudRecall = "pc_recall"
    /// The harmonic mean of the two.
    case cloudF = "pc_f"
    /// Intersection over union of the two clouds at 0.1 m.
    case cloudIoU = "pc_iou"
    /// The share, in percent, of pixels that prediction and target put on the same side of a plane (iBims-1, DDE 0).
    case directedCorrect = "dde_0"
    /// The share, in percent, that the prediction puts wrongly in front of the plane (DDE −).
    case directedNear = "dde_minus"
    /// The share, in percent, that the prediction puts wrongly behind it (DDE +).
    case directedFar = "dde_plus"
    /// How far predicted edges are from true ones, in pixels (iBims-1, DBE acc).
    case edgeAccuracy = "dbe_acc"
    /// How far true edges are from predicted ones, in pixels (DBE comp).
    case edgeCompleteness = "dbe_comp"
    /// How far predicted planes are from being plane, in metres (PE plan); ``PlaneErrors`` has centimetres.
    case planarity = "pe_plan"
    /// How much predicted planes are turned, in degrees (PE orie).
    case planeOrientation = "pe_orie"
    /// From the decoded photo to metres, in seconds; of networks that run here.
    case seconds

    /// As a table's head shows it.
    public var title: String {
        switch self {
        case .delta1: "δ1"
        case .delta2: "δ2"
        case .delta3: "δ3"
        case .absoluteRelativeError: "AbsRel"
        case .log10: "Log10"
        case .rootMeanSquareError: "RMSE"
        case .rootMeanSquareLogError: "RMSE-log"
        case .scaleInvariantLogError: "SI-Log"
        case .boundaryF1: "F1"
        case .boundaryPrecision: "Precision"
        case .boundaryRecall: "Recall"
        case .matteRecall: "Matte recall"
        case .focalError: "Focal error"
        case .focalDelta25: "δ25 %"
        case .focalDelta50: "δ50 %"
        case .cloudChamfer: "PC-CD"
        case .cloudPrecision: "PC-Precision"
        case .cloudRecall: "PC-Recall"
        case .cloudF: "PC-F"
        case .cloudIoU: "PC-IoU"
        case .directedCorrect: "DDE 0"
        case .directedNear: "DDE −"
        case .directedFar: "DDE +"
        case .edgeAccuracy: "DBE acc"
        case .edgeCompleteness: "DBE comp"
        case .planarity: "PE plan"
        case .planeOrientation: "PE orie"
        case .seconds: "Seconds"
        }
    }

    /// Whether more is better.
    public var isScore: Bool {
        switch self {
        case .delta1, .delta2, .delta3, .boundaryF1, .boundaryPrecision, .boundaryRecall, .matteRecall, .focalDelta25,
            .focalDelta50, .cloudPrecision, .cloudRecall, .cloudF, .cloudIoU, .directedCorrect:
            true
        case .absoluteRelativeError, .log10, .rootMeanSquareError, .rootMeanSquareLogError, .scaleInvariantLogError,
            .focalError, .cloudChamfer, .directedNear, .directedFar, .edgeAccuracy, .edgeCompleteness, .planarity,
            .planeOrientation, .seconds:
            false
        }
    }
}
