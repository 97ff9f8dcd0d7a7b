"""Times the same network in several engines and in this package, in one run, and writes tables of ratios.

    Benchmarks/speed.py depth_pro.pt photo.jpg --int8 depth_pro.int8.safetensors --document docs/performance.md

The network is whatever depth_pro.pt holds (Scripts/golden/full_size.py writes one of Apple's size with random weights).
Every leg is a process of its own with a time limit, one after the other, on an otherwise idle machine, and sees the same
pixels. After each leg the figures are written to --json, so that a run that breaks off loses one leg; --resume goes on from
there. A leg may name its threads: depthpro-float32@1; legs of several make the table of scaling.

OpenVINO and ONNX Runtime cannot convert the whole network in 24 GB: the transformer and the rest are converted, and timed,
apart, and their times added: seven times five tiles, the two whole images, then the rest. What lies between the parts is
not counted for them. Needs what Scripts/golden/README.md names; openvino, onnxruntime and nncf for their legs.
"""

import argparse
import contextlib
import importlib.metadata
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import tables

LEGS = ["eager-float32", "depthpro-float32", "depthpro-bfloat16", "depthpro-int8", "openvino-float32", "openvino-int8",
        "onnxruntime-float32", "onnxruntime-int8", "compile-float32", "eager-bfloat16", "openvino-bfloat16"]
FIRST = LEGS[0]
SPLIT = ("openvino", "onnxruntime")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("photo", type=pathlib.Path)
    parser.add_argument("--program", default=str(pathlib.Path(__file__).resolve().parents[1] / ".build/release/depthpro"))
    parser.add_argument("--legs", nargs="+", default=LEGS[:9], metavar="LEG", help=f"of {', '.join(LEGS)}; @N: N threads")
    parser.add_argument("--int8", type=pathlib.Path, help="the checkpoint of integers; unless given, made from the photo")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--limit", type=float, default=2400, help="seconds that one step of a leg may take")
    parser.add_argument("--work", type=pathlib.Path, help="where converted networks are kept for the next run")
    parser.add_argument("--tiny", action="store_true", help="the checkpoint is full_size.py --tiny, to try the script")
    parser.add_argument("--resume", action="store_true", help="leave out legs that --json has already")
    parser.add_argument("--json", type=pathlib.Path, default=pathlib.Path("output/speed.json"))
    parser.add_argument("--document", type=pathlib.Path, help="Markdown to write the tables into")
    arguments = parser.parse_args()
    for leg in arguments.legs:
        if leg.split("@")[0] not in LEGS:
            parser.error(f"no leg is called {leg}; there are {', '.join(LEGS)}")
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    report = begun(arguments)
    with tempfile.TemporaryDirectory() as folder:
        arguments.work = arguments.work or pathlib.Path(folder)
        arguments.work.mkdir(parents=True, exist_ok=True)
        for leg in arguments.legs:
            if leg in report["legs"] and "seconds" in report["legs"][leg]:
                continue
            report["legs"][leg] = outcome = measured(leg, arguments)
            print(f"{leg}: {outcome.get('error') or format(outcome['seconds'], '.2f') + ' s'}", file=sys.stderr)
            write(report, arguments)
    write(report, arguments)
    print("\n".join(document(report)))


def begun(arguments):
    facts = {"checkpoint": arguments.checkpoint.name, "processor": tables.processor(), "threads": arguments.threads,
             "versions": versions(), "commit": tables.commit(), "date": time.strftime("%Y-%m-%d"), "legs": {}}
    if arguments.resume and arguments.json.exists():
        return json.loads(arguments.json.read_text())
    return facts


def write(report, arguments):
    draft = arguments.json.with_suffix(".partial")
    draft.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    draft.replace(arguments.json)
    if arguments.document:
        tables.replace(arguments.document, "speed", document(report))


# Legs


def measured(leg, arguments):
    """Figures of a leg, or an `error` of one line."""
    name, _, threads = leg.partition("@")
    threads = int(threads or arguments.threads)
    started = time.perf_counter()
    try:
        if name.startswith("depthpro"):
            outcome = ours(name.split("-")[1], threads, arguments)
        elif name.split("-")[0] in SPLIT:
            outcome = in_parts(name, threads, arguments)
        else:
            outcome = step("whole", name, threads, arguments)
    except Failure as failure:
        outcome = {"error": str(failure)}
    return {**outcome, "took": time.perf_counter() - started}


@contextlib.contextmanager
def used_memory(checkpoint):
    """Fills memory with a cached file, as on a machine that has run for a while, and then reads the checkpoint.

    A virtual machine may get memory from its host on first use only, at 0.1 GB/s, and give back what is free; what a file
    occupies in the system's cache stays, and a program that asks for memory is given it at once.
    """
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 7 // 8
    with tempfile.NamedTemporaryFile(dir=checkpoint.parent) as hole:
        hole.truncate(size)
        read(hole.name)
        for _ in range(2):  # What was read twice stays longer.
            read(checkpoint)
        yield


def read(path):
    with open(path, "rb", buffering=0) as file:
        buffer = bytearray(1 << 24)
        while file.readinto(buffer):
            pass


def in_parts(name, threads, arguments):
    parts = {}
    for part in ("transformer", "rest"):
        step("convert", name, threads, arguments, "--part", part)
        parts[part] = step("time", name, threads, arguments, "--part", part)
    # The parts' peaks are of different moments; the largest is the least that a machine needs.
    return {"seconds": sum(part["seconds"] for part in parts.values()), "peak": None,
            "parts": {name: part["seconds"] for name, part in parts.items()}}


def step(kind, name, threads, arguments, *more):
    command = [sys.executable, str(pathlib.Path(__file__).with_name("engines.py")), kind, name,
               str(arguments.checkpoint), str(arguments.photo), str(arguments.work), "--threads", str(threads), "--repeat",
               str(arguments.repeat), *more, *(["--tiny"] if arguments.tiny else [])]
    return json.loads(run(command, threads, arguments).splitlines()[-1])


def ours(precision, threads, arguments):
    model = arguments.checkpoint
    if precision == "int8":
        model = arguments.int8 or quantized(threads, arguments)
    command = [arguments.program, "benchmark", str(arguments.photo), "--model", str(model), "--device", "cpu", "--threads",
               str(threads), "--repeat", str(arguments.repeat), "--json", "--precision",
               "auto" if precision == "int8" else precision]
    with used_memory(model):
        report = json.loads(run(command, threads, arguments))
    return {"seconds": report["network"]["median"], "peak": report["peakProcessMemory"], "load": report["load"],
            "first": report["first"], "total": report["total"]["median"], "report": report}


def quantized(threads, arguments):
    output = arguments.work / "int8.safetensors"
    if not output.exists():
        run([arguments.program, "quantize", "--model", str(arguments.checkpoint), "--photos", str(arguments.photo),
             "--output", str(output), "--threads", str(threads)], threads, arguments)
    return output


class Failure(Exception):
    pass


def run(command, threads, arguments):
    """What the command prints; it and all that it starts end at the limit."""
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
                               start_new_session=True)
    try:
        output, errors = process.communicate(timeout=arguments.limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise Failure(f"took more than {arguments.limit:.0f} s") from None
    if process.returncode != 0:
        lines = [line for line in errors.strip().splitlines() if line.strip()]
        raise Failure((lines or [f"ended with status {process.returncode}"])[-1][:200])
    return output


# Tables


def document(report):
    legs = report["legs"]
    lines = [f"{report['checkpoint']}, {report['processor']}, {report['threads']} threads, {report['versions']}, commit "
             f"{report['commit']}, {report['date']}.", ""]
    base = legs.get(FIRST, {}).get("seconds")
    rows = []
    for leg, own in legs.items():
        if "@" in leg:
            continue
        if "error" in own:
            rows.append([leg, "–", "–", "–", own["error"].replace("|", "¦")])
            continue
        rows.append([leg, number(own["seconds"]), f"{base / own['seconds']:.2f}" if base else "–",
                     f"{own['peak'] / 1e9:.2f} GB" if own.get("peak") else "–", remark(own)])
    lines += tables.table(["engine", "seconds", f"times as fast as {FIRST}", "peak memory", ""], rows)
    return lines + loading(legs) + scaling(report)


def remark(own):
    parts = own.get("parts")
    return ", ".join(f"{name} {number(seconds)} s" for name, seconds in parts.items()) if parts else ""


def loading(legs):
    """From the start to the first result, beside later ones; the file in the system's cache."""
    rows = [[leg, number(own["load"]), number(own["first"]), number(own["total"]),
             number(own["load"] + own["first"] - own["total"])] for leg, own in legs.items() if "first" in own]
    if not rows:
        return []
    head = ["photo to file", "opening and reading, s", "first pass, s", "later pass, s", "first result later by, s"]
    return ["", *tables.table(head, rows)]


def scaling(report):
    """Legs at other numbers of threads than the run's, from few to many."""
    rows = []
    for leg, own in report["legs"].items():
        name, _, threads = leg.partition("@")
        other = report["legs"].get(name, {})
        if threads and "seconds" in own and "seconds" in other:
            (few, slow), (many, fast) = sorted([(int(threads), own["seconds"]), (report["threads"], other["seconds"])])
            rows.append([name, f"{few} to {many}", number(slow), number(fast), f"{slow / fast:.2f}",
                         f"{100 * slow * few / (fast * many):.0f} %"])
    if not rows:
        return []
    return ["", *tables.table(["engine", "threads", "seconds", "seconds", "times as fast", "of linear"], rows)]


def number(value):
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"


def versions():
    found = []
    for name in ("torch", "transformers", "openvino", "nncf", "onnxruntime"):
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


if __name__ == "__main__":
    main()
