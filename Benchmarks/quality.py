"""Measures what every precision and kernel does to results, against float32, and checks the limits.

    make precision DATA=FOLDER                     the bundled model, on FOLDER/depth and FOLDER/mattes
    Benchmarks/quality.py --numerics depth_pro.pt --photos photo.jpg     any network, also one of random weights

Each case predicts all pictures once; `depthpro evaluate` scores all cases in one run. Depths are compared pixel by pixel
with those of float32 through libtorch's own operators. Ends with status 1 where a precision is beyond its limit: then
`--precision auto` must not choose it (Sources/DepthPro/Estimator/Precision+Automatic.swift). Needs numpy.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy

import tables

ROOT = pathlib.Path(__file__).resolve().parents[1]
PICTURES = {".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff"}

REFERENCE = "float32, libtorch's operators"
LIMITS = {"bfloat16": (0.002, 0.01), "int8": (0.01, 0.05)}
"""The largest change of δ1, and of boundary F1 as a share of it."""
SMALLEST_F1 = 0.005
"""Below it so few pairs of pixels are found that one more is beyond any share: F1 is then not judged."""


def cases():
    """Name, precision, environment; whatever this processor does not run is left out while measuring."""
    plain = {"CTORCH_ATTENTION": "libtorch", "CTORCH_CONVOLUTION": "libtorch"}
    yield REFERENCE, "float32", plain
    for kernel in ("avx512", "avx2", "neon", "portable"):
        yield f"float32, attention {kernel}", "float32", {**plain, "CTORCH_ATTENTION": kernel}
    yield "float32, convolutions by Winograd", "float32", {**plain, "CTORCH_CONVOLUTION": "own"}
    yield "float32, as chosen here", "float32", {}
    yield "bfloat16 weights, float32 arithmetic", "bfloat16", {"DEPTHPRO_HALF": "stored"}
    yield "bfloat16, libtorch's operators", "bfloat16", {
        **plain, "CTORCH_LINEAR": "libtorch", "DEPTHPRO_HALF": "computed"}
    yield "bfloat16", "bfloat16", {"DEPTHPRO_HALF": "computed"}
    yield "int8, float32 arithmetic", "int8", {"DEPTHPRO_HALF": "stored", "CTORCH_LINEAR": "libtorch"}
    yield "int8, points of convolutions in float32", "int8", {"CTORCH_CONVOLUTION": "fine"}
    yield "int8", "int8", {}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=pathlib.Path, help="holds depth/manifest.jsonl and mattes/image")
    parser.add_argument("--program", default=str(ROOT / ".build/release/depthpro"))
    parser.add_argument("--model", default=str(ROOT / "Models/small.safetensors"))
    parser.add_argument("--numerics", metavar="CHECKPOINT", help="a network whose depths are compared, not scored")
    parser.add_argument("--photos", nargs="+", type=pathlib.Path, default=[ROOT / "Examples"],
                        help="what the numerics are measured on")
    parser.add_argument("--calibrate", nargs="+", type=pathlib.Path, default=[ROOT / "Examples"],
                        help="what integers are calibrated on")
    parser.add_argument("--int8", help="the checkpoint of integers, where there is one already")
    parser.add_argument("--only", nargs="+", metavar="WORDS",
                        help="of the cases beside the reference those that hold such words; emulated bfloat16 is slow")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--document", type=pathlib.Path, help="Markdown to write the table into")
    parser.add_argument("--json", type=pathlib.Path, help="where to write every figure")
    arguments = parser.parse_args()
    if bool(arguments.data) == bool(arguments.numerics):
        parser.error("name a folder of data, or a network with --numerics")
    with tempfile.TemporaryDirectory() as folder:
        report = measured(arguments, pathlib.Path(folder))
    failures = [row["case"] for row in report["cases"] if row.get("within") is False]
    lines = table(report)
    print("\n".join(lines))
    if arguments.json:
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    if arguments.document:
        tables.replace(arguments.document, "numerics" if arguments.numerics else "precision", lines)
    for name in failures:
        print(f"{name}: beyond its limit", file=sys.stderr)
    sys.exit(1 if failures else 0)


# Measuring


def measured(arguments, folder):
    pictures = scored_pictures(arguments.data) if arguments.data else \
        [("photos", photo.stem, photo) for photo in listed(arguments.photos)]
    model = arguments.numerics or arguments.model
    rows, kernels = [], None
    for name, precision, environment in cases():
        if arguments.only and name != REFERENCE and not any(names(words, name) for words in arguments.only):
            continue
        row = predicted(name, precision, environment, model, pictures, folder, arguments)
        if row is None:
            continue
        if name == REFERENCE:
            kernels = row
        row |= compared(folder / REFERENCE, folder / name, pictures)
        rows.append(row)
        print(f"{name}: median {row['median']:.1e}", file=sys.stderr)
    if arguments.data:
        score(rows, arguments.data, folder, arguments.program)
    return {"model": pathlib.Path(model).name, "pictures": len(pictures), "processor": tables.processor(),
            "libtorch": kernels["libtorch"], "commit": tables.commit(), "limits": LIMITS, "cases": rows}


def names(words, case):
    """Whether the words are the case's name, or part of it and nobody's whole name."""
    return words == case or (words in case and all(words != other for other, *_ in cases()))


def listed(paths):
    found = []
    for path in paths:
        found += sorted(path.iterdir()) if path.is_dir() else [path]
    return [path for path in found if path.suffix.lower() in PICTURES]


def scored_pictures(data):
    """Data set, name and file of every picture, named as `depthpro evaluate` names it."""
    pictures = []
    manifest = data / "depth" / "manifest.jsonl"
    for line in manifest.read_text().splitlines():
        if line.strip():
            row = json.loads(line)
            pictures.append(("depth", row["id"], data / "depth" / row["rgb"]))
    return pictures + [("mattes", file.stem, file) for file in listed([data / "mattes" / "image"])]


def predicted(name, precision, environment, model, pictures, folder, arguments):
    """Depths of all pictures under folder/name/set/picture.npy; None where this processor has no such kernel."""
    wanted = environment.get("CTORCH_ATTENTION")
    environment = {**os.environ, **environment}
    if wanted and attention(environment, arguments) != wanted:
        return None
    if precision == "int8":
        model = arguments.int8 or quantized(model, folder, arguments)
    output = folder / "output"
    command = [arguments.program, "predict", *sorted({str(picture[2]) for picture in pictures}), "--edges", "network",
               "--output", str(output), "--model", str(model), "--format", "npy,json", "--ignore-exif", "--device", "cpu",
               "--quiet", "--json", "--threads", str(arguments.threads), "--precision",
               "auto" if precision == "int8" else precision]
    done = run(command, environment)
    sidecars = [json.loads(line) for line in done.splitlines()]
    written = {str(pathlib.Path(line["input"]).resolve()): line for line in sidecars}
    for kind, picture, file in pictures:
        target = folder / name / kind
        target.mkdir(parents=True, exist_ok=True)
        line = written[str(file.resolve())]
        source = next(path for path in map(pathlib.Path, line["files"]) if path.suffix == ".npy")
        (target / f"{picture}.npy").symlink_to(kept(source, folder / name))
    estimate = sidecars[0]["sidecar"]["estimate"]
    return {"case": name, "precision": precision, "arithmetic": estimate["precision"],
            "libtorch": estimate["versions"]["libtorch"]}


def kept(file, folder):
    """The file where the next case does not write over it."""
    target = folder / "all" / file.name
    target.parent.mkdir(exist_ok=True)
    if file.exists():
        file.rename(target)
    return target.resolve()


def attention(environment, arguments):
    """What computes attention there."""
    command = [arguments.program, "benchmark", "--model", arguments.model, "--size", "64x64", "--repeat", "1", "--json",
               "--device", "cpu", "--threads", str(arguments.threads)]
    return json.loads(run(command, environment))["attention"]


def quantized(model, folder, arguments):
    output = folder / "int8.safetensors"
    if output.exists():
        return output
    run([arguments.program, "quantize", "--model", str(model), "--photos", *map(str, arguments.calibrate), "--output",
         str(output), "--threads", str(arguments.threads)], os.environ)
    return output


def run(command, environment):
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command[:2])} failed: {done.stderr.strip()}")
    return done.stdout


def compared(reference, other, pictures):
    """Relative differences of depth over all pixels of all pictures."""
    differences = []
    for kind, picture, _ in pictures:
        right, found = (numpy.load(folder / kind / f"{picture}.npy") for folder in (reference, other))
        differences.append((numpy.abs(found - right) / right).ravel())
    differences = numpy.concatenate(differences)
    return {"median": float(numpy.median(differences)), "p99": float(numpy.quantile(differences, 0.99)),
            "worst": float(differences.max())}


# Scores


def score(rows, data, folder, program):
    names = {row["case"]: f"case{number}" for number, row in enumerate(rows)}
    output = folder / "scores.json"
    command = [program, "evaluate", "--dataset", f"manifest:{data / 'depth'}", "--dataset", f"mattes:{data / 'mattes'}",
               "--align", "none", "--align", "median", "--ignore-invalid", "--json", str(output), "--quiet"]
    for case, name in names.items():
        command += ["--predictions", f"{name}={folder / case}"]
    run(command, os.environ)
    summaries = json.loads(output.read_text())["summaries"]
    for row in rows:
        row["scores"] = scores(summaries, names[row["case"]])
    reference = rows[0]["scores"]
    for row in rows:
        row["changes"] = {name: row["scores"][name] - value for name, value in reference.items()}
        row["within"] = within(row, reference)


METRICS = {
    "delta1": ("depth", "none", "delta1"), "delta1 scaled": ("depth", "median", "delta1"),
    "AbsRel": ("depth", "none", "abs_rel"), "AbsRel scaled": ("depth", "median", "abs_rel"),
    "boundary F1": ("depth", "none", "boundary_f1"), "matte recall": ("mattes", "none", "matte_recall"),
}


def scores(summaries, method):
    found = {}
    for name, (dataset, alignment, metric) in METRICS.items():
        summary = next(own for own in summaries if own["method"] == method and own["dataset"] == dataset
                       and own["alignment"] == alignment)
        found[name] = summary["metrics"][metric]["mean"]
    return found


def within(row, reference):
    """Whether the precision keeps its limits; None where it has none."""
    limits = LIMITS.get(row["precision"])
    if limits is None:
        return None
    change = max(abs(row["changes"][name]) for name in ("delta1", "delta1 scaled"))
    boundaries = abs(row["changes"]["boundary F1"])
    return bool(change < limits[0] and (boundaries <= limits[1] * reference["boundary F1"] or not judges_f1(reference)))


def judges_f1(reference):
    return reference["boundary F1"] >= SMALLEST_F1


# Words


def table(report):
    lines = [f"{report['model']}, {report['pictures']} pictures, {report['processor']}, libtorch {report['libtorch']}, "
             f"commit {report['commit']}.", ""]
    head = ["path", "median", "99th percentile"]
    is_scored = "scores" in report["cases"][0]
    if is_scored:
        head += ["δ1", "δ1, median scaled", "AbsRel", "boundary F1", "matte recall", "within its limit"]
    rows = []
    for number, row in enumerate(report["cases"]):
        cells = [row["case"], "–" if number == 0 else f"{row['median']:.1e}", "–" if number == 0 else f"{row['p99']:.1e}"]
        if is_scored:
            figures = row["scores"] if number == 0 else row["changes"]
            form = "{:.4f}" if number == 0 else "{:+.5f}"
            cells += [form.format(figures[name]) for name in
                      ("delta1", "delta1 scaled", "AbsRel", "boundary F1", "matte recall")]
            kept = "yes" if judges_f1(report["cases"][0]["scores"]) else "δ1 yes, F1 not judged"
            cells.append({None: "–", True: kept, False: "**no**"}[row["within"]])
        rows.append(cells)
    return lines + tables.table(head, rows)


if __name__ == "__main__":
    main()
