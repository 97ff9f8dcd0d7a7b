"""One network in one engine, timed in this process; Benchmarks/speed.py starts one for each step of each leg.

    engines.py STEP LEG CHECKPOINT PHOTO FOLDER --threads N --repeat N [--tiny]

Steps: `whole` times the reference in PyTorch. For engines that cannot convert the whole network within 20 GB, `convert`
and `time` do one part each, `transformer` or `rest`, and files in FOLDER pass from the one to the other. Prints JSON.
"""

import argparse
import json
import pathlib
import resource
import statistics
import sys
import time

import numpy
import torch
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Scripts" / "golden"))

import full_size  # noqa: E402
import images  # noqa: E402
import reference_run  # noqa: E402
from apple_network import Shape  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("step", "leg"):
        parser.add_argument(name)
    for name in ("checkpoint", "photo", "folder"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--part", choices=["transformer", "rest"])
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--repeat", type=int, required=True)
    parser.add_argument("--tiny", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    shape = Shape(**(full_size.TINY if arguments.tiny else {}))
    engine, precision = arguments.leg.split("-")
    if arguments.step == "whole":
        report = whole(engine, precision, shape, arguments)
    elif arguments.step == "convert":
        report = convert(engine, precision, shape, arguments)
    else:
        report = time_part(engine, precision, shape, arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"peak": peak, **report}))


def timed(body, repeat):
    """Seconds of the median pass, after one that is not counted."""
    body()
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        body()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def loaded(arguments, shape):
    """The reference with the checkpoint's weights, and its attention as the library itself chooses it."""
    started = time.perf_counter()
    network = reference_run.load(arguments.checkpoint, shape).eval()
    for module in network.modules():
        if hasattr(module, "config"):
            module.config._attn_implementation = "sdpa"
    return network, time.perf_counter() - started


def preprocessed(arguments, shape):
    picture = torch.from_numpy(numpy.array(Image.open(arguments.photo).convert("RGB")))
    return images.preprocess(picture, (4 * shape.tile,) * 2)


def whole(engine, precision, shape, arguments):
    network, load = loaded(arguments, shape)
    pixels = preprocessed(arguments, shape)
    if precision == "bfloat16":
        network, pixels = network.to(torch.bfloat16), pixels.to(torch.bfloat16)
    if engine == "compile":
        network = torch.compile(network)
    reference_run._warm_up()
    with torch.inference_mode():
        return {"load": load, "seconds": timed(lambda: network(pixels), arguments.repeat)}


# Parts


class Transformer(torch.nn.Module):
    def __init__(self, model, hooks):
        super().__init__()
        self.model, self.hooks = model, hooks

    def forward(self, tiles):
        output = self.model(tiles, output_hidden_states=True)
        return (output.last_hidden_state, *[output.hidden_states[hook + 1] for hook in self.hooks])


class Rest(torch.nn.Module):
    """Projections, decoder and head."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, *features):
        fused = self.network.fusion_stage(self.network.depth_pro.neck(list(features)))
        return self.network.head(fused[-1])


def part_of(network, part, shape):
    """The part alone; the other's weights are given up."""
    if part == "transformer":
        model = network.depth_pro.encoder.patch_encoder.model
        return Transformer(model, shape.hooks)
    network.depth_pro.encoder = network.fov_model = None
    return Rest(network)


def inputs(part, count, shape, arguments):
    """Of the part: that many tiles of the photo, or maps as the encoder leaves them."""
    if part == "transformer":
        pixels = preprocessed(arguments, shape)
        corners = [(top, left) for top in range(0, 3 * shape.tile, shape.tile // 2)
                   for left in range(0, 3 * shape.tile, shape.tile // 2)][:count]
        tiles = [pixels[:, :, top:top + shape.tile, left:left + shape.tile] for top, left in corners]
        return (torch.cat(tiles).contiguous(),)
    torch.manual_seed(1)
    grid = shape.grid
    return tuple(torch.randn(1, shape.embed_dim, side, side) for side in (grid, grid, 2 * grid, *[4 * grid] * 3))


def file(engine, precision, part, count, folder):
    suffix = "xml" if engine == "openvino" else "onnx"
    return folder / f"{engine}-{precision}-{part}-{count}.{suffix}"


def counts(part):
    """Batches that the part is timed at: five tiles seven times, and each of the two whole images."""
    return (5, 1) if part == "transformer" else (1,)


def convert(engine, precision, shape, arguments):
    part, folder = arguments.part, arguments.folder
    started = time.perf_counter()
    wide = [count for count in counts(part) if not file(engine, "float32", part, count, folder).exists()]
    if wide:
        network, _ = loaded(arguments, shape)
        module = part_of(network, part, shape)
        del network
        for count in wide:
            values = inputs(part, count, shape, arguments)
            export(engine, module, values, file(engine, "float32", part, count, folder))
        del module
    if is_narrow(precision, part):
        for count in counts(part):
            narrow(engine, part, count, shape, arguments)
    return {"seconds": time.perf_counter() - started}


def export(engine, module, values, target):
    with torch.no_grad():
        if engine == "openvino":
            import openvino

            model = openvino.convert_model(module, example_input=values)
            model.reshape({port: list(value.shape) for port, value in zip(model.inputs, values)})
            openvino.save_model(model, target, compress_to_fp16=False)
        else:
            torch.onnx.export(module, values, str(target), dynamo=False,
                              input_names=[f"x{index}" for index in range(len(values))])


def is_narrow(precision, part):
    """Integers are for the transformer; the rest is convolutions, which the engines compute in bfloat16 or float32 beside it."""
    return precision == "int8" and part == "transformer"


def narrow(engine, part, count, shape, arguments):
    """The file of float32 as one of 8-bit integers."""
    source = file(engine, "float32", part, count, arguments.folder)
    target = file(engine, "int8", part, count, arguments.folder)
    if target.exists():
        return
    if engine == "onnxruntime":
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(source, target, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8)
        return
    import nncf
    import openvino

    values = [value.numpy() for value in inputs(part, count, shape, arguments)]
    model = nncf.quantize(openvino.Core().read_model(source), nncf.Dataset([values]), subset_size=1,
                          model_type=nncf.ModelType.TRANSFORMER)
    openvino.save_model(model, target, compress_to_fp16=False)


def time_part(engine, precision, shape, arguments):
    part = arguments.part
    stored = "int8" if is_narrow(precision, part) else "float32"
    seconds = 0
    for count in counts(part):
        values = [value.numpy() for value in inputs(part, count, shape, arguments)]
        body = runner(engine, precision, file(engine, stored, part, count, arguments.folder), values, arguments.threads)
        passes = {5: 7, 1: 2}[count] if part == "transformer" else 1
        seconds += passes * timed(body, max(arguments.repeat, 3 if part == "transformer" else 1))
        del body
    return {"seconds": seconds}


def runner(engine, precision, source, values, threads):
    """A function that runs the file's network on the values."""
    if engine == "openvino":
        import openvino

        # Beside integers as well it is the fastest.
        hint = "f32" if precision == "float32" else "bf16"
        compiled = openvino.Core().compile_model(
            source, "CPU", {"INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": hint})
        request = compiled.create_infer_request()
        return lambda: request.infer(values)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
    return lambda: session.run(None, {f"x{index}": value for index, value in enumerate(values)})


if __name__ == "__main__":
    main()
