import Editing
import Foundation
import Images
import Views

/// Makes the scene, looks at it, and writes what is seen.
struct RenderRun {
    let command: RenderCommand
    let format: RenderFormat
    let output: URL

    private struct Summary: Encodable {
        let file: String
        let width: Int
        let height: Int
        let frames: Int
        let frames_per_second: Double?
        let encoder: String?
        let camera_distance_m: Double?
        let focus_m: Double?
        let baseline_mm: Double?
        let focal_length_px: Double
        let seconds: Double
    }

    /// - Returns: The program's exit status.
    func run() async throws -> Int32 {
        Interruption.install()
        // Found out before the network computes.
        if format == .mp4 { try FilmLibrary.start() }
        try OutputPlan.requireWritable(output.deletingLastPathComponent())
        guard
            InputList.realPath(output.path) == nil
                || InputList.realPath(output.path) != InputList.realPath(command.source.photo)
        else { throw CommandFailure("\(output.relativePath) is the photo itself: choose another --output") }
        let started = ContinuousClock.now
        var progress = ProgressReporter(total: frameCount, isQuiet: command.quiet)
        let (scene, size) = try await Interruption.withoutFiles { [progress] in
            let opened = try await command.source.open(progress: progress)
            progress.activity("taking the photo apart")
            let size = pictureSize(opened.photo.image)
            return (try self.scene(opened, size), size)
        }
        try FileManager.default.createDirectory(
            at: output.deletingLastPathComponent(), withIntermediateDirectories: true)
        let path = command.camera.path.map { cameraPath($0, scene) }
        if let path {
            guard try film(scene, path, size, &progress) else { return Interruption.exitStatus ?? 1 }
        } else {
            progress.activity("rendering")
            try still(picture(scene, stillCamera(scene, size)))
        }
        progress.clear()
        let elapsed = (ContinuousClock.now - started) / .seconds(1)
        try report(scene, path, size, elapsed, &progress)
        return 0
    }

    // MARK: Sizes

    private var rate: Double {
        command.film.preview ? min(command.film.fps ?? 12, 12) : command.film.fps ?? (format.isAnimation ? 15 : 30)
    }

    private var frameCount: Int {
        command.camera.path == nil ? 1 : max(1, Int((command.film.seconds * rate).rounded()))
    }

    /// Of what one eye sees.
    private func pictureSize(_ photo: RGBImage) -> PictureSize {
        var (width, height) = (Double(photo.width), Double(photo.height))
        if let size = command.size {
            (width, height) = (Double(size.width), Double(size.height))
        } else {
            let limit = format.isAnimation ? 640.0 : format.isFilm ? 1920 : 4096
            let scale = min(1, limit / max(width, height))
            (width, height) = (width * scale, height * scale)
        }
        if command.film.preview { (width, height) = (width / 2, height / 2) }
        // Films halve the resolution of colours.
        func even(_ value: Double) -> Int { max(16, Int((value / 2).rounded()) * 2) }
        return PictureSize(width: even(width), height: even(height))
    }

    // MARK: Scene

    private func scene(_ opened: PhotoDepth, _ size: PictureSize) throws -> LayeredScene {
        let photo = opened.photo.image
        // No larger than what will be seen of it.
        let scale = min(
            1, max(Double(size.width) / Double(photo.width), Double(size.height) / Double(photo.height)))
        let width = max(8, Int((Double(photo.width) * scale).rounded()))
        let height = max(8, Int((Double(photo.height) * scale).rounded()))
        let small = photo.resized(width: width, height: height)
        let intrinsics = try opened.intrinsics()
        return try LayeredScene(
            photo: small, depth: try depth(opened.measured, small),
            intrinsics: Intrinsics(
                focalLength: intrinsics.focalLength * Double(width) / Double(photo.width),
                centerX: intrinsics.centerX * Double(width) / Double(photo.width),
                centerY: intrinsics.centerY * Double(height) / Double(photo.height)),
            options: SceneOptions(edgeThreshold: command.edgeThreshold))
    }

    /// Depth of the scene's size; a smaller map's edges are laid on the photo's.
    private func depth(_ measured: FloatRaster, _ photo: RGBImage) throws -> FloatRaster {
        guard measured.width < photo.width else {
            return measured.resizedToNearest(width: photo.width, height: photo.height)
        }
        let small = try Nearness(measured)
        let isNetworks = command.source.depthFile == nil
        let nearness = try (isNetworks ? GuidedUpsampling(networkMap: small) : .init())(small, photo: photo)
        return FloatRaster(width: photo.width, height: photo.height, values: nearness.values.map { 1 / $0 })
    }

    private func cameraPath(_ motion: CameraMotion, _ scene: LayeredScene) -> CameraPath {
        let arguments = command.camera
        var path = CameraPath(motion, for: scene, strength: arguments.strength ?? 1, focus: arguments.focus)
        if let distance = arguments.distance { path.distance = distance }
        if let easing = command.film.easing { path.easing = easing }
        if let zoom = arguments.zoom { path.zoom = zoom }
        path.returns = command.film.back
        return path
    }

    private func stillCamera(_ scene: LayeredScene, _ size: PictureSize) -> ViewCamera {
        let arguments = command.camera
        var camera = ViewCamera(
            framing: scene, width: size.width, height: size.height, zoom: arguments.zoom ?? 1)
        if let move = arguments.move { camera = camera.moved(to: [move.x, -move.y, move.z]) }
        if let turn = arguments.turn {
            camera = camera.turned(
                yaw: turn.x * .pi / 180, pitch: turn.y * .pi / 180, roll: turn.z * .pi / 180)
        }
        return camera
    }

    // MARK: Pictures

    private func picture(_ scene: LayeredScene, _ camera: ViewCamera) -> RGBImage {
        guard let layout = command.stereo.stereo else { return scene.view(camera).image }
        let eyes = command.stereo.rig.eyes(camera)
        return layout.picture(left: scene.view(eyes.left).image, right: scene.view(eyes.right).image)
    }

    private func still(_ image: RGBImage) throws {
        if format == .png {
            try image.writePNG(to: output)
        } else {
            try image.writeJPEG(to: output, quality: command.film.quality ?? 90)
        }
    }

    /// - Returns: Whether the film was finished; not when interrupted.
    private func film(
        _ scene: LayeredScene, _ path: CameraPath, _ size: PictureSize, _ progress: inout ProgressReporter
    ) throws -> Bool {
        let whole = outputSize(size)
        var film = try openFilm(whole)
        for (number, camera) in path.cameras(frameCount, of: scene, width: size.width, height: size.height).enumerated()
        {
            guard Interruption.exitStatus == nil else { return false }
            progress.activity("frame \(number + 1)")
            try film.append(picture(scene, camera))
            progress.advance()
        }
        progress.activity("finishing \(output.relativePath)")
        try film.finish()
        return true
    }

    private func outputSize(_ size: PictureSize) -> (width: Int, height: Int) {
        command.stereo.stereo?.size(eyeWidth: size.width, eyeHeight: size.height) ?? (size.width, size.height)
    }

    private func openFilm(_ size: (width: Int, height: Int)) throws -> FilmOutput {
        guard format == .mp4 else {
            let kind: Animation.Format = format == .gif ? .gif : .webp(quality: command.film.quality ?? 80)
            return .animation(Animation(width: size.width, height: size.height, rate: rate), output, kind)
        }
        return .film(
            try Film(
                to: output,
                settings: .init(
                    width: size.width, height: size.height, rate: rate,
                    quality: command.film.quality ?? (command.film.preview ? 26 : 18), isFast: command.film.preview,
                    isStereoPair: command.stereo.stereo?.isSideBySide == true)))
    }

    // MARK: Report

    private func report(
        _ scene: LayeredScene, _ path: CameraPath?, _ size: PictureSize, _ elapsed: Double,
        _ progress: inout ProgressReporter
    ) throws {
        let whole = outputSize(size)
        var parts = ["\(whole.width)×\(whole.height)"]
        if let path {
            parts.append("\(frameCount) frames at \(String(format: "%g", rate))/s")
            parts.append(String(format: "camera %.3g m, focus %.3g m", path.distance, path.focus))
        }
        parts.append(String(format: "%.1f s", elapsed))
        progress.line("\(command.source.photo) → \(output.relativePath): \(parts.joined(separator: "; "))")
        guard command.json else { return }
        let summary = Summary(
            file: output.relativePath, width: whole.width, height: whole.height, frames: frameCount,
            frames_per_second: path == nil ? nil : rate,
            encoder: format == .mp4 ? try FilmLibrary.start().encoder : nil, camera_distance_m: path?.distance,
            focus_m: path?.focus, baseline_mm: command.stereo.stereo.map { _ in command.stereo.rig.baseline * 1000 },
            focal_length_px: scene.intrinsics.focalLength, seconds: elapsed)
        _ = StandardOutput.write(try ModelsOutput.line(summary) + "\n")
    }
}
