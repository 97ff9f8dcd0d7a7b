#!/usr/bin/env python3
"""Makes the files of Tests/ImagesTests/Resources with libraries other than the ones under test.

    pip install pillow pillow-heif numpy OpenEXR tifffile imagecodecs matplotlib && Scripts/images-fixtures.py

Every picture shows four fields of 24 × 16 pixels, upright: red and green above, blue and yellow below.
`expected.json` lists what each file must decode to at the middle of each field, with the tolerance.
"""
import json
import pathlib
import struct
import zlib

import matplotlib
import numpy as np
import OpenEXR
import pillow_heif
import tifffile
from PIL import Image, ImageOps
from PIL.TiffImagePlugin import IFDRational

OUT = pathlib.Path(__file__).parents[1] / "Tests/ImagesTests/Resources"
FIELDS = [(200, 30, 40), (40, 180, 60), (30, 50, 190), (220, 210, 50)]
WIDTH, HEIGHT = 48, 32
expected = {}


def fields(colours, dtype=np.uint8):
    """The picture, for colours of any number of channels."""
    image = np.zeros((HEIGHT, WIDTH, len(colours[0])), dtype)
    for index, colour in enumerate(colours):
        row, column = divmod(index, 2)
        image[row * 16 : row * 16 + 16, column * 24 : column * 24 + 24] = colour
    return image


def expect(name, colours=FIELDS, tolerance=0, **facts):
    expected[name] = {
        "fields": [[int(round(float(channel))) for channel in colour] for colour in colours],
        "tolerance": tolerance,
        **facts,
    }


def png(path, array, bits, colour_type, chunks=()):
    """PNG as its specification says, for the kinds that Pillow does not write. `array` holds whole samples."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width = array.shape[:2]
    rows = array.reshape(height, -1)
    if bits == 16:
        rows = [row.astype(">u2").tobytes() for row in rows]
    elif bits == 8:
        rows = [row.astype(np.uint8).tobytes() for row in rows]
    else:
        rows = [
            np.packbits(((row[:, None].astype(int) >> np.arange(bits - 1, -1, -1)) & 1).astype(np.uint8)).tobytes()
            for row in rows
        ]
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    for kind, content in chunks:
        data += chunk(kind, content)
    data += chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)) + chunk(b"IEND", b"")
    (OUT / path).write_bytes(data)


def profile(space, tags):
    """A version 2 ICC profile."""
    table, body, offset = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags:
        data += b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", offset, len(data))
        body += data
        offset += len(data)
    header = struct.pack(">I4sI4s4s4s", offset, b"none", 0x02400000, b"mntr", space, b"XYZ ") + b"\0" * 12
    header += b"acsp" + b"\0" * 24 + struct.pack(">IIII", 0, 0xF6D6, 0x10000, 0xD32D)
    header += b"\0" * (128 - len(header))
    return header + struct.pack(">I", len(tags)) + table + body


def xyz(values):
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(int(round(v * 65536)) for v in values))


def gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, int(round(value * 256)))


def text(value):
    return b"desc\0\0\0\0" + struct.pack(">I", len(value) + 1) + value.encode() + b"\0" * 79


WHITE = (0.9642, 1.0, 0.8249)
# Primaries of Display P3 and of sRGB, adapted to D50 (columns are red, green, blue).
P3 = np.array([[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]])
SRGB = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]])


def encode(linear):
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def wide_gamut():
    p3 = profile(
        b"RGB ",
        [(b"desc", text("P3, gamma 2.2")), (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", xyz(WHITE))]
        + [(name, xyz(P3[:, index])) for index, name in enumerate([b"rXYZ", b"gXYZ", b"bXYZ"])]
        + [(name, gamma(2.2)) for name in [b"rTRC", b"gTRC", b"bTRC"]],
    )
    colours = [(180, 90, 70), (110, 170, 100), (80, 90, 150), (200, 190, 120)]
    linear = (np.array(colours) / 255) ** 2.2
    result = encode(np.linalg.solve(SRGB, P3 @ linear.T).T) * 255
    Image.fromarray(fields(colours)).save(OUT / "profile.jpg", quality=98, subsampling=0, icc_profile=p3)
    expect("profile.jpg", result, 3)
    compressed = b"p3\0\0" + zlib.compress(p3)
    png("profile-16.png", fields([[c * 257 for c in colour] for colour in colours], np.uint16), 16, 2,
        [(b"iCCP", compressed)])
    expect("profile-16.png", result, 1)
    # Half transparent, and the profile applies before the white shows through.
    alpha = 102
    png("profile-alpha.png", fields([colour + (alpha,) for colour in colours]), 8, 6, [(b"iCCP", compressed)])
    expect("profile-alpha.png", result * 0.4 + 255 * 0.6, 1)

    grey = profile(b"GRAY", [(b"desc", text("linear grey")), (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", xyz(WHITE)),
                             (b"kTRC", gamma(1.0))])
    levels = [20, 60, 120, 220]
    png("profile-grey.png", fields([(v,) for v in levels]), 8, 0, [(b"iCCP", b"grey\0\0" + zlib.compress(grey))])
    expect("profile-grey.png", [[v] * 3 for v in encode(np.array(levels) / 255) * 255], 1)
    # A profile for other pixels is to be ignored.
    png("profile-wrong.png", fields(FIELDS), 8, 2, [(b"iCCP", b"grey\0\0" + zlib.compress(grey))])
    expect("profile-wrong.png")
    png("profile-broken.png", fields(FIELDS), 8, 2, [(b"iCCP", b"x\0\0" + zlib.compress(p3[:200]))])
    expect("profile-broken.png")


def orientations():
    upright = Image.fromarray(fields(FIELDS))
    # What must be done to the upright picture so that the orientation's own operation restores it.
    inverse = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }
    for number, operation in inverse.items():
        stored = upright if operation is None else upright.transpose(operation)
        exif = Image.Exif()
        exif[0x0112] = number
        stored.save(OUT / f"orientation-{number}.jpg", quality=95, subsampling=0, exif=exif)
        expect(f"orientation-{number}.jpg", tolerance=3, orientation=number)
        check = ImageOps.exif_transpose(Image.open(OUT / f"orientation-{number}.jpg"))
        assert np.abs(np.asarray(check).astype(int) - fields(FIELDS)).max() < 60
        if number == 6:
            stored.save(OUT / "orientation-6.png", exif=exif)
            stored.save(OUT / "orientation-6.webp", lossless=True, exif=exif)
            stored.save(OUT / "orientation-6.tif", exif=exif)
            for suffix in ["png", "webp", "tif"]:
                expect(f"orientation-6.{suffix}", orientation=6)
    exif = Image.Exif()
    exif[0x0112] = 9
    upright.save(OUT / "orientation-9.jpg", quality=95, subsampling=0, exif=exif)
    expect("orientation-9.jpg", tolerance=3)


def kinds():
    rgb = Image.fromarray(fields(FIELDS))
    rgb.save(OUT / "progressive.jpg", quality=95, subsampling=0, progressive=True)
    expect("progressive.jpg", tolerance=3)
    greys = [10, 90, 170, 250]
    grey = Image.fromarray(fields([(v,) for v in greys])[..., 0])
    grey.save(OUT / "grey.jpg", quality=95)
    expect("grey.jpg", [[v] * 3 for v in greys], 2)
    # Cyan, magenta, no ink at all, black ink only.
    inks = [(255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 0, 0), (0, 0, 0, 255)]
    Image.fromarray(fields(inks), "CMYK").save(OUT / "cmyk.jpg", quality=95)
    rgb.save(OUT / "two-frames.mpo", format="MPO", quality=95, save_all=True,
             append_images=[Image.fromarray(255 - fields(FIELDS))])
    expect("two-frames.mpo", tolerance=8)

    png("grey-1bit.png", fields([(0,), (1,), (1,), (0,)]), 1, 0)
    expect("grey-1bit.png", [[0] * 3, [255] * 3, [255] * 3, [0] * 3])
    png("grey-16.png", fields([(0,), (128,), (32896,), (65535,)], np.uint16), 16, 0)
    expect("grey-16.png", [[0] * 3, [0] * 3, [128] * 3, [255] * 3])
    png("rgb-16.png", fields([[c * 257 for c in colour] for colour in FIELDS], np.uint16), 16, 2)
    expect("rgb-16.png")
    alphas = [0, 64, 128, 255]
    over_white = [[c * a / 255 + 255 * (1 - a / 255) for c in colour] for colour, a in zip(FIELDS, alphas)]
    png("rgba.png", fields([colour + (a,) for colour, a in zip(FIELDS, alphas)]), 8, 6)
    expect("rgba.png", over_white)
    png("rgba-16.png",
        fields([tuple(c * 257 for c in colour) + (a * 257,) for colour, a in zip(FIELDS, alphas)], np.uint16), 16, 6)
    expect("rgba-16.png", over_white)
    png("grey-alpha.png", fields([(v, a) for v, a in zip(greys, alphas)]), 8, 4)
    expect("grey-alpha.png", [[v * a / 255 + 255 - a] * 3 for v, a in zip(greys, alphas)])
    palette = b"".join(bytes(colour) for colour in FIELDS)
    indices = fields([(0,), (1,), (2,), (3,)])
    png("palette-2bit.png", indices, 2, 3, [(b"PLTE", palette)])
    expect("palette-2bit.png")
    png("palette-alpha.png", indices, 8, 3, [(b"PLTE", palette), (b"tRNS", bytes(alphas))])
    expect("palette-alpha.png", over_white)
    Image.fromarray(np.full((1, 1, 3), FIELDS[0], np.uint8)).save(OUT / "one-pixel.png")
    Image.fromarray(np.full((37, 1, 3), FIELDS[1], np.uint8)).save(OUT / "one-column.png")

    rgba = Image.fromarray(fields([colour + (a,) for colour, a in zip(FIELDS, alphas)]))
    rgba.save(OUT / "alpha.webp", lossless=True, exact=True)
    expect("alpha.webp", over_white)
    rgb.save(OUT / "two-frames.gif", save_all=True, append_images=[Image.fromarray(255 - fields(FIELDS))])
    expect("two-frames.gif")
    rgb.save(OUT / "picture.avif", quality=95, subsampling="4:4:4")
    expect("picture.avif", tolerance=6)


def heif():
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA405] = 28
    exif[0x010F] = "Maker"
    rgb = Image.fromarray(fields(FIELDS))
    options = {"quality": 95, "chroma": 444}
    pillow_heif.from_pillow(rgb).save(OUT / "picture.heic", exif=exif.tobytes(), **options)
    expect("picture.heic", tolerance=6)
    # Stored turned, with an irot that restores it and an EXIF orientation that must not do so again.
    exif[0x0112] = 6
    turned = pillow_heif.from_pillow(rgb.transpose(Image.Transpose.ROTATE_90))
    turned.save(OUT / "turned.heic", exif=exif.tobytes(), **options)
    check = pillow_heif.open_heif(OUT / "turned.heic")
    assert check.size == (WIDTH, HEIGHT) and check.info["exif"] is not None
    expect("turned.heic", tolerance=6)
    wide = fields([[c * 257 for c in colour] for colour in FIELDS], np.uint16)
    pillow_heif.from_bytes("RGB;16", (WIDTH, HEIGHT), wide.tobytes()).save(OUT / "10-bit.heic", **options)
    expect("10-bit.heic", tolerance=6)


def tiff():
    rgb = fields(FIELDS)
    tifffile.imwrite(OUT / "lzw.tif", rgb, photometric="rgb", compression="lzw", predictor=True)
    expect("lzw.tif")
    tifffile.imwrite(OUT / "deflate-16.tif", rgb.astype(np.uint16) * 257, photometric="rgb", compression="deflate")
    expect("deflate-16.tif")
    tifffile.imwrite(OUT / "two-pages.tif", np.stack([rgb, 255 - rgb]), photometric="rgb", compression="deflate")
    expect("two-pages.tif")
    linear = [(0.0, 0.5, 1.0), (-1.0, 0.0031308, 2.0), (0.2, 0.2, 0.2), (float("inf"), 0.01, 0.9)]
    result = [encode(np.clip(colour, 0, 1)) * 255 for colour in linear]
    tifffile.imwrite(OUT / "float.tif", fields(linear, np.float32), photometric="rgb", compression="deflate")
    expect("float.tif", result)
    bad = fields(linear, np.float32)
    bad[20, 30, 1] = np.nan
    tifffile.imwrite(OUT / "nan.tif", bad, photometric="rgb", compression="deflate")
    tifffile.imwrite(OUT / "five-channels.tif", np.zeros((4, 4, 5), np.uint8), photometric="minisblack",
                     planarconfig="contig")
    tifffile.imwrite(OUT / "integer-32.tif", np.zeros((4, 4), np.uint32))


def linear_light():
    colours = [(0.5, 0.25, 0.125), (0.0, 1.0, 4.0), (0.03125, 0.0625, 0.75), (1.0, 0.5, 0.0)]
    result = [encode(np.clip(colour, 0, 1)) * 255 for colour in colours]
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}

    def channels(factor=1):
        return {name: fields(colours, np.float16)[..., index] * np.float16(factor) for index, name in enumerate("RGB")}

    OpenEXR.File(dict(header), channels()).write(str(OUT / "picture.exr"))
    expect("picture.exr", result)
    alpha = np.full((HEIGHT, WIDTH), 0.5, np.float16)
    OpenEXR.File(dict(header), {**channels(0.5), "A": alpha}).write(str(OUT / "alpha.exr"))
    # Stored multiplied by alpha: light of the picture plus half the white's, clipped at the end.
    expect("alpha.exr", [encode(np.array(c) / 2 + 0.5) * 255 for c in colours])
    nan = channels()
    nan["G"][3, 5] = np.nan
    OpenEXR.File(dict(header), nan).write(str(OUT / "nan.exr"))

    pixels = bytearray(b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y %d +X %d\n" % (HEIGHT, WIDTH))
    for colour in fields(colours, np.float64).reshape(-1, 3):
        mantissa, exponent = np.frexp(colour.max())
        pixels += bytes(int(c * 256 / 2.0**exponent) for c in colour) + bytes([exponent + 128])
    (OUT / "picture.hdr").write_bytes(bytes(pixels))
    # Radiance's own reader takes a mantissa for the middle of its step.
    steps = [(np.floor(np.array(c) * 256 / 2.0 ** np.frexp(max(c))[1]), np.frexp(max(c))[1]) for c in colours]
    expect("picture.hdr", [encode((m + 0.5) / 256 * 2.0**e) * 255 for m, e in steps])


def cameras():
    rgb = Image.fromarray(fields(FIELDS))

    def save(name, tags, software=None):
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "Maker (M)", "Model 1"
        if software:
            exif[0x0131] = software
        exif.get_ifd(0x8769).update(tags)
        rgb.save(OUT / name, quality=90, exif=exif)

    save("camera-35mm.jpg", {0xA405: 28, 0x920A: IFDRational(425, 100)})
    # A 36 mm wide sensor of 4800 pixels; the picture was reduced to a hundredth.
    resolution = IFDRational(48000, 36)
    sensor = {0x920A: IFDRational(50), 0xA20E: resolution, 0xA20F: resolution, 0xA210: 3, 0xA002: 4800, 0xA003: 3200}
    save("camera-sensor.jpg", sensor)
    save("camera-sensor-edited.jpg", sensor, "Adobe Photoshop Lightroom 6.7 (Macintosh)")
    save("camera-nonsense.jpg", {0xA405: 0, 0x920A: IFDRational(0, 0), 0xA20E: IFDRational(1, 0), 0xA210: 9})


def hostile():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100_000)))
    (OUT / "bomb.png").write_bytes(data + chunk(b"IEND", b""))
    entries = [(256, 4, 100_000), (257, 4, 100_000), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1),
               (278, 4, 100_000), (279, 4, 1)]
    body = struct.pack("<H", len(entries))
    for tag, kind, value in entries:
        body += struct.pack("<HHI", tag, kind, 1) + (struct.pack("<I", value) if kind == 4 else struct.pack("<HH", value, 0))
    (OUT / "bomb.tif").write_bytes(b"II*\0" + struct.pack("<I", 8) + body + b"\0\0\0\0")


def raw():
    """Like a DNG: the first picture is a thumbnail."""
    rgb = fields(FIELDS)
    with tifffile.TiffWriter(OUT / "raw.dng") as file:
        file.write(rgb[::8, ::8], photometric="rgb", subfiletype=1)
        file.write(rgb, photometric="rgb", compression="deflate")


def rasters():
    """What others write: value = 0.5 + x / 4 + y / 8 on 19 × 37 pixels, which half floats hold exactly."""
    y, x = np.mgrid[0:37, 0:19]
    depth = (0.5 + x / 4 + y / 8).astype(np.float32)
    (OUT / "raster.pfm").write_bytes(b"Pf\n19 37\n-1.0\n" + depth[::-1].astype("<f4").tobytes())
    (OUT / "raster-big-endian.pfm").write_bytes(b"Pf 19 37 1\n" + depth[::-1].astype(">f4").tobytes())
    tifffile.imwrite(OUT / "raster.tif", depth, compression="deflate", predictor=3)
    png("raster.png", np.round(depth * 1000).astype(np.uint16)[..., None], 16, 0)
    for name, compression, dtype in [
        ("none", OpenEXR.NO_COMPRESSION, np.float32), ("rle", OpenEXR.RLE_COMPRESSION, np.float32),
        ("zips", OpenEXR.ZIPS_COMPRESSION, np.float16), ("zip", OpenEXR.ZIP_COMPRESSION, np.float32),
        ("piz", OpenEXR.PIZ_COMPRESSION, np.float32),
    ]:
        channels = {"Z": depth.astype(dtype), "A": np.ones_like(depth, np.float16), "id": x.astype(np.uint32)}
        header = {"compression": compression, "type": OpenEXR.scanlineimage}
        OpenEXR.File(header, channels).write(str(OUT / f"raster-{name}.exr"))


def visualisation():
    """The reference's lines of NumPy and matplotlib, on depths that reach beyond both ends."""
    rng = np.random.default_rng(5)
    for name, low, high in [("room", 0.6, 7.0), ("everything", 0.02, 2000.0)]:
        depth = np.exp(rng.uniform(np.log(low), np.log(high), (24, 40))).astype(np.float32)
        inverse = 1 / depth
        upper = min(inverse.max(), 1 / 0.1)
        lower = max(1 / 250, inverse.min())
        normalised = (inverse - lower) / (upper - lower)
        colours = (matplotlib.colormaps["turbo"](normalised)[..., :3] * 255).astype(np.uint8)
        (OUT / f"visual-{name}.pfm").write_bytes(b"Pf\n40 24\n-1.0\n" + depth[::-1].astype("<f4").tobytes())
        Image.fromarray(colours).save(OUT / f"visual-{name}.png")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for make in [wide_gamut, orientations, kinds, heif, tiff, linear_light, cameras, hostile, raw, rasters, visualisation]:
        make()
    (OUT / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
