"""How the program fares, for those who watch over it: figures in Prometheus' format, and whether it can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from qa.answers import Answer, NoAnswer
from qa.types import Stage

if TYPE_CHECKING:
    from index.library import Library
    from qa.web.upkeep import Upkeep

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
OUTCOMES = ("answered", "refused", "failed")


class Metrics:
    """Counts what an assistant is asked. Thread-safe; of one program, hence a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        here = self.registry
        self._questions = Counter("yinju_questions", "Questions by what came of them.", ["outcome"], registry=here)
        self._seconds = Histogram(
            "yinju_question_seconds", "Seconds of a question by stage.", ["stage"], buckets=SECONDS, registry=here
        )
        self._asking = Gauge("yinju_questions_in_progress", "Questions being answered.", registry=here)
        for outcome in OUTCOMES:
            self._questions.labels(outcome)

    def follow(self, library: Library, upkeep: Upkeep) -> None:
        """Let figures be read off these whenever they are asked for, all at one moment."""
        self.registry.register(_Standing(library, upkeep))

    def count_waiting(self, waiting: Callable[[], int]) -> None:
        """Let the number of questions in line be asked for where they stand."""
        gauge = Gauge("yinju_questions_waiting", "Questions in line.", registry=self.registry)
        gauge.set_function(waiting)

    def render(self) -> bytes:
        """All figures as text of ``CONTENT_TYPE``."""
        return generate_latest(self.registry)

    def count(self, steps: Iterator[Stage | Answer | NoAnswer]) -> Iterator[Stage | Answer | NoAnswer]:
        """As ``Assistant.steps``, counted; what is given up before its end counts as failed."""
        outcome = "failed"
        with self._asking.track_inprogress():
            try:
                for step in steps:
                    if not isinstance(step, Stage):
                        outcome = "answered" if isinstance(step, Answer) else "refused"
                        for stage in ("search", "read", "total"):
                            self._seconds.labels(stage).observe(getattr(step.seconds, stage))
                    yield step
            finally:
                self._questions.labels(outcome).inc()


class _Standing(Collector):
    """Where the library and its upkeep stand."""

    def __init__(self, library: Library, upkeep: Upkeep) -> None:
        self._library = library
        self._upkeep = upkeep

    def describe(self) -> Iterator[Metric]:
        """Nothing: what is registered need not ask the library for its figures."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        status = self._library.status()
        yield GaugeMetricFamily("yinju_generation", "Number of the library's last change.", status.generation)
        yield GaugeMetricFamily("yinju_documents", "Documents in the library.", status.documents)
        yield GaugeMetricFamily("yinju_passages", "Passages in the library.", status.passages)
        yield GaugeMetricFamily("yinju_unreadable_files", "Files that could not be read.", len(status.failed))
        yield GaugeMetricFamily("yinju_syncing", "1 while a sync runs.", self._upkeep.work.running)
