import ArgumentParser

/// `depthpro edit`.
struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit a photo by its depth: refocus, cut out, fog, light, colour.",
        discussion: """
            Each takes a photo and its depth, which the network estimates or which --depth FILE brings, and writes a \
            picture of the same size with the photo's colour profile, EXIF, XMP and IPTC.

            Examples:
              depthpro edit refocus bear.jpg --at 640,400 --f-number 1.8
              depthpro edit cutout bear.jpg --far 4 --output bear.png
              depthpro edit fog street.jpg --visibility 60
              depthpro edit relight room.jpg --lamp 300,200,1.5 --ambient 0.3
              depthpro edit grade street.jpg --from 15 --saturation 0.2
              depthpro edit depth photo.heic --output photo.exr

            Estimating depth is what takes long. Do it once for several edits:
              depthpro edit depth photo.jpg --output photo.exr
              depthpro edit refocus photo.jpg --depth photo.exr --distance 2

            Distances are in metres along the optical axis, pixels are counted from the upper left corner of the \
            upright photo.
            """,
        subcommands: [
            EditRefocusCommand.self, EditCutoutCommand.self, EditFogCommand.self, EditDehazeCommand.self,
            EditRelightCommand.self, EditGradeCommand.self, EditDepthCommand.self,
        ])
}
