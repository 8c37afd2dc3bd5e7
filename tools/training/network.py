"""The network that is trained: the bundled encoder with a head over each piece and one over the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface, BertConfig, BertModel
from transformers.masking_utils import sdpa_mask

NOWHERE = 0
"""The place in a row, that of ``<s>``, that stands for "the passage does not answer"."""
DROPOUT = 0.1
"""The share of the values between the sublayers that a training step leaves out, in the layers that are trained."""
ATTENTION = "short"
"""What transformers knows ``attend`` as."""
_OUTSIDE = -1e4
"""The logit of a place where no answer can start or end, and of a piece that is none."""


@dataclass(frozen=True, slots=True)
class Logits:
    """``start`` and ``end``: ``(rows, pieces)``, whether the answer starts and ends there; ``here``: ``(rows,)``."""

    start: Tensor
    end: Tensor
    here: Tensor


class ReaderNetwork(nn.Module):
    """A BERT encoder, its embedding cut to a part of the vocabulary, and the two heads."""

    def __init__(self, configuration: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(configuration, add_pooling_layer=False)
        self.span = nn.Linear(configuration.hidden_size, 2)
        self.here = nn.Linear(configuration.hidden_size, 1)

    @classmethod
    def from_encoder(cls, folder: Path, kept: Sequence[int]) -> ReaderNetwork:
        """The encoder in a sentence-transformers folder with the ``kept`` rows of its embedding, and fresh heads.

        Attention is without dropout, which alone takes two fifths of the time on a processor.
        """
        encoder = BertModel.from_pretrained(folder, add_pooling_layer=False)
        configuration = encoder.config
        rows = encoder.embeddings.word_embeddings.weight.detach()[torch.tensor(kept)]
        configuration.vocab_size = len(kept)
        configuration.hidden_dropout_prob, configuration.attention_probs_dropout_prob = DROPOUT, 0.0
        network = cls(configuration)
        network.bert.set_attn_implementation(ATTENTION)
        _lock_dropout(network)
        state = encoder.state_dict()
        state["embeddings.word_embeddings.weight"] = rows
        network.bert.load_state_dict(state)
        return network

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and the lowest ``layers`` as they are."""
        for frozen in (self.bert.embeddings, *self.bert.encoder.layer[:layers]):
            frozen.requires_grad_(False)
            for module in frozen.modules():
                if isinstance(module, LockedDropout):
                    module.p = 0.0

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Start, end and here logits for ``(rows, pieces)`` int64 ids, ``mask`` 1 where there is a piece."""
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        spans = self.span(hidden)
        return spans[..., 0], spans[..., 1], self.here(hidden[:, 0]).squeeze(-1)


class LockedDropout(nn.Module):
    """Dropout with one mask for all rows of a batch (Merity et al., 2018, arXiv:1708.02182, section 4.1).

    Drawing a mask for each row takes a tenth of the time of a step on a processor.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.p = share

    def forward(self, values: Tensor) -> Tensor:
        """``values`` ``(rows, pieces, n)``, in training some of them 0 and the others larger by as much."""
        if not self.training or self.p == 0.0:
            return values
        kept = (torch.rand(values.shape[1:]) >= self.p).to(values.dtype) / (1 - self.p)
        return values * kept


def attend(
    module: nn.Module,  # noqa: ARG001 - transformers gives it to attention of every kind
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    **others: object,  # noqa: ARG001
) -> tuple[Tensor, None]:
    """Attention written out, of ``(rows, heads, pieces, n)`` each, in the numbers that a training step multiplies in.

    The one that torch has for processors takes two fifths of a step backwards; with this a step takes two thirds.
    """
    rows, heads, pieces, size = query.shape
    device = query.device.type
    kind = torch.bfloat16 if torch.is_autocast_enabled(device) else query.dtype
    asked, seen, said = (part.to(kind).reshape(rows * heads, pieces, size) for part in (query / size**0.5, key, value))
    with torch.autocast(device, enabled=False):
        scores = torch.bmm(asked, seen.transpose(1, 2))
        if attention_mask is not None:
            none = torch.zeros(attention_mask.shape, dtype=kind, device=device).masked_fill(~attention_mask, _OUTSIDE)
            scores = (scores.view(rows, heads, pieces, pieces) + none).view_as(scores)
        states = torch.bmm(torch.softmax(scores, -1), said).view(rows, heads, pieces, size)
    return states.transpose(1, 2).contiguous(), None


AttentionInterface.register(ATTENTION, attend)
AttentionMaskInterface.register(ATTENTION, sdpa_mask)  # without one transformers gives none, and fillings are seen


def _lock_dropout(network: nn.Module) -> None:
    for module in list(network.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.Dropout):
                setattr(module, name, LockedDropout(child.p))


def loss_of(logits: Logits, allowed: Tensor, start: Tensor, end: Tensor) -> Tensor:
    """The mean loss of a batch.

    Start and end by cross entropy over the places that are ``allowed`` (``(rows, pieces)`` bool, ``NOWHERE`` among
    them), as in Devlin et al., 2019, arXiv:1810.04805, section 4.3; and here by binary cross entropy.
    """
    spans = sum(
        nn.functional.cross_entropy(each.masked_fill(~allowed, _OUTSIDE), place)
        for each, place in ((logits.start, start), (logits.end, end))
    )
    here = nn.functional.binary_cross_entropy_with_logits(logits.here, (start != NOWHERE).float())
    return spans / 2 + here
