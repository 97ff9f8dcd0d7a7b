/// What a bias before a convolution gave to pixels whose window reaches beyond the image, where there is no bias.
public struct BorderBias {
    private let rows: [Tensor]
    private let columns: [Tensor]
    /// By row, then column.
    private let corners: [[Tensor]]

    /// - Parameter taps: out×3×3, what the bias contributes through each tap.
    init(_ taps: Tensor, type: ScalarType) throws(TorchError) {
        let outputs = taps.shape[0]
        let channels = { (x: Tensor) throws(TorchError) in try x.reshaped([1, outputs, 1, 1]).to(type) }
        var (rows, columns, corners) = ([Tensor](), [Tensor](), [[Tensor]]())
        for end in [0, 2] {
            rows.append(try channels(taps.selected(1, end).sum([1])))
            columns.append(try channels(taps.selected(2, end).sum([1])))
            corners.append([
                try channels(taps.selected(1, end).selected(1, 0)), try channels(taps.selected(1, end).selected(1, 2)),
            ])
        }
        self.rows = rows
        self.columns = columns
        self.corners = corners
    }

    /// Takes it away.
    ///
    /// - Parameters:
    ///   - map: The convolution's result, N×out×H×W.
    ///   - isFirst: Whether its first row is the image's.
    ///   - isLast: Whether its last row is.
    public func subtract(from map: Tensor, isFirst: Bool, isLast: Bool) throws(TorchError) {
        let (lastRow, lastColumn) = (map.shape[2] - 1, map.shape[3] - 1)
        for (side, column) in [0, lastColumn].enumerated() {
            try map.narrowed(3, from: column, count: 1) -= columns[side]
        }
        for (end, row) in [isFirst ? 0 : nil, isLast ? lastRow : nil].enumerated() {
            guard let row else { continue }
            let line = try map.narrowed(2, from: row, count: 1)
            try line -= rows[end]
            // A corner's tap was in a row and in a column.
            for (side, column) in [0, lastColumn].enumerated() {
                try line.narrowed(3, from: column, count: 1) += corners[end][side]
            }
        }
    }
}
