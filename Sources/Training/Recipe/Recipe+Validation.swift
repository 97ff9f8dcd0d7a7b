internal import DepthPro

extension Recipe {
    /// Checks everything that can be known before the data is opened.
    ///
    /// - Throws: ``TrainingError`` with ``TrainingError/Code/invalidRecipe``.
    func validate() throws(TrainingError) {
        try require(!stages.isEmpty, "a recipe needs a stage")
        try require(!data.isEmpty, "a recipe needs data")
        let names = Set(data.map(\.name))
        try require(names.count == data.count, "two data sources have the same name; give each a “name”")
        try require(Set(stages.map(\.name)).count == stages.count, "two stages have the same name")
        try require(checkpoints.every > 0 && checkpoints.keep > 0, "checkpoints need numbers above 0")
        for source in data { try validate(source) }
        if let validation {
            try require(validation.every > 0 && validation.samples > 0, "validation needs numbers above 0")
        }
        try validate(model)
        for stage in stages { try validate(stage, names) }
    }

    /// Checks that every batch can be shared by so many processes.
    func validate(processes: Int) throws(TrainingError) {
        for stage in stages {
            try require(
                stage.batch % (processes * stage.accumulation) == 0,
                "stage \(stage.name): a batch of \(stage.batch) cannot be shared by \(processes) processes in "
                    + "\(stage.accumulation) parts each")
        }
    }

    private func validate(_ source: DataSource) throws(TrainingError) {
        try require(source.weight >= 0, "the weight of \(source.name) is below 0")
        if case .manifest = source.kind { return }
        try require(
            source.fieldsOfView == nil,
            "\(source.name) is no manifest, and only a manifest's rows have “fields-of-view”")
    }

    private func validate(_ stage: Stage, _ names: Set<String>) throws(TrainingError) {
        try require(stage.steps > 0, "stage \(stage.name) has no steps")
        try require(stage.batch > 0 && stage.accumulation > 0, "stage \(stage.name) has an empty batch")
        try require(
            stage.batch % stage.accumulation == 0,
            "stage \(stage.name): a batch of \(stage.batch) cannot be divided into \(stage.accumulation) parts")
        for name in stage.data ?? [] {
            try require(
                names.contains(name),
                "stage \(stage.name): there is no data source “\(name)”; there are \(names.sorted().joined(separator: ", "))"
            )
        }
        try require((0..<1).contains(stage.trimming), "stage \(stage.name): trimming is a part, from 0 to below 1")
        try require(stage.clip > 0, "stage \(stage.name): clip must be above 0")
        try require((0..<1).contains(stage.average), "stage \(stage.name): average must be from 0 to below 1")
        let rate = stage.learningRate
        try require(
            rate.encoder >= 0 && rate.decoder >= 0 && rate.warmup >= 0 && rate.decay >= 0
                && rate.warmup + rate.decay <= 1,
            "stage \(stage.name): the learning rate's parts must be 0 or more and fit into the stage")
        let plan = stage.augmentation
        for part in [
            plan.color, plan.grayscale, plan.blur, plan.crop, plan.offset, plan.aspect, plan.turn, plan.flip,
            plan.noise,
        ] {
            try require((0...1).contains(part), "stage \(stage.name): augmentation's numbers are probabilities")
        }
        try require(
            plan.smallestCrop > 0 && plan.smallestCrop <= 1, "stage \(stage.name): smallest-crop is a part of the image"
        )
        try require((0...45).contains(plan.largestTurn), "stage \(stage.name): largest-turn is 0 to 45 degrees")
        try validate(stage.model ?? model)
        try require(
            stage.trains == .depth || configuration(of: stage).fieldOfView != nil,
            "stage \(stage.name) trains the field of view, which this network does not estimate")
    }

    private func validate(_ model: ModelChoice) throws(TrainingError) {
        do {
            try model.configuration.validate()
        } catch {
            throw TrainingError(.invalidRecipe, "model: \(error.message)", cause: error)
        }
        try validateSeams(model.configuration)
        let (input, output) = (model.configuration.inputColumns, model.configuration.outputSize.columns)
        try require(
            input == output,
            "model: the decoder makes \(output)×\(output) pixels of \(input)×\(input); each hook and each scale doubles them, "
                + "so take \(output > input ? "fewer hooks or larger" : "more hooks or smaller") patches")
    }

    private func require(_ condition: Bool, _ sentence: String) throws(TrainingError) {
        guard condition else { throw TrainingError(.invalidRecipe, sentence) }
    }
}
