"""PyTorch through its old exporter and through the one built on torch.export."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pandas as pd
import torch
from torch import nn

from entry import Columns, Entry, wide
from rows import NUMBERS, numbers

SEED = 2013
GROUP = "PyTorch"


class Embedding(nn.Module):
    """A learned vector for the weekday beside the numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.days = nn.Embedding(8, 3)
        self.rest = nn.Linear(len(NUMBERS) + 3, 1)

    def forward(self, weekday: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
        """[N], [N, F] to [N, 1]."""
        return torch.sigmoid(self.rest(torch.cat([self.days(weekday), x / 100], dim=1)))


def entries(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    """Every entry of this group."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    given, tries = torch.tensor(numbers(learn, NUMBERS)), torch.tensor(numbers(tried, NUMBERS))
    scaled = nn.BatchNorm1d(len(NUMBERS))
    network = nn.Sequential(scaled, nn.Linear(len(NUMBERS), 16), nn.ReLU(), nn.Linear(16, 2), nn.Softmax(dim=1))
    _train(network, given, torch.tensor(learn["late"].to_numpy(np.int64)))
    expected = wide("y", network(tries).detach().numpy())
    rows = torch.export.Dim("rows")
    ways: dict[str, tuple[str, dict[str, Any]]] = {
        "torch-old": ("Old exporter with dynamic_axes", {"dynamo": False, "dynamic_axes": {"x": {0: "N"}, "y": {0: "N"}}}),
        "torch-old-batch-1": ("Old exporter as it comes: a batch of one", {"dynamo": False}),
        "torch-new": ("New exporter with dynamic_shapes", {"dynamo": True, "dynamic_shapes": ({0: rows},)}),
        "torch-new-batch-1": ("New exporter as it comes: a batch of one", {"dynamo": True}),
    }
    for name, (what, options) in ways.items():
        example = tries[:1] if name.endswith("batch-1") else tries[:4]
        yield _entry(name, what, _exported(network, (example,), ["x"], options), {"x": NUMBERS}, expected)

    embedding = Embedding().eval()
    days = torch.tensor(tried["weekday"].to_numpy(np.int64))
    options = {"dynamo": True, "dynamic_shapes": ({0: rows}, {0: rows})}
    model = _exported(embedding, (days[:4], tries[:4]), ["weekday", "x"], options)
    found = {"y": embedding(days, tries).detach().numpy()[:, 0]}
    yield _entry("torch-embedding", "An embedding of whole numbers [N] beside a block", model, {"weekday": ["weekday"], "x": NUMBERS}, found)

    half = nn.Linear(len(NUMBERS), 1).half().eval()
    options = {"dynamo": True, "dynamic_shapes": ({0: rows},)}
    model = _exported(half, (tries[:4].half(),), ["x"], options)
    exact = (tries.half().float() @ half.weight.float().T + half.bias.float()).half().float().detach().numpy()
    yield _entry("torch-float16", "Weights, input and output of float16", model, {"x": NUMBERS}, {"y": exact[:, 0]}, 2e-3)


def _entry(name: str, what: str, model: onnx.ModelProto, inputs: dict[str, list[str]], expected: Columns, tolerance: float = 1e-5) -> Entry:
    made_by = f"torch {torch.__version__.split('+')[0]}"
    return Entry(name, GROUP, what, made_by, model, inputs, expected, tolerance=tolerance)


def _train(network: nn.Module, given: torch.Tensor, late: torch.Tensor) -> None:
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    for _ in range(60):
        optimiser.zero_grad()
        loss = nn.functional.nll_loss(torch.log(network(given) + 1e-9), late)
        loss.backward()
        optimiser.step()
    network.eval()


def _exported(network: nn.Module, example: tuple[torch.Tensor, ...], inputs: list[str], options: dict[str, Any]) -> onnx.ModelProto:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        torch.onnx.export(network, example, path, input_names=inputs, output_names=["y"], verbose=False, **options)
        model = onnx.load(path)
    # Where in a source file each node came from: kilobytes of the maker's own paths.
    for node in [*model.graph.node, *model.graph.input, *model.graph.output, *model.graph.value_info]:
        if hasattr(node, "metadata_props"):
            del node.metadata_props[:]
        node.doc_string = ""
    return model
