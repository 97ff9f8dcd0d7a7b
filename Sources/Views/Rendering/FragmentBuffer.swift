/// For each pixel of a band of a view: which point of which layer is nearest there.
///
/// Places in the layer are kept, not colours, so that each pixel's colour is interpolated once.
struct FragmentBuffer {
    /// In 1/m; 0 where there is nothing.
    let inverseDepths: UnsafeMutablePointer<Float>
    /// In the layer's points, from the left.
    let columns: UnsafeMutablePointer<Float>
    /// In the layer's points, from the top.
    let rows: UnsafeMutablePointer<Float>
    /// Which layer.
    let layers: UnsafeMutablePointer<UInt8>
    let count: Int

    /// Of a layer's number: nothing was drawn.
    static let none: UInt8 = 255

    init(count: Int) {
        inverseDepths = .allocate(capacity: count)
        columns = .allocate(capacity: count)
        rows = .allocate(capacity: count)
        layers = .allocate(capacity: count)
        self.count = count
    }

    func clear() {
        // The sky's inverse depth is 0, and it is drawn.
        inverseDepths.update(repeating: -1, count: count)
        layers.update(repeating: Self.none, count: count)
    }

    func deallocate() {
        inverseDepths.deallocate()
        columns.deallocate()
        rows.deallocate()
        layers.deallocate()
    }
}
