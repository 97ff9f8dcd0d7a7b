internal import ArgumentParser

/// `depthpro models`.
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "Lists, describes, verifies and fetches models.",
        discussion: """
            Models are looked for in the models folder ($DEPTHPRO_MODELS, else $XDG_DATA_HOME/depthpro/models, else \
            ~/.local/share/depthpro/models), beside the program, and as ./checkpoints/depth_pro.pt. A file put into the \
            models folder is known by its name without extension.
            """,
        subcommands: [
            ModelsListCommand.self, ModelsInfoCommand.self, ModelsVerifyCommand.self, ModelsFetchCommand.self,
        ],
        defaultSubcommand: ModelsListCommand.self)
}
