"""The figures of calibration as a picture: the only place for matplotlib, which the extra ``plot`` brings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.errors import YinjuError
from index.program import extra
from qa.evaluation.asking import Result
from qa.evaluation.calibration import expected_calibration_error, reliability, risk_coverage


def plot(results: Sequence[Result], path: Path) -> None:
    """Write a picture of two panels: reliability, and risk by coverage. Names are English: no font is needed.

    :raises YinjuError: without matplotlib, or where the file cannot be written.
    """
    try:
        import matplotlib  # an extra, and a second to import
    except ImportError as error:
        raise YinjuError("画图要用 matplotlib，没有安装。", f"请运行：{extra('plot')}") from error
    matplotlib.use("agg")
    from matplotlib import pyplot

    given = [result for result in results if result.answered]
    confidences, right = [result.confidence for result in given], [result.gives for result in given]
    figure, (left, other) = pyplot.subplots(1, 2, figsize=(9, 4.2), layout="constrained")
    bins = reliability(confidences, right)
    left.plot([0, 1], [0, 1], color="0.7", linestyle="--")
    left.plot([each.confidence for each in bins], [each.right for each in bins], marker="o", color="#1f5f8b")
    off = expected_calibration_error(confidences, right)
    left.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    left.set_title(f"{len(given)} answers, ECE {off:.3f}" if off is not None else "no answers")
    everything = risk_coverage([r.confidence for r in results], [r.answered and r.gives for r in results])
    other.plot([coverage for coverage, _ in everything], [risk for _, risk in everything], color="#8b1f1f")
    other.set(xlabel="coverage (share of questions answered)", ylabel="risk (share of those wrong)", xlim=(0, 1))
    other.set_title(f"{len(results)} questions")
    other.set_ylim(bottom=0)
    try:
        figure.savefig(path, dpi=120)
    except (OSError, ValueError) as error:
        raise YinjuError(f"图写不到 {path}：{error}。", "请换一个以 .png 结尾、可以写的路径。") from error
    finally:
        pyplot.close(figure)
