/// What `depthpro render --help` explains beside the options.
enum RenderHelp {
    static let discussion = """
        Takes the photo apart into layers at depth edges, fills in what lies behind, and looks at it with another \
        camera: a still, a film along a path, or a stereo pair.

        Examples:
          depthpro render photo.jpg --path orbit
          depthpro render photo.jpg --path dolly-zoom --seconds 6 --size 1920x1080 --output vertigo.mp4
          depthpro render photo.jpg --path swing --size 480x320 --fps 15 --output swing.webp
          depthpro render photo.jpg --move 0.1,0,0.3 --turn 5,0,0 --output closer.jpg
          depthpro render photo.jpg --stereo sbs --baseline 63
          depthpro render photo.jpg --depth photo.exr --fov 60 --path ken-burns --preview

        Paths: orbit (once around an ellipse), swing (right, left and back), dolly (forward), dolly-zoom (backward, \
        while the lens zooms in: what is at --focus keeps its size), ken-burns (a slow zoom and pan). All but dolly \
        look at the middle of the picture at the distance --focus, which stays where it is. How far the camera goes \
        follows from the scene; --strength multiplies it and --distance states it in metres. The farther it goes, the \
        more has to be invented of what the photo does not show.

        Output: what the extension of --output says. Stills: .jpg, .png. Films: .mp4 (H.264, needs FFmpeg: depthpro \
        doctor tells), .webp and .gif (repeat without end). Unless --output is given, the name is the photo's with \
        what was done: photo-orbit.mp4, photo-view.jpg, photo_LRF_Full_SBS.jpg. The file appears when it is complete.

        Stereo: two eyes, --baseline millimetres apart. sbs puts them side by side in full size, and the name ends in \
        _LRF_Full_SBS, by which VR players know it; half-sbs squeezes each to half its width; anaglyph is for red and \
        cyan glasses. With --path each frame of the film is such a pair. --convergence is the distance in metres that \
        appears on the screen; nearer things come out of it.

        Exit status: 0 done; 1 failed; 64 the command line is wrong; 130 or 143 interrupted, with nothing written.
        """
}
