internal import ArgumentParser

/// `depthpro datasets`.
struct DatasetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets", abstract: "Lists, describes and checks data sets to learn from and to measure with.",
        discussion: """
            Published data sets are read as their authors publish them; depthpro datasets describe NAME shows where one \
            comes from, its terms and the folders that are expected. Beside depth there are sets of alpha mattes, for \
            boundaries, and of photographs, for focal lengths. Whatever else there is can be described by a \
            manifest.jsonl, a line of JSON per image, and goes by the name manifest; pairs of images and mattes go by \
            mattes, folders of photographs by photos.

              depthpro datasets list --purpose evaluation
              depthpro datasets describe hypersim
              depthpro datasets check hypersim /data/hypersim --split train
              depthpro datasets check dis-5k /data/DIS5K --list dis5k_sample_list.txt
            """,
        subcommands: [DatasetsListCommand.self, DatasetsDescribeCommand.self, DatasetsCheckCommand.self],
        defaultSubcommand: DatasetsListCommand.self)
}
