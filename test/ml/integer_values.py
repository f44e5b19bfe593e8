"""Numbers that any language can make again; integer-values.ts makes the same."""
import math

import torch


def values(salt, *shape):
    """Numbers in [-0.5, 0.5) from integers alone."""
    i = torch.arange(math.prod(shape), dtype=torch.int64)
    return ((((i * i * 31 + i * 7919 + salt * 104729) % 2003) / 2003) - 0.5).reshape(shape)
