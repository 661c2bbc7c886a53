"""The figures of an evaluation by pytorch-metric-learning and scikit-learn, leave-one-out.

    python peer_evaluation.py measure FOLDER DIMENSION

reads FOLDER/vectors (float32, N x DIMENSION) and FOLDER/labels (int32, N) and writes
{"figures": {...}, "seconds": s, "cpuSeconds": c, "peakBytes": b}: the bench `evaluation` with
--peer PYTHON.

    python peer_evaluation.py fixture FILE

draws a small set and writes its vectors, labels and figures: the fixture of
packages/core/src/evaluation/peer-figures.test.ts. Made with pytorch-metric-learning 2.9.0 and
scikit-learn 1.9.1. Needs both.
"""

import json
import resource
import sys
import time

import numpy
import torch
from pytorch_metric_learning.distances import CosineSimilarity
from pytorch_metric_learning.utils.accuracy_calculator import AccuracyCalculator
from pytorch_metric_learning.utils.inference import CustomKNN
from sklearn.metrics import (
    ndcg_score,
    pairwise_distances_chunked,
    roc_auc_score,
    roc_curve,
    silhouette_score,
)


def retrieval(vectors, labels):
    """AccuracyCalculator, and Recall@K of the neighbours that it searches by."""
    search = CustomKNN(CosineSimilarity(), batch_size=256)
    names = ("precision_at_1", "r_precision", "mean_average_precision_at_r")
    calculator = AccuracyCalculator(
        include=names, k="max_bin_count", knn_func=search, device=torch.device("cpu")
    )
    accuracy = calculator.get_accuracy(vectors, labels)
    _, neighbours = search(vectors, 10, vectors, ref_includes_query=True)
    counted = torch.bincount(labels)[labels] > 1
    right = (labels[neighbours] == labels[:, None])[counted]
    return {
        "recallAt1": accuracy["precision_at_1"],
        "recallAt5": right[:, :5].any(1).double().mean().item(),
        "recallAt10": right.any(1).double().mean().item(),
        "rPrecision": accuracy["r_precision"],
        "mapAtR": accuracy["mean_average_precision_at_r"],
    }


def gain(scores, labels):
    """nDCG at R: scikit-learn takes one k for all rows, so a class at a time."""
    gains = []
    for label in numpy.unique(labels):
        rows = numpy.flatnonzero(labels == label)
        if len(rows) < 2:
            continue
        relevant = numpy.tile(labels == label, (len(rows), 1)).astype(numpy.float64)
        ranked = scores[rows].astype(numpy.float64)
        itself = (numpy.arange(len(rows)), rows)
        relevant[itself] = 0
        ranked[itself] = -2
        mean = ndcg_score(relevant, ranked, k=len(rows) - 1, ignore_ties=True)
        gains.append((len(rows), mean))
    counts, means = zip(*gains)
    return {"ndcg": numpy.average(means, weights=counts)}


def verification(scores, labels):
    """Over all pairs; the equal error rate where the straight lines between points cross."""
    above = numpy.triu_indices(len(labels), 1)
    genuine = labels[above[0]] == labels[above[1]]
    pairs = scores[above]
    far, hits, _ = roc_curve(genuine, pairs, drop_intermediate=False)
    frr = 1 - hits
    at = numpy.flatnonzero(frr <= far)[0]
    before, behind = frr[at - 1] - far[at - 1], frr[at] - far[at]
    along = before / (before - behind)
    return {
        "auc": roc_auc_score(genuine, pairs),
        "eer": far[at - 1] + along * (far[at] - far[at - 1]),
        "frrAtFar1Percent": frr[far <= 0.01].min(),
        "frrAtFar0.1Percent": frr[far <= 0.001].min(),
    }


def separation(vectors, labels):
    sums = {True: 0.0, False: 0.0}
    pairs = {True: 0, False: 0}
    first = 0
    for distances in pairwise_distances_chunked(vectors, metric="cosine"):
        rows = labels[first : first + len(distances)]
        same = rows[:, None] == labels[None, :]
        for kind in (True, False):
            sums[kind] += distances[same == kind].sum(dtype=numpy.float64)
            pairs[kind] += int((same == kind).sum())
        first += len(distances)
    # A vector is no pair with itself, and its distance is 0.
    pairs[True] -= len(labels)
    return {
        "silhouette": silhouette_score(vectors, labels, metric="cosine"),
        "intraClassDistance": sums[True] / pairs[True],
        "interClassDistance": sums[False] / pairs[False],
    }


def figures(vectors, labels):
    unit = vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)
    scores = unit @ unit.T
    found = {
        **retrieval(torch.from_numpy(vectors), torch.from_numpy(labels).long()),
        **gain(scores, labels),
        **verification(scores, labels),
        **separation(vectors, labels),
    }
    return {name: float(value) for name, value in found.items()}


def measure(folder, dimension):
    vectors = numpy.fromfile(f"{folder}/vectors", numpy.float32).reshape(-1, dimension)
    labels = numpy.fromfile(f"{folder}/labels", numpy.int32)
    start, start_of_cpu = time.perf_counter(), time.process_time()
    found = figures(vectors, labels)
    return {
        "figures": found,
        "seconds": time.perf_counter() - start,
        "cpuSeconds": time.process_time() - start_of_cpu,
        "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def fixture():
    """Classes of 3 to 30 vectors around centres that lie near each other, to four digits."""
    random = numpy.random.default_rng(1)
    labels = numpy.repeat(numpy.arange(7), [30, 3, 12, 8, 5, 20, 4]).astype(numpy.int32)
    random.shuffle(labels)
    centres = random.normal(size=(7, 5))
    drawn = centres[labels] + 0.8 * random.normal(size=(len(labels), 5))
    vectors = numpy.round(drawn, 4).astype(numpy.float32)
    return {
        "dimension": 5,
        "vectors": [round(float(value), 4) for value in vectors.ravel()],
        "labels": labels.tolist(),
        "figures": figures(vectors, labels),
    }


def main():
    command, place, *rest = sys.argv[1:]
    if command == "measure":
        print(json.dumps(measure(place, int(rest[0]))))
    else:
        with open(place, "w") as file:
            json.dump(fixture(), file)
            file.write("\n")


main()
