#!/usr/bin/env python3
"""Measures this package on a GPU, beside PyTorch with the same weights, in one run of some minutes.

    gpu.py --bundle FOLDER --output FOLDER [--device cuda] [--minutes 9.5] [--tiny]

FOLDER is an unpacked bundle (`make gpu-bundle`); needs torch, numpy and, for one comparison, Pillow, and a C++ compiler.
Writes gpu.json after every leg and gpu.md at the end. Each leg is a process of its own with a time limit: one that
fails is written down with its error, and the rest goes on. `--device cpu --tiny` runs every leg on small networks.
"""

import argparse
import ctypes
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def main():
    arguments = parsed()
    if arguments.peer:
        print(json.dumps(peer(arguments)))
    elif arguments.draw:
        draw(arguments)
    elif arguments.agree:
        print(json.dumps(agreement(arguments)))
    else:
        Run(arguments).everything()


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=pathlib.Path, default=HERE)
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("gpu-results"))
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--minutes", type=float, default=9.5)
    parser.add_argument("--tiny", action="store_true", help="small networks and few repeats, to try the script")
    parser.add_argument("--shim", type=pathlib.Path, help="a libctorch.so that is compiled already")
    parser.add_argument("--legs", nargs="+", help="only legs whose names begin so")
    for name in ("--peer", "--draw", "--agree", "--checkpoint", "--photo"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    parser.add_argument("--batch", type=int, default=1, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.bundle, arguments.output = arguments.bundle.resolve(), arguments.output.resolve()
    return arguments


# Legs


class Run:
    def __init__(self, arguments):
        self.arguments = arguments
        self.bundle, self.output = arguments.bundle, arguments.output
        self.end = time.monotonic() + 60 * arguments.minutes
        # Who gives the whole more time gives it to every leg.
        self.patience = max(1, arguments.minutes / 9.5)
        self.output.mkdir(parents=True, exist_ok=True)
        self.work = self.output / "work"
        self.work.mkdir(exist_ok=True)
        self.checkpoint = self.work / "random.pt"
        self.results = {"legs": {}}
        self.environment = dict(os.environ)
        libraries = [str(self.bundle / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
        self.ours = self.environment | {"LD_LIBRARY_PATH": ":".join(filter(None, libraries))}
        self.program = str(self.bundle / "bin" / "depthpro")
        self.photos = sorted((self.bundle / "photos").glob("*.jpg"))
        self.small = str(self.bundle / "models" / "small.safetensors")
        self.repeats = 2 if arguments.tiny else 20

    def everything(self):
        self.leg("environment", self.facts, 60)
        if not self.arguments.shim:
            self.background = self.started_drawing()
            self.leg("shim", self.compile_shim, 240)
        else:
            self.use_shim(self.arguments.shim)
            self.background = self.started_drawing()
        self.leg("doctor", lambda limit: {"text": self.run([self.program, "doctor"], limit, self.ours, False)}, 60)
        self.leg("weights", self.drawn, 120)
        precisions = ["float16", "bfloat16", "float8", "float32"]
        self.leg("agreement small float32", lambda limit: self.agree("small", "float32", limit), 120)
        for precision in precisions[:2]:
            self.leg(f"time {precision} batch 1", lambda limit: self.timed(precision, 1, limit), 90)
        # On a CPU the script is only tried, and half precision takes minutes there.
        fast = "float32" if self.arguments.device == "cpu" else "float16"
        halves = ["float16", "bfloat16"] if fast == "float16" else []
        for half in halves:
            self.leg(f"peer eager-{half} batch 1", lambda limit: self.peer(f"eager-{half}", 1, limit), 90)
        self.leg("time float8 batch 1", lambda limit: self.timed("float8", 1, limit), 90)
        self.leg(f"peer compile-{fast} batch 1", lambda limit: self.peer(f"compile-{fast}", 1, limit), 200)
        for batch in (1, 4):
            self.leg(f"folder {fast} batch {batch}", lambda limit: self.folder(fast, batch, limit), 120)
        for precision in precisions[:3]:
            self.leg(f"agreement small {precision}", lambda limit: self.agree("small", precision, limit), 60)
        self.leg("time float32 batch 1", lambda limit: self.timed("float32", 1, limit), 90)
        self.leg("peer eager-float32 batch 1", lambda limit: self.peer("eager-float32", 1, limit), 90)
        for precision in precisions:
            self.leg(f"agreement random {precision}", lambda limit: self.agree("random", precision, limit), 150)
        self.leg("agreement random PyTorch", self.agree_with_peer, 120)
        self.leg("time float16 exact GELU", lambda limit: self.timed("float16", 1, limit, CTORCH_GELU="exact"), 60)
        self.leg("time float16 one queue", lambda limit: self.timed("float16", 1, limit, CTORCH_QUEUES="1"), 60)
        for batch in (4, 8):
            for precision in ("float16", "float8"):
                self.leg(f"time {precision} batch {batch}", lambda limit: self.timed(precision, batch, limit), 60)
            self.leg(f"peer eager-{fast} batch {batch}", lambda limit: self.peer(f"eager-{fast}", batch, limit), 60)
        for half in halves[1:]:
            self.leg(f"peer compile-{half} batch 1", lambda limit: self.peer(f"compile-{half}", 1, limit), 200)
        shutil.rmtree(self.work, ignore_errors=True)
        self.save()
        (self.output / "gpu.md").write_text(table(self.results))
        print(table(self.results))

    def leg(self, name, body, limit):
        chosen = self.arguments.legs
        if chosen and name not in ("shim", "weights") and not any(name.startswith(start) for start in chosen):
            return
        left = self.end - time.monotonic()
        started = time.monotonic()
        try:
            if left < 5:
                raise RuntimeError("no time left")
            found = body(min(limit * self.patience, left)) or {}
        except subprocess.TimeoutExpired as error:
            found = {"error": f"took longer than {error.timeout:.0f} s"}
        except Exception as error:  # whatever it is, the other legs are worth having
            found = {"error": f"{type(error).__name__}: {error}"}
        found["took"] = round(time.monotonic() - started, 1)
        self.results["legs"][name] = found
        print(f"{name}: {found.get('error') or 'done'} ({found['took']} s)", file=sys.stderr, flush=True)
        self.save()

    def save(self):
        (self.output / "gpu.json").write_text(json.dumps(self.results, indent=1))

    def run(self, command, limit, environment=None, reads_json=True):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=limit,
                              env=environment or self.environment)
        if done.returncode != 0:
            lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise RuntimeError(" | ".join(lines[-3:])[-600:])
        return json.loads(done.stdout.strip().splitlines()[-1]) if reads_json else done.stdout

    def itself(self, *options):
        return [sys.executable, HERE / "gpu.py", "--bundle", self.bundle, "--device", self.arguments.device,
                *(["--tiny"] if self.arguments.tiny else []), *options]

    # Preparation

    def facts(self, limit):
        import torch

        found = {"torch": torch.__version__, "cuda": torch.version.cuda, "python": platform.python_version(),
                 "processor": processor(), "cores": os.cpu_count(), "date": time.strftime("%Y-%m-%d")}
        if torch.cuda.is_available():
            properties = torch.cuda.get_device_properties(0)
            found |= {"gpu": properties.name, "gpu_memory": properties.total_memory,
                      "capability": f"{properties.major}.{properties.minor}", "cudnn": torch.backends.cudnn.version()}
        commit = self.bundle / "commit"
        return found | ({"commit": commit.read_text().strip()} if commit.exists() else {})

    def compile_shim(self, limit):
        text = self.run(["sh", self.bundle / "build-shim.sh", sys.executable, self.bundle / "CTorch", self.work / "shim"],
                        limit, reads_json=False)
        self.use_shim(text.strip().splitlines()[-1])

    def use_shim(self, path):
        self.ours["DEPTHPRO_CTORCH"] = str(path)

    def started_drawing(self):
        # Beside the compiler.
        return subprocess.Popen([str(part) for part in self.itself("--draw", "1", "--checkpoint", self.checkpoint)],
                                stderr=subprocess.PIPE, text=True)

    def drawn(self, limit):
        _, errors = self.background.communicate(timeout=limit)
        if self.background.returncode != 0:
            raise RuntimeError(errors.strip().splitlines()[-1])
        return {"bytes": self.checkpoint.stat().st_size}

    # Measurements

    def timed(self, precision, batch, limit, **variables):
        return self.run([self.program, "benchmark", self.photos[0], "--model", self.checkpoint, "--device",
                         self.arguments.device, "--precision", precision, "--batch", batch, "--repeat", self.repeats,
                         "--sustain", 0.2 if self.arguments.tiny else 3, "--json"], limit, self.ours | variables)

    def peer(self, name, batch, limit):
        return self.run(self.itself("--peer", name, "--batch", batch, "--checkpoint", self.checkpoint), limit)

    def model(self, name):
        return self.small if name == "small" else self.checkpoint

    def predicted(self, model, device, precision, limit):
        """Depth of the photos by that network; the random one sees one photo."""
        folder = self.work / f"{model}-{device}-{precision}"
        if not folder.exists():
            photos = self.photos if model == "small" else self.photos[:1]
            self.run([self.program, "predict", *photos, "--model", self.model(model), "--device", device, "--precision",
                      precision, "--format", "npy", "--ignore-exif", "--quiet", "--output", folder], limit, self.ours,
                     reads_json=False)
        return folder

    def agree(self, model, precision, limit):
        expected = self.predicted(model, "cpu", "float32", limit)
        found = self.predicted(model, self.arguments.device, precision, limit)
        if found == expected:
            return {"note": "the same by definition"}
        return deviations(expected, found)

    def agree_with_peer(self, limit):
        found = self.predicted("random", self.arguments.device, "float32", limit)
        expected = self.work / "peer"
        expected.mkdir(exist_ok=True)
        self.run(self.itself("--agree", expected, "--checkpoint", self.checkpoint, "--photo", self.photos[0]), limit)
        return deviations(expected, found)

    def folder(self, precision, batch, limit):
        """Photos to 16-bit PNG, decoding and writing included; the first are left out, while kernels are tried."""
        count = 12 if self.arguments.tiny else 96
        folder = self.work / "photos"
        folder.mkdir(exist_ok=True)
        for index in range(count):
            target = folder / f"{index:03}.jpg"
            if not target.exists():
                shutil.copyfile(self.photos[index % len(self.photos)], target)
        command = [self.program, "predict", folder, "--model", self.checkpoint, "--device", self.arguments.device,
                   "--precision", precision, "--batch", batch, "--format", "png16", "--json", "--quiet", "--output",
                   self.work / "out"]
        process = subprocess.Popen([str(part) for part in command], env=self.ours, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        meter, times, energy = Meter(), [], []
        try:
            for line in process.stdout:
                if json.loads(line)["status"] == "done":
                    times.append(time.perf_counter())
                    energy.append(meter.joules())
                if time.monotonic() > self.end:
                    raise RuntimeError("no time left")
        finally:
            process.kill()
            errors = process.communicate()[1]
        skipped = count // 4
        if len(times) < count:
            raise RuntimeError(f"{len(times)} of {count} photos: {errors.strip()[-300:]}")
        images = count - 1 - skipped
        found = {"images_per_second": images / (times[-1] - times[skipped]), "images": images}
        if energy[-1] is not None:
            found["joules_per_image"] = (energy[-1] - energy[skipped]) / images
        return found


# In processes of their own


def shape(arguments):
    import reference

    return reference.TINY if arguments.tiny else reference.Shape()


def draw(arguments):
    """Weights by seed, as Scripts/golden/full_size.py draws them."""
    import torch

    import reference
    import weights

    torch.set_num_threads(4)
    with torch.device("meta"):
        network = reference.DepthPro(shape(arguments))
    state = weights.draw(network, 1, torch.float16)
    state["head.4.weight"] *= 0.7
    state["head.4.bias"].fill_(2.3)
    torch.save(state, arguments.checkpoint)


def peer(arguments):
    """PyTorch's times, memory and energy."""
    import torch

    import reference

    engine, dtype = arguments.peer.split("-")
    device, size = arguments.device, shape(arguments)
    network = reference.build(arguments.checkpoint, size, device, getattr(torch, dtype))
    torch.manual_seed(1)
    images = (torch.rand(arguments.batch, 3, size.side, size.side, device=device) * 2 - 1).to(getattr(torch, dtype))
    started = time.perf_counter()
    if engine == "compile":
        network = torch.compile(network)
    wait = torch.cuda.synchronize if device != "cpu" else lambda: None

    def step():
        network(images)

    with torch.inference_mode():
        for _ in range(3):
            step()
        wait()
        warm = time.perf_counter() - started
        if device != "cpu":
            torch.cuda.reset_peak_memory_stats()
        times = []
        for _ in range(2 if arguments.tiny else 20):
            begun = time.perf_counter()
            step()
            wait()
            times.append(time.perf_counter() - begun)
        found = {"seconds": statistics.median(times), "fastest": min(times), "warm_up": warm, "batch": arguments.batch}
        if device != "cpu":
            found |= {"allocated": torch.cuda.max_memory_allocated(), "reserved": torch.cuda.max_memory_reserved()}
        meter, count = Meter(), max(1, round((0.2 if arguments.tiny else 3) / found["seconds"]))
        before, begun = meter.joules(), time.perf_counter()
        for _ in range(count):
            step()
        wait()
        images_done = count * arguments.batch
        found["sustained_images_per_second"] = images_done / (time.perf_counter() - begun)
        if before is not None:
            found["joules_per_image"] = (meter.joules() - before) / images_done
    return found


def agreement(arguments):
    """What PyTorch makes of a photo in float32, as the program writes it."""
    import numpy
    import torch
    import torch.nn.functional as F
    from PIL import Image

    import reference

    torch.backends.cudnn.allow_tf32 = False
    size = shape(arguments)
    network = reference.build(arguments.checkpoint, size, arguments.device, torch.float32)
    pixels = torch.from_numpy(numpy.array(Image.open(arguments.photo).convert("RGB"))).to(arguments.device)
    rows, columns = pixels.shape[:2]
    images = ((pixels.permute(2, 0, 1)[None].float() / 255) - 0.5) / 0.5
    with torch.inference_mode():
        inverse, degrees = network(F.interpolate(images, (size.side, size.side), mode="bilinear", align_corners=False))
        focal = 0.5 * columns / torch.tan(0.5 * torch.deg2rad(degrees.double()))
        inverse = F.interpolate(inverse * (columns / focal).float(), (rows, columns), mode="bilinear", align_corners=False)
        depth = 1 / inverse.clamp(1e-4, 1e4)
    stem = pathlib.Path(arguments.photo).stem
    numpy.save(pathlib.Path(arguments.agree) / f"{stem}.npy", depth[0, 0].cpu().numpy())
    return {"degrees": degrees.item()}


class Meter:
    """The GPU's energy counter."""

    def __init__(self):
        self.library = None
        try:
            library, handle = ctypes.CDLL("libnvidia-ml.so.1"), ctypes.c_void_p()
            if library.nvmlInit_v2() == 0 and library.nvmlDeviceGetHandleByIndex_v2(0, ctypes.byref(handle)) == 0:
                self.library, self.handle = library, handle
        except OSError:
            pass

    def joules(self):
        millijoules = ctypes.c_ulonglong()
        if not self.library or self.library.nvmlDeviceGetTotalEnergyConsumption(self.handle, ctypes.byref(millijoules)):
            return None
        return millijoules.value / 1000


def deviations(expected, found):
    """How depth differs: relative, over all photos; and what the paper's δ1 makes of it (ratios above 1.25)."""
    import numpy

    ratios = []
    for file in sorted(expected.glob("*.npy")):
        one, other = numpy.load(file).astype("float64"), numpy.load(found / file.name).astype("float64")
        if not numpy.isfinite(other).all():
            raise RuntimeError(f"{file.name}: not finite")
        ratios.append((other / one).ravel())
    ratio = numpy.concatenate(ratios)
    deviation = numpy.abs(ratio - 1)
    return {"median": float(numpy.median(deviation)), "p99": float(numpy.quantile(deviation, 0.99)),
            "worst": float(deviation.max()), "beyond_1.25": float((numpy.maximum(ratio, 1 / ratio) > 1.25).mean())}


def processor():
    cpu = pathlib.Path("/proc/cpuinfo")
    lines = cpu.read_text().splitlines() if cpu.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


# The table


def table(results):
    legs = results["legs"]
    facts = legs.get("environment", {})
    lines = [f"{facts.get('gpu', 'no GPU')}, torch {facts.get('torch')}, CUDA {facts.get('cuda')}, cuDNN "
             f"{facts.get('cudnn')}, {facts.get('processor')}, {facts.get('date')}, commit {facts.get('commit', '?')}", "",
             "| network alone | batch | ms an image | of tensors | reserved | images/s | J an image | images/J |",
             "|---|---|---|---|---|---|---|---|"]
    for name, leg in legs.items():
        if name.startswith(("time ", "peer ")):
            lines.append(row(name, leg))
    lines += ["", "| folder, decoding and writing included | images/s | J an image |", "|---|---|---|"]
    for name, leg in legs.items():
        if name.startswith("folder "):
            lines.append(f"| {name[7:]} | {leg.get('error') or number(leg['images_per_second'])} | "
                         f"{number(leg.get('joules_per_image'))} |")
    lines += ["", "| depth against float32 on the CPU | median | 99 % | worst | beyond 1.25 |", "|---|---|---|---|---|"]
    for name, leg in legs.items():
        if name.startswith("agreement "):
            values = [leg.get("error") or leg.get("note") or f"{leg['median']:.1e}"]
            values += [f"{leg[key]:.1e}" if key in leg else "" for key in ("p99", "worst", "beyond_1.25")]
            lines.append(f"| {name[10:]} | {' | '.join(values)} |")
    failed = [f"- {name}: {leg['error']}" for name, leg in legs.items() if "error" in leg]
    return "\n".join(lines + (["", "Failed:", *failed] if failed else [])) + "\n"


def row(name, leg):
    who = name.replace("time ", "this package, ").replace("peer ", "PyTorch ")
    if "error" in leg:
        return f"| {who} | | failed | | | | | |"
    ours = name.startswith("time ")
    seconds = leg["network"]["median"] if ours else leg["seconds"]
    sustained = leg.get("sustained") or {}
    rate = sustained.get("imagesPerSecond") if ours else leg["sustained_images_per_second"]
    joules = sustained.get("joulesPerImage", {}).get("GPU") if ours else leg.get("joules_per_image")
    memory = [leg.get("peakDeviceMemory"), leg.get("peakReservedMemory")] if ours else [leg.get("allocated"),
                                                                                      leg.get("reserved")]
    cells = [who.split(" batch")[0], leg["batch"], f"{1000 * seconds / leg['batch']:.1f}",
             *[f"{value / 1e9:.2f} GB" if value else "" for value in memory], number(rate), number(joules),
             number(1 / joules if joules else None)]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def number(value):
    return "" if value is None else f"{value:.3g}"


if __name__ == "__main__":
    main()
