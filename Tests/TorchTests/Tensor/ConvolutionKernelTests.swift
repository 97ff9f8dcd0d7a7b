import Testing
import Torch

/// The kernel of our own for 3×3 convolutions against libtorch's in float64.
@Suite struct ConvolutionKernelTests {
    struct Case: Sendable, CustomStringConvertible {
        var batch = 1
        var inputs = 64
        var outputs = 32
        var rows: Int
        var columns: Int
        var paddingRows = 1
        var paddingColumns = 1
        var hasBias = true

        var description: String {
            "\(batch)×\(inputs)×\(rows)×\(columns) to \(outputs), padded by \(paddingRows) and \(paddingColumns)"
        }
    }

    /// Whole and broken tiles, one part and several, every padding that the network's strips ask for.
    static let cases = [
        Case(rows: 16, columns: 16), Case(rows: 17, columns: 30), Case(rows: 19, columns: 21, paddingRows: 0),
        Case(batch: 2, rows: 18, columns: 15), Case(rows: 5, columns: 70, paddingRows: 0, paddingColumns: 0),
        Case(rows: 1, columns: 300), Case(rows: 3, columns: 101, paddingRows: 0, hasBias: false),
        Case(batch: 3, inputs: 32, outputs: 96, rows: 33, columns: 47, hasBias: false),
        Case(inputs: 256, outputs: 256, rows: 20, columns: 24), Case(inputs: 48, outputs: 64, rows: 40, columns: 9),
    ]

    private static func normal(_ shape: [Int]) throws -> Tensor {
        try RandomNumbers.alone { try Tensor.randomNormal(shape) }
    }

    /// Channels last, as the network's maps lie.
    private func image(_ own: Case) throws -> Tensor {
        try Self.normal([own.batch, own.rows, own.columns, own.inputs]).permuted([0, 3, 1, 2])
    }

    @Test(arguments: cases) func equalsTheDefinition(own: Case) throws {
        try withInferenceMode {
            let image = try image(own)
            let deviation = (2 / Double(9 * own.inputs)).squareRoot()
            let weight = try Self.normal([own.outputs, own.inputs, 3, 3]) * deviation
            let bias = try own.hasBias ? Self.normal([own.outputs]) : nil
            var geometry = ConvolutionGeometry(padding: own.paddingColumns)
            geometry.paddingRows = own.paddingRows
            let result = try image.convolved(weight, bias: bias, geometry)
            let right = try image.to(.float64).convolved(weight.to(.float64), bias: bias?.to(.float64), geometry)
            #expect(result.shape == right.shape)
            // Values reach 6; plain sums in float32 are off by 1e-5 at the worst, a wrong term by 1e-3 and more.
            #expect(try (result.to(.float64) - right).abs().max().item() < 3e-5)
        }
    }

    /// A strip of rows is a view into a larger map.
    @Test func rowsOfALargerMap() throws {
        try withInferenceMode {
            let whole = try image(Case(rows: 40, columns: 30))
            let weight = try Self.normal([32, 64, 3, 3]) / 24
            var geometry = ConvolutionGeometry(padding: 1)
            geometry.paddingRows = 0
            let strip = try whole.narrowed(2, from: 9, count: 20).convolved(weight, geometry)
            let right = try whole.convolved(weight, ConvolutionGeometry(padding: 1)).narrowed(2, from: 10, count: 18)
            #expect(try (strip - right).abs().max().item() < 3e-5)
        }
    }

    /// Where gradients are wanted libtorch's operator computes: the bias's is the number of pixels.
    @Test func gradientsPass() throws {
        let image = try image(Case(rows: 20, columns: 20))
        let weight = try Self.normal([32, 64, 3, 3])
        let bias = try Tensor.zeros([32])
        try bias.setRequiresGradient(true)
        try image.convolved(weight, bias: bias, ConvolutionGeometry(padding: 1)).sum().backward()
        let gradient = try #require(try bias.gradient())
        #expect(try (gradient - 400).abs().max().item() < 1e-3)
    }

    /// Not a number stays where the window meets it, and reaches no other row of the map.
    @Test func notANumberStaysInItsTiles() throws {
        try withInferenceMode {
            let image = try image(Case(rows: 32, columns: 32))
            try image.narrowed(2, from: 30, count: 2).copyInPlace(from: Tensor(full: .nan, [1, 64, 2, 32]))
            let weight = try Self.normal([32, 64, 3, 3])
            let result = try image.convolved(weight, ConvolutionGeometry(padding: 1))
            #expect(try result.narrowed(2, from: 0, count: 24).isAllFinite())
            #expect(try !result.narrowed(2, from: 31, count: 1).isAllFinite())
        }
    }
}
