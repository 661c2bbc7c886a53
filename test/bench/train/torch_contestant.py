"""The nets, losses and head of the bench `train` in PyTorch + pytorch-metric-learning.

Reads one JSON object a line from standard input, {"workload": {...}, "steps": n} (see workload.ts),
trains that many steps and writes {"seconds": s} a line. What a workload needs is made by its first
line. Needs torch and pytorch-metric-learning; run by `npm run bench -- train --peer PYTHON`.
"""

import json
import sys
import time

import numpy
import torch
from pytorch_metric_learning.distances import CosineSimilarity
from pytorch_metric_learning.losses import MultiSimilarityLoss, TripletMarginLoss


def make_net(workload):
    """Blocks of convolution, max pool, batch norm, relu; the first has a relu of its own."""
    layers = []
    channels = workload["channels"]
    for block, width in enumerate(workload["widths"]):
        layers.append(torch.nn.Conv2d(channels, width, 3, padding=1, bias=False))
        if block == 0:
            layers.append(torch.nn.ReLU())
        layers += [torch.nn.MaxPool2d(2), torch.nn.BatchNorm2d(width), torch.nn.ReLU()]
        channels = width
    layers += [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()]
    return layers + make_ends(workload, channels)


def make_head(workload, features):
    """Standardization, as a fixed layer, and the linear head."""
    standardization = torch.nn.BatchNorm1d(workload["features"], affine=False)
    standardization.running_mean = features.mean(0)
    standardization.running_var = features.var(0)
    standardization.eval()
    standardization.train = lambda mode=True: standardization
    return [standardization] + make_ends(workload, workload["features"])


def make_ends(workload, width):
    return [
        torch.nn.Linear(width, workload["embedding"]),
        torch.nn.Linear(workload["embedding"], workload["shadow"]),
    ]


def make_loss(workload):
    if workload["loss"] == "multi-similarity":
        return MultiSimilarityLoss(alpha=2, beta=50, base=0.5)
    return TripletMarginLoss(
        margin=0.2, distance=CosineSimilarity(), triplets_per_anchor="all"
    )


class Training:
    per_class = 40

    def __init__(self, workload):
        self.workload = workload
        self.random = numpy.random.default_rng(1)
        count = workload["classes"] * self.per_class
        self.labels = torch.arange(count) % workload["classes"]
        if workload["kind"] == "net":
            side, channels = workload["side"], workload["channels"]
            shape = (count, side, side, channels)
            self.examples = torch.from_numpy(
                self.random.integers(0, 256, shape, dtype=numpy.uint8)
            )
            layers = make_net(workload)
        else:
            shape = (count, workload["features"])
            self.examples = torch.from_numpy(
                self.random.random(shape, dtype=numpy.float32)
            )
            layers = make_head(workload, self.examples)
        self.model = torch.nn.Sequential(*layers).train()
        self.loss = make_loss(workload)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=3e-3)

    def batch(self):
        """Some pictures of each class."""
        classes, images = self.workload["classes"], self.workload["images"]
        rows = [
            label + classes * self.random.choice(self.per_class, images, replace=False)
            for label in range(classes)
        ]
        chosen = torch.from_numpy(numpy.concatenate(rows))
        inputs = self.examples[chosen]
        if self.workload["kind"] == "net":
            inputs = inputs.permute(0, 3, 1, 2).float() / 127.5 - 1
        return inputs, self.labels[chosen]

    def step(self):
        inputs, labels = self.batch()
        self.optimizer.zero_grad()
        loss = self.loss(self.model(inputs), labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def main():
    trainings = {}
    for line in sys.stdin:
        request = json.loads(line)
        workload = request["workload"]
        if workload["name"] not in trainings:
            trainings[workload["name"]] = Training(workload)
        training = trainings[workload["name"]]
        start = time.perf_counter()
        for _ in range(request["steps"]):
            training.step()
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


main()
