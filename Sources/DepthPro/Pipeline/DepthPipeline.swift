internal import Synchronization

/// Takes many photos, or a film's frames, through reading, the network and what is done with the depth, all three at the
/// same time, so that the device that runs the network need not wait.
///
/// ```swift
/// let pipeline = DepthPipeline(estimator, batch: 4) { url in
///     PipelinePhoto(try Photo(contentsOf: url))
/// } finish: { url, estimate in
///     try save(estimate.depth, beside: url)
/// }
/// await pipeline.run(urls) { url, result in
///     if case .failure(let error) = result { print("\(url.path): \(error)") }
///     return true
/// }
/// ```
///
/// Results come in the order of the items, each with its own error where it failed. Memory is bounded: at most
/// ``readers`` items are read ahead, four passes of ``batch`` photos are under way, and ``writers`` are being finished.
public struct DepthPipeline<Item: Sendable, Product: Sendable>: Sendable {
    /// Photos in one pass through the network.
    public var batch: Int
    /// Items that are read at the same time.
    public var readers: Int
    /// Items that are finished at the same time.
    public var writers: Int
    /// See ``EstimationOptions``.
    public var options: EstimationOptions

    private let estimator: DepthEstimator
    private let read: @Sendable (Item) async throws -> PipelinePhoto
    private let finish: @Sendable (Item, PipelineEstimate) async throws -> Product

    /// - Parameters:
    ///   - estimator: Whose network.
    ///   - batch: See ``batch``.
    ///   - readers: See ``readers``.
    ///   - writers: See ``writers``.
    ///   - options: See ``EstimationOptions``.
    ///   - read: Gives an item's photo.
    ///   - finish: Makes of its depth whatever is wanted.
    public init(
        _ estimator: DepthEstimator, batch: Int = 1, readers: Int = 1, writers: Int = 1,
        options: EstimationOptions = .init(), read: @escaping @Sendable (Item) async throws -> PipelinePhoto,
        finish: @escaping @Sendable (Item, PipelineEstimate) async throws -> Product
    ) {
        precondition(batch > 0 && readers > 0 && writers > 0, "\(batch), \(readers) and \(writers) must be positive")
        self.estimator = estimator
        self.batch = batch
        self.readers = readers
        self.writers = writers
        self.options = options
        self.read = read
        self.finish = finish
    }

    /// Works through `items`.
    ///
    /// - Parameters:
    ///   - isInterrupted: Asked before each pass; where it is, no more begin, and those under way are finished.
    ///   - report: Told what became of each item, in their order. Where it returns `false`, what has not been finished
    ///     is dropped.
    public func run(
        _ items: some Sequence<Item> & Sendable, isInterrupted: @escaping @Sendable () -> Bool = { false },
        report: (Item, Result<Product, any Error>) async -> Bool
    ) async {
        let flow = Flow(readers: readers, writers: writers)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await readAll(items, flow) }
            group.addTask { await computeAll(flow, isInterrupted) }
            group.addTask { await finishAll(flow) }
            while let (item, product) = await flow.finished.next() {
                let goesOn = await report(item, product.result)
                if !goesOn { await flow.stop() }
                await flow.slots.give()
                if !goesOn { break }
            }
            await flow.stop()
        }
        while let (_, reading) = await flow.read.next() { reading.cancel() }
        // Nobody is told of these, but nothing may be left half done.
        while let (_, product) = await flow.finished.next() { _ = await product.result }
    }
}

// MARK: - Stages

extension DepthPipeline {
    private typealias Reading = Task<(PipelinePhoto, seconds: Double), any Error>

    /// A pass that the device has been asked for.
    private struct Pass: Sendable {
        let items: [(item: Item, photo: Result<(PipelinePhoto, seconds: Double), any Error>)]
        /// Of the photos that could be read; `nil` where there is none.
        let pending: Result<PendingEstimate?, any Error>
        let began: ContinuousClock.Instant
    }

    /// What lies between the stages.
    private final class Flow: Sendable {
        let read: BoundedChannel<(Item, Reading)>
        let computed = BoundedChannel<Pass>(capacity: 1)
        let finished: BoundedChannel<(Item, Task<Product, any Error>)>
        let slots: Slots
        private let hasStopped = Atomic(false)

        init(readers: Int, writers: Int) {
            read = BoundedChannel(capacity: readers)
            finished = BoundedChannel(capacity: writers)
            slots = Slots(writers)
        }

        var isStopped: Bool { hasStopped.load(ordering: .acquiring) }

        func stop() async {
            hasStopped.store(true, ordering: .releasing)
            await read.finish()
            await computed.finish()
            await finished.finish()
        }
    }

    private func readAll(_ items: some Sequence<Item>, _ flow: Flow) async {
        for item in items {
            guard await flow.read.hasRoom() else { return }
            let reading = Reading { [read] in
                let start = ContinuousClock.now
                let photo = try await read(item)
                return (photo, (ContinuousClock.now - start) / .seconds(1))
            }
            guard await flow.read.send((item, reading)) else { return reading.cancel() }
        }
        await flow.read.finish()
    }

    private func computeAll(_ flow: Flow, _ isInterrupted: @Sendable () -> Bool) async {
        while !flow.isStopped, !isInterrupted() {
            var items: [(item: Item, photo: Result<(PipelinePhoto, seconds: Double), any Error>)] = []
            while items.count < batch, let (item, reading) = await flow.read.next() {
                items.append((item, await reading.result))
            }
            // Photos come late where reading is slow: what happened meanwhile counts.
            guard !items.isEmpty, !flow.isStopped, !isInterrupted() else { break }
            let photos = items.compactMap { try? $0.photo.get().0 }
            let began = ContinuousClock.now
            let pending = await submitted(photos)
            guard await flow.computed.send(Pass(items: items, pending: pending, began: began)) else { return }
        }
        await flow.read.finish()
        await flow.computed.finish()
    }

    private func submitted(_ photos: [PipelinePhoto]) async -> Result<PendingEstimate?, any Error> {
        guard !photos.isEmpty else { return .success(nil) }
        do {
            return .success(try await estimator.submit(photos.map(\.photo), photos.map(\.focalLength), options))
        } catch {
            return .failure(error)
        }
    }

    private func finishAll(_ flow: Flow) async {
        let collector = EstimateCollector()
        var last = ContinuousClock.now
        while let pass = await flow.computed.next() {
            var maps = await depths(of: pass, collector)[...]
            let now = ContinuousClock.now
            let seconds = (now - max(pass.began, last)) / .seconds(1) / Double(max(1, maps.count))
            last = now
            for (item, photo) in pass.items {
                let estimate = Result {
                    let (photo, readSeconds) = try photo.get()
                    guard let map = maps.popFirst() else { preconditionFailure("a photo without a result") }
                    return PipelineEstimate(
                        photo: photo.photo, depth: try map.get(), readSeconds: readSeconds, estimateSeconds: seconds)
                }
                await flow.slots.take()
                guard !flow.isStopped else { return }
                let product = Task { [finish] in try await finish(item, estimate.get()) }
                guard await flow.finished.send((item, product)) else {
                    _ = await product.result
                    return
                }
            }
        }
        await flow.finished.finish()
    }

    /// One for each photo that could be read. Where a pass fails as a whole, as for want of memory, each photo is tried by
    /// itself.
    private func depths(of pass: Pass, _ collector: EstimateCollector) async -> [Result<DepthMap, any Error>] {
        do {
            guard let pending = try pass.pending.get() else { return [] }
            return try await collector.collect(pending)
        } catch {
            let photos = pass.items.compactMap { try? $0.photo.get().0 }
            guard photos.count > 1 else { return photos.map { _ in .failure(error) } }
            var alone: [Result<DepthMap, any Error>] = []
            for photo in photos {
                do {
                    guard let pending = try await submitted([photo]).get() else { continue }
                    alone += try await collector.collect(pending)
                } catch {
                    alone.append(.failure(error))
                }
            }
            return alone
        }
    }
}
