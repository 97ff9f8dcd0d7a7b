package import Torch

/// Numbers that a device is still to give.
package enum ArrivingFloats {
    /// There already.
    case here([Float])
    /// Host memory that holds them once the device has come to a mark made later.
    case onItsWay(Tensor)

    /// The numbers.
    ///
    /// - Precondition: The device has come to the mark.
    package func values() throws(TorchError) -> [Float] {
        switch self {
        case .here(let values): values
        case .onItsWay(let host): try host.floats()
        }
    }
}
