/// The named tensors of a network, and where new ones come from.
///
/// Layers ask for their tensors by dotted path while they are built (`parameters / "blocks" / 3 / "norm1"`), so that
/// the names of the state dictionary fall out of the structure. Whether a tensor is drawn at random or read from a
/// checkpoint is the ``ParameterSource``'s business.
public struct Parameters {
    /// The dotted path so far; empty at the root.
    public let path: String
    let registry: Registry

    /// The root of a new network.
    ///
    /// - Parameter source: Where the tensors come from.
    public init(source: any ParameterSource) {
        path = ""
        registry = Registry(source: source)
    }

    private init(path: String, registry: Registry) {
        self.path = path
        self.registry = registry
    }

    /// The child of that name.
    public static func / (parent: Parameters, name: String) -> Parameters {
        Parameters(path: parent.path.isEmpty ? name : "\(parent.path).\(name)", registry: parent.registry)
    }

    /// The child of that number.
    public static func / (parent: Parameters, index: Int) -> Parameters { parent / String(index) }

    /// Asks for the tensor called `name` here.
    ///
    /// - Parameters:
    ///   - shape: What it must be.
    ///   - initial: How a source without data draws it.
    ///   - isTrainable: False for statistics that only accompany the network.
    /// - Throws: ``TorchError``, from the source.
    public func tensor(
        _ name: String, _ shape: [Int], _ initial: Initializer, isTrainable: Bool = true
    ) throws(TorchError) -> Tensor {
        let full = (self / name).path
        precondition(registry.entries[full] == nil, "the parameter \(full) is asked for twice")
        let tensor = try registry.source.tensor(full, shape, initial)
        registry.entries[full] = Entry(tensor: tensor, isTrainable: isTrainable)
        registry.names.append(full)
        return tensor
    }

    /// The tensor called `name` here for a layer that keeps its numbers in another form; it is not among ``all``.
    ///
    /// - Throws: ``TorchError``, from the source.
    func passing(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
        try registry.source.tensor((self / name).path, shape, initial)
    }

    /// Says that the layer has its numbers of `name` in another form.
    func discard(_ name: String) { registry.source.discard((self / name).path) }

    /// How layers are to compute over bfloat16.
    var narrowArithmetic: NarrowArithmetic { registry.source.narrowArithmetic }

    /// Whether neighbouring linear layers may become one: nothing is to be differentiated or written back.
    public var composesLayers: Bool { narrowArithmetic != .none }

    /// The weights called `name` here as 8-bit integers, where the source has them so; they are not among ``all``.
    ///
    /// - Throws: ``TorchError``, from the source.
    func quantized(_ name: String, _ shape: [Int]) throws(TorchError) -> QuantizedWeight? {
        try registry.source.quantized((self / name).path, shape)
    }

    /// Whether the weights called `name` here are to be multiplied as 8-bit floats.
    func multipliesAsFloat8(_ name: String) -> Bool { registry.source.multipliesAsFloat8((self / name).path) }

    /// Who is told of the input of the layer whose weights are called `name` here.
    func observer(ofInputOf name: String) -> ((Tensor) throws(TorchError) -> Void)? {
        registry.source.observer(ofInputOf: (self / name).path)
    }

    /// Every tensor by its full name, in the order in which the layers asked for them.
    public var all: [(name: String, tensor: Tensor)] {
        registry.names.compactMap { name in registry.entries[name].map { (name, $0.tensor) } }
    }

    /// Those that training moves.
    public var trainable: [(name: String, tensor: Tensor)] {
        all.filter { registry.entries[$0.name]?.isTrainable == true }
    }

    struct Entry {
        let tensor: Tensor
        let isTrainable: Bool
    }

    final class Registry {
        let source: any ParameterSource
        var entries: [String: Entry] = [:]
        var names: [String] = []

        init(source: any ParameterSource) { self.source = source }
    }
}
