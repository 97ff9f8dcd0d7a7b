internal import ArgumentParser

/// `depthpro datasets`.
struct DatasetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets", abstract: "Lists, describes and checks data sets of images with depth.",
        discussion: """
            Published data sets are read as their authors publish them; depthpro datasets describe NAME shows where one \
            comes from, its terms and the folders that are expected. Whatever else there is can be described by a \
            manifest.jsonl, a line of JSON per image, and goes by the name manifest.

              depthpro datasets list
              depthpro datasets describe hypersim
              depthpro datasets check hypersim /data/hypersim --split train
            """,
        subcommands: [DatasetsListCommand.self, DatasetsDescribeCommand.self, DatasetsCheckCommand.self],
        defaultSubcommand: DatasetsListCommand.self)
}
