"""Makes pml-fixture.json: losses and gradients of pytorch-metric-learning on shared batches.

The test `pytorch-metric-learning.test.ts` compares Umbra's losses with them. To make the file again:

    pip install torch==2.13.0 pytorch-metric-learning==2.9.0
    python packages/core/src/loss/testing/make_pml_fixture.py
    npx biome check --write packages/core/src/loss/testing/pml-fixture.json

Everything is computed in float64 from numbers that a float32 holds exactly. Where a definition of
the library differs from the paper's, `difference` says so; the case then holds the paper's
definition, put together from the library's own parts, and `unconverted` what the library itself
answers.
"""

import json
import pathlib

import pytorch_metric_learning
import torch
from pytorch_metric_learning import losses, miners
from pytorch_metric_learning.distances import CosineSimilarity, DotProductSimilarity, LpDistance
from pytorch_metric_learning.reducers import DoNothingReducer
from pytorch_metric_learning.regularizers import LpRegularizer, SparseCentersRegularizer

CLASSES = 8
DIMENSION = 6
CENTERS = 3
torch.manual_seed(7)


def draw(rows, scale):
    """Normal numbers in steps of 1/64: exact in float32. [rows, D]"""
    return torch.round(64 * scale * torch.randn(rows, DIMENSION, dtype=torch.float64)) / 64


BATCHES = {
    # Classes of unequal size, one of a single sample.
    "unequal": [3, 1, 1, 0, 3, 0, 0, 7, 1, 3, 0],
    "pairs": [2, 5, 2, 0, 0, 5, 1, 1],
}
EMBEDDINGS = {name: draw(len(labels), 0.7) for name, labels in BATCHES.items()}  # [S, D]
PROXIES = draw(CLASSES * CENTERS, 0.7)  # [M, D]

EUCLIDEAN = {"distance": LpDistance(normalize_embeddings=False)}
SQUARED = {"distance": LpDistance(normalize_embeddings=False, power=2)}
COSINE = {"distance": CosineSimilarity()}
PRODUCT = {"distance": DotProductSimilarity(normalize_embeddings=False)}
WITH_CLASSES = {"num_classes": CLASSES, "embedding_size": DIMENSION}


def triplet(**options):
    return losses.TripletMarginLoss(triplets_per_anchor="all", **options)


def pairs(loss, embeddings, labels):
    """A loss's terms, pair by pair, before any mean. -> of one class, of two"""
    terms = loss(embeddings, labels)
    return terms["pos_loss"]["losses"], terms["neg_loss"]["losses"]


def contrastive(normalize, margin):
    """Half the squares, each kind of pair over all of its pairs, from the library's terms."""
    loss = losses.ContrastiveLoss(
        neg_margin=margin,
        distance=LpDistance(normalize_embeddings=normalize),
        reducer=DoNothingReducer(),
    )

    def converted(embeddings, labels):
        near, far = pairs(loss, embeddings, labels)
        return (near**2).mean() / 2 + (far**2).mean() / 2

    return converted


def angular(angle):
    """The library leaves the negatives' length as it is: all vectors are made unit vectors."""
    loss = losses.AngularLoss(alpha=angle)
    return lambda embeddings, labels: loss(torch.nn.functional.normalize(embeddings), labels)


def mined(loss, miner):
    """The miner looks at numbers only: its choice is not differentiated."""
    return lambda embeddings, labels: loss(embeddings, labels, miner(embeddings.detach(), labels))


def halved(loss):
    return lambda embeddings, labels: loss(torch.nn.functional.normalize(embeddings), labels) / 2


def case(name, config, loss, **options):
    return {"name": name, "config": config, "loss": loss, **options}


def triplet_cases():
    kind = {"kind": "triplet"}
    yield case(
        "TripletMarginLoss",
        {**kind, "margin": 0.5, "distance": "euclidean"},
        triplet(margin=0.5, **EUCLIDEAN),
    )
    yield case(
        "TripletMarginLoss, power 2",
        {**kind, "margin": 1, "distance": "squared-euclidean"},
        triplet(margin=1, **SQUARED),
    )
    yield case(
        "TripletMarginLoss, CosineSimilarity",
        {**kind, "margin": 0.3, "distance": "cosine"},
        triplet(margin=0.3, **COSINE),
    )
    yield case(
        "TripletMarginLoss, smooth_loss",
        {**kind, "margin": "soft", "distance": "euclidean"},
        triplet(margin=0, smooth_loss=True, **EUCLIDEAN),
    )
    yield case(
        "TripletMarginLoss, BatchHardMiner",
        {**kind, "margin": 0.5, "distance": "euclidean"},
        mined(triplet(margin=0.5, **EUCLIDEAN), miners.BatchHardMiner(**EUCLIDEAN)),
        mining={"kind": "hard"},
    )
    shadow = {"kind": "shadow", "margin": 0.3, "normalize": True}
    yield case(
        "TripletMarginLoss, CosineSimilarity, as Shadow Loss",
        shadow,
        triplet(margin=0.3, **COSINE),
        difference="The library has no Shadow Loss; on unit vectors it is the cosine triplet.",
    )
    yield case(
        "TripletMarginLoss, power 2, as Shadow Loss",
        shadow,
        halved(triplet(margin=0.6, **SQUARED)),
        unconverted=triplet(margin=0.6, distance=LpDistance(power=2)),
        difference="On unit vectors Shadow Loss is half the squared triplet at twice the margin.",
    )


def pair_cases():
    yield case(
        "AngularLoss",
        {"kind": "angular", "angleDegrees": 40},
        angular(40),
        unconverted=losses.AngularLoss(alpha=40),
        difference="The library normalizes anchors and positives, but not the negatives; "
        "the paper's vectors are unit vectors: compared on those.",
    )
    for normalize in [True, False]:
        yield case(
            f"ContrastiveLoss, normalize_embeddings {normalize}",
            {"kind": "contrastive", "margin": 1.2, "normalize": normalize},
            contrastive(normalize, 1.2),
            unconverted=losses.ContrastiveLoss(
                neg_margin=1.2, distance=LpDistance(normalize_embeddings=normalize)
            ),
            difference="The library takes d and margin - d, and means over the pairs that are not "
            "0; the paper takes half their squares (its sum over all pairs is a mean here).",
        )
    yield case(
        "NPairsLoss",
        {"kind": "n-pair", "l2Weight": 0},
        losses.NPairsLoss(**PRODUCT),
        unconverted=losses.NPairsLoss(),
        difference="The library normalizes where it is not told otherwise; the paper does not.",
    )
    yield case(
        "NPairsLoss, LpRegularizer",
        {"kind": "n-pair", "l2Weight": 0.02},
        losses.NPairsLoss(
            **PRODUCT, embedding_regularizer=LpRegularizer(power=2), embedding_reg_weight=0.02
        ),
        batch="pairs",
        difference="The library's l2 term is over all samples of the batch, the paper's over those "
        "of the pairs: the same only where each class has two.",
    )
    yield case(
        "SupConLoss",
        {"kind": "supervised-contrastive", "temperature": 0.2},
        losses.SupConLoss(temperature=0.2),
    )
    similarity = {"kind": "multi-similarity", "alpha": 2, "beta": 20, "base": 0.5}
    loss = losses.MultiSimilarityLoss(alpha=2, beta=20, base=0.5)
    yield case("MultiSimilarityLoss", {**similarity, "epsilon": None}, loss)
    yield case(
        "MultiSimilarityLoss, MultiSimilarityMiner",
        {**similarity, "epsilon": 0.1},
        mined(loss, miners.MultiSimilarityMiner(epsilon=0.1)),
    )
    for margin, scale in [(0.3, 8), (0.4, 80)]:
        yield case(
            f"CircleLoss, m {margin}, gamma {scale}",
            {"kind": "circle", "margin": margin, "scale": scale},
            losses.CircleLoss(m=margin, gamma=scale),
            difference="The library leaves anchors out of its mean whose loss has underflowed to "
            "0; here none has.",
        )


def proxy_cases():
    rate = {"learningRateFactor": 10}
    for regularization in [0, 0.2]:
        yield case(
            f"SoftTripleLoss, weight_reg_weight {regularization}",
            {
                "kind": "soft-triple",
                **{"centers": CENTERS, "scale": 8, "gamma": 0.3, "margin": 0.05},
                **{"regularization": regularization, **rate},
            },
            losses.SoftTripleLoss(
                **WITH_CLASSES,
                **{"centers_per_class": CENTERS, "la": 8, "gamma": 0.3, "margin": 0.05},
                weight_regularizer=SparseCentersRegularizer(CLASSES, CENTERS),
                weight_reg_weight=regularization,
            ),
            proxies="fc",
        )
    yield case(
        "ProxyAnchorLoss",
        {"kind": "proxy-anchor", "margin": 0.1, "scale": 12, **rate},
        losses.ProxyAnchorLoss(**WITH_CLASSES, margin=0.1, alpha=12),
        proxies="proxies",
    )
    yield case(
        "ProxyNCALoss",
        {"kind": "proxy-nca", "temperature": 0.5, **rate},
        losses.ProxyNCALoss(**WITH_CLASSES, softmax_scale=1 / 0.5),
        proxies="proxies",
    )
    for margin in [28.6, 80]:
        yield case(
            f"ArcFaceLoss, margin {margin}",
            {"kind": "arcface", "marginDegrees": margin, "scale": 8, **rate},
            losses.ArcFaceLoss(**WITH_CLASSES, margin=margin, scale=8),
            proxies="W",
        )


def plain(tensor):
    """Nine significant digits: a float32 has seven."""
    return [[float(f"{value:.9g}") for value in row] for row in tensor.tolist()]


def evaluate(given):
    """Value and gradients of a case, as plain numbers."""
    loss, batch = given["loss"], given.get("batch", "unequal")
    embeddings = EMBEDDINGS[batch].clone().requires_grad_()
    weights = None
    if "proxies" in given:
        weights = getattr(loss, given["proxies"])
        rows = CLASSES * CENTERS if given["proxies"] == "fc" else CLASSES
        # The library keeps centers and class weights as columns.
        as_rows = given["proxies"] == "proxies"
        weights.data = (PROXIES[:rows] if as_rows else PROXIES[:rows].t()).clone()
    value = loss(embeddings, torch.tensor(BATCHES[batch]))
    value.backward()
    result = {
        "name": given["name"],
        "config": given["config"],
        "mining": given.get("mining", {"kind": "all"}),
        "batch": batch,
        "loss": float(f"{value.item():.9g}"),
        "gradient": plain(embeddings.grad),
        "proxyGradient": [],
    }
    if weights is not None:
        result["proxyGradient"] = plain(weights.grad if as_rows else weights.grad.t())
    if "difference" in given:
        result["difference"] = given["difference"]
    if "unconverted" in given:
        own = given["unconverted"](EMBEDDINGS[batch], torch.tensor(BATCHES[batch]))
        result["unconverted"] = float(f"{own.item():.9g}")
    return result


def main():
    assert pytorch_metric_learning.__version__ == "2.9.0"
    cases = [*triplet_cases(), *pair_cases(), *proxy_cases()]
    fixture = {
        "madeBy": "make_pml_fixture.py, pytorch-metric-learning 2.9.0",
        "batches": {
            name: {"labels": labels, "embeddings": plain(EMBEDDINGS[name])}
            for name, labels in BATCHES.items()
        },
        "proxies": plain(PROXIES),
        "cases": [evaluate(given) for given in cases],
    }
    path = pathlib.Path(__file__).with_name("pml-fixture.json")
    path.write_text(json.dumps(fixture) + "\n")


main()
