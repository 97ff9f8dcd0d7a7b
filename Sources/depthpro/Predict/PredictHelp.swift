/// What `depthpro predict --help` explains beside the options.
enum PredictHelp {
    static let discussion = """
        Writes <stem>.npz, <stem>.jpg and <stem>.json for each photo into the folder given with --output (./depth \
        unless given). Depth is in metres along the optical axis; 10000 means too far to tell.

        Examples:
          depthpro predict photo.jpg --model depth_pro.pt
          depthpro predict holiday --recursive --output holiday-depth --keep-going
          depthpro predict 'trip/*.heic' --format png16,exr,json --fov 66
          depthpro predict room.jpg --format glb,usdz,ply --simplify 0.2
          find . -name '*.jpg' | depthpro predict - --json | jq .sidecar.camera

        Inputs: JPEG, PNG, WebP, TIFF, HEIC, AVIF, OpenEXR, Radiance HDR, GIF. A folder stands for the pictures in \
        it. A list on standard input has one path per line, or is separated by NUL bytes (find -print0). Two photos \
        with the same stem get <stem> and <stem>-2, in the order in which they are given. No input is ever \
        overwritten: such an output folder is refused.

        Decoding, the network and writing go on at the same time, and results come in the order of the inputs. --batch \
        lets several photos through the network at once.

        Formats: npz (depth, focallength_px, field_of_view_deg, intrinsics), npy, png16 (<stem>.png, millimetres up \
        to 65.535 m), tiff, exr and pfm (metres in 32-bit floats), jpg (a picture of inverse depth), json (everything \
        known about the estimate). The files of a photo appear together when all of them are complete.

        3D formats, in metres, with the sky and pixels that float between surfaces left out: ply (points, colours, \
        normals), glb (a mesh with the photo on it, or --points), usdz (the same for AR Quick Look), obj (with \
        <stem>.mtl and <stem>-photo.jpg), splat (<stem>.splat.ply, 3D Gaussians), and the folders <stem>.colmap and \
        <stem>.nerfstudio. The camera is at the origin and the world stands upright, by the floors and walls in the \
        photo. ply, glb, usdz, obj: X right, Y up, Z backward. splat, colmap: X right, Y down, Z forward. \
        nerfstudio: X right, Y forward, Z up.

        Photos that carry depth: gdepth (<stem>.gdepth.jpg, Google's GDepth), jpeg-depth and heic-depth \
        (<stem>.depth.jpg and .heic, a disparity picture with calibration as iPhones write it). Depth in them is at \
        most 1024 pixels wide and high, in metres.

        Edges: a network that sees less than \(EdgeChoice.smallestSharpWidth) pixels, as small does, blurs outlines; its depth gets \
        the photo's own, found by its colours, unless --edges network asks for what it gives.

        Focal length: what you state; else the photo's EXIF (35 mm-equivalent, then lens and sensor); else the \
        network's estimate. It only scales the depth: twice the focal length gives twice the depth.

        Exit status: 0 all done; 1 a photo failed (without --keep-going the first failure ends the run); 64 the \
        command line is wrong; 130 or 143 interrupted by Ctrl-C or a request to terminate, after finishing the photo \
        in hand; 141 the reader of --json went away.
        """
}
