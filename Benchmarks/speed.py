"""Times the same network in several engines and in this package, and prints ratios.

    Benchmarks/speed.py depth_pro.pt photo.jpg --program .build/release/depthpro [--engines NAME ...] [--output FILE.md]

The network is whatever depth_pro.pt holds (Scripts/golden/full_size.py writes one of Apple's size with random weights).
Every engine runs in a process of its own, one after the other, on an otherwise idle machine, with the same number of
threads, and sees the same 1536×1536 pixels: one pass to warm up where that is short, then --repeat timed ones. Needs
what Scripts/golden/README.md names, and openvino and onnxruntime for those engines.

OpenVINO and ONNX Runtime cannot convert the whole network in 24 GB: the transformer and the rest are converted, and timed,
apart, and their times added: seven times five tiles through the transformer, then the two whole images, then the rest.
"""

import argparse
import json
import pathlib
import platform
import resource
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Scripts" / "golden"))

ENGINES = ["eager-float32", "eager-bfloat16", "compile-float32", "openvino-float32", "onnxruntime-float32",
           "depthpro-float32", "depthpro-bfloat16", "depthpro-int8"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("photo", type=pathlib.Path)
    parser.add_argument("--program", default="depthpro")
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--tiny", action="store_true", help="the checkpoint is a small one, to try the script")
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.threads = arguments.threads or len(__import__("os").sched_getaffinity(0))
    if arguments.run:
        print(json.dumps(run(arguments.run, arguments)))
        return
    rows = [measure(engine, arguments) for engine in arguments.engines]
    text = table(rows, arguments)
    print(text)
    if arguments.output:
        arguments.output.write_text(text)


def measure(engine, arguments):
    if engine.startswith("depthpro"):
        return ours(engine, arguments)
    parts = ["transformer", "rest"] if engine.split("-")[0] in ("openvino", "onnxruntime") else ["whole"]
    total, peak = 0.0, 0
    for part in parts:
        command = [sys.executable, __file__, str(arguments.checkpoint), str(arguments.photo), "--threads",
                   str(arguments.threads), "--repeat", str(arguments.repeat), "--run", f"{engine}:{part}"]
        done = subprocess.run(command + (["--tiny"] if arguments.tiny else []), capture_output=True, text=True)
        if done.returncode != 0:
            print(f"{engine}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            return dict(engine=engine, seconds=None, peak=None)
        report = json.loads(done.stdout.strip().splitlines()[-1])
        total += report["seconds"]
        peak = max(peak, report["peak"])
    print(f"{engine}: {total:.1f} s", file=sys.stderr)
    return dict(engine=engine, seconds=total, peak=peak if parts == ["whole"] else None)


def ours(engine, arguments):
    precision = engine.split("-")[1]
    model = arguments.checkpoint
    with tempfile.TemporaryDirectory() as folder:
        if precision == "int8":
            model = pathlib.Path(folder) / "int8.safetensors"
            subprocess.run([arguments.program, "quantize", "--model", arguments.checkpoint, "--photos", arguments.photo,
                            "--output", model], check=True)
        command = [arguments.program, "benchmark", arguments.photo, "--model", model, "--threads", str(arguments.threads),
                   "--repeat", str(arguments.repeat), "--json", "--precision",
                   "float32" if precision == "int8" else precision]
        report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(f"{engine}: {report['network']['median']:.1f} s", file=sys.stderr)
    return dict(engine=engine, seconds=report["network"]["median"], peak=report["peakProcessMemory"], stages=report)


def run(name, arguments):
    """One engine, in this process."""
    import numpy
    import torch
    from PIL import Image

    import images
    import reference_run
    from apple_network import Shape

    engine, part = name.split(":")
    torch.set_num_threads(arguments.threads)
    shape = Shape(**(dict(embed_dim=64, depth=4, grid=8, feature_dims=(16, 16, 32, 64, 64), decoder_dim=16)
                     if arguments.tiny else {}))
    pixels = images.preprocess(torch.from_numpy(numpy.array(Image.open(arguments.photo).convert("RGB"))),
                               (4 * shape.tile,) * 2)
    network = reference_run.load(arguments.checkpoint, shape)
    # As the library itself chooses it.
    network.config._attn_implementation = "sdpa"
    for module in network.modules():
        if hasattr(module, "config"):
            module.config._attn_implementation = "sdpa"
    with torch.inference_mode():
        seconds = (whole if part == "whole" else split)(engine, part, network, pixels, shape, arguments)
    return dict(seconds=seconds, peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def timed(body, repeat, warm):
    if warm:
        body()
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        body()
        times.append(time.perf_counter() - started)
    return sorted(times)[len(times) // 2]


def whole(engine, part, network, pixels, shape, arguments):
    import torch

    if engine == "eager-bfloat16":
        network, pixels = network.to(torch.bfloat16), pixels.to(torch.bfloat16)
    compiled = engine.startswith("compile")
    if compiled:
        network = torch.compile(network)
    reference = __import__("reference_run")
    reference._warm_up()
    return timed(lambda: network(pixels), arguments.repeat, compiled)


def split(engine, part, network, pixels, shape, arguments):
    import torch

    class Transformer(torch.nn.Module):
        def __init__(self, model, hooks):
            super().__init__()
            self.model, self.hooks = model, hooks

        def forward(self, tiles):
            output = self.model(tiles, output_hidden_states=True)
            return (output.last_hidden_state, *[output.hidden_states[hook + 1] for hook in self.hooks])

    class Rest(torch.nn.Module):
        def __init__(self, network):
            super().__init__()
            self.network = network

        def forward(self, *features):
            fused = self.network.fusion_stage(self.network.depth_pro.neck(list(features)))
            return self.network.head(fused[-1])

    if part == "transformer":
        module = Transformer(network.depth_pro.encoder.patch_encoder.model, shape.hooks)
        network.fusion_stage = network.head = network.fov_model = None
        network.depth_pro.encoder.image_encoder = network.depth_pro.neck = None
        tiles = pixels[:, :, : shape.tile, : shape.tile].repeat(5, 1, 1, 1).contiguous()
        five = backend(engine, module, (tiles,), arguments.threads)
        seconds = 7 * timed(five, max(arguments.repeat, 3), True)
        del five
        return seconds + 2 * timed(backend(engine, module, (tiles[:1],), arguments.threads), max(arguments.repeat, 3), True)
    module = Rest(network)
    network.depth_pro.encoder = network.fov_model = None
    grid, width = shape.grid, shape.embed_dim
    features = tuple(torch.randn(1, width, side, side) for side in (grid, grid, 2 * grid, 4 * grid, 4 * grid, 4 * grid))
    return timed(backend(engine, module, features, arguments.threads), arguments.repeat, True)


def backend(engine, module, inputs, threads):
    """A function that runs the module on the inputs in another engine."""
    import torch

    values = [tensor.numpy() for tensor in inputs]
    if engine.startswith("openvino"):
        import openvino

        with torch.inference_mode(False), torch.no_grad():
            model = openvino.convert_model(module, example_input=tuple(tensor.clone() for tensor in inputs))
        model.reshape({port: list(value.shape) for port, value in zip(model.inputs, values)})
        compiled = openvino.Core().compile_model(
            model, "CPU", {"INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": "f32"})
        request = compiled.create_infer_request()
        return lambda: request.infer(values)
    import onnxruntime

    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "part.onnx"
        with torch.inference_mode(False), torch.no_grad():
            torch.onnx.export(module, tuple(tensor.clone() for tensor in inputs), str(file), dynamo=False,
                              input_names=[f"x{index}" for index in range(len(inputs))])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return lambda: session.run(None, {f"x{index}": value for index, value in enumerate(values)})


def table(rows, arguments):
    first = next((row["seconds"] for row in rows if row["engine"] == "eager-float32"), None)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
                     platform.processor()) if pathlib.Path("/proc/cpuinfo").exists() else platform.processor()
    lines = [f"{processor}, {arguments.threads} threads, {versions()}, commit {commit}", "",
             "| engine | seconds | times as fast as eager float32 | peak memory |", "|---|---|---|---|"]
    for row in rows:
        if row["seconds"] is None:
            lines.append(f"| {row['engine']} | failed | | |")
            continue
        ratio = f"{first / row['seconds']:.2f}" if first else ""
        peak = f"{row['peak'] / 1e9:.2f} GB" if row["peak"] else "–"
        lines.append(f"| {row['engine']} | {row['seconds']:.1f} | {ratio} | {peak} |")
    return "\n".join(lines) + "\n"


def versions():
    import importlib.metadata

    names = ["torch", "transformers", "openvino", "onnxruntime"]
    found = []
    for name in names:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


if __name__ == "__main__":
    main()
