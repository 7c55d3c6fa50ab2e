#!/usr/bin/env python3
"""The draws of `chiffrage risk`, priced again by numpy: the program of oracle.py on all draws at once.

    chiffrage risk --draws 1000 --draws-out draws.csv
    python3 tests/oracle/draws.py draws.csv [--models DIR] [--templates DIR]

The file names each figure by its path and gives its value in every draw, then what each lot comes to. Here the figures become
arrays over the draws, in binary floats, and §1 to §5 of the method are computed on them: cost, price from unrounded unit prices,
and revenue at the unit prices of the bid. Printed as JSON: the largest relative difference of each, and the seconds that computing
took, with neither reading nor comparing.
"""

import argparse
import builtins
import csv
import json
from fractions import Fraction
from pathlib import Path
from time import perf_counter

import numpy as np

import oracle

EXACT_ROUNDED = oracle.rounded
# Draws that are computed together: as many as a processor's cache has room for.
CHUNK = 4096


class Drawn(np.ndarray):
    """A number in every draw. What depends on a draw is no structure of the bid, and asking it is an error."""

    def __bool__(self):
        held = np.asarray(self)
        if held.all() or not held.any():
            return bool(held.all())
        raise ValueError("draws differ")

    def __eq__(self, other):
        # Of a number it is asked whether it is a word of the models.
        return False if isinstance(other, str) else super().__eq__(other)


def is_drawn(*numbers):
    return any(isinstance(number, np.ndarray) for number in numbers)


def least(*of, **how):
    return np.minimum(*of) if len(of) == 2 and is_drawn(*of) else builtins.min(*of, **how)


def greatest(*of, **how):
    return np.maximum(*of) if len(of) == 2 and is_drawn(*of) else builtins.max(*of, **how)


def rounded(x, decimals, divided=False):
    """To so many decimals, half away from zero; the price of a line, which a division went into, stays as it is."""
    if divided:
        return x
    scaled = np.abs(x) * 10**decimals
    return np.copysign(np.floor(scaled + 0.5 + 1e-6 + 1e-13 * scaled), x) / 10**decimals


class Bid(oracle.Bid):
    def people(self, profile, effort, mix, onshore, present=None):
        """As in oracle.py, where the month in which a position comes to a site may differ from draw to draw."""
        cost = oracle.Cost()
        shares = [self.shares(mix, onshore, m) for m in self.months]
        for site_id, site in self.sites.items():
            came = 0
            for m, fte, there, w in zip(self.months, effort, present or effort, shares):
                active = np.logical_and(w[site_id] != 0, there != 0)
                if not np.any(active):
                    continue
                if not is_drawn(came) and np.all(active):
                    came = came or m
                else:
                    came = np.where(active & (came == 0), m, came).view(Drawn)
                head = fte * w[site_id] / self.productivity(site_id, m - came)
                self.add_heads(cost, site_id, profile, head, m)
                if "coordinator" in site:
                    coordinated = head * oracle.number(site["coordination"])
                    self.add_heads(cost, self.reference, site["coordinator"], coordinated, m)
        return cost

    def price_lot(self, lot_id):
        """Cost, and price from unrounded unit prices."""
        lot, lines = self.lots[lot_id], self.lines(lot_id)
        before = {n: self.full(lot, n, self.costs[lot_id, n]) for n in oracle.NATURES}
        ratio = self.spread(lot, before)
        sell = {n: cost * (1 + ratio) / (1 - self.rate("margin", lot, n)) for n, cost in before.items()}
        price = sum(self.unit_price(lot, line, lines, sell, ratio) * sum(self.quantities(line)) for line in lines)
        return sum(before.values()), price

    def price(self):
        self.add_positions()
        self.add_pools()
        self.add_days_sold()
        self.add_platform_and_one_offs()
        return {lot_id: self.price_lot(lot_id) for lot_id in self.lots}


def floats(node):
    """A tree of the models in binary floats."""
    if isinstance(node, dict):
        return {key: floats(value) for key, value in node.items()}
    return float(node) if isinstance(node, Fraction) else node


def with_draws(node, draws, path=()):
    """The tree with the values that draws have in place of the figures of their paths."""
    if ".".join(path) in draws:
        return draws[".".join(path)]
    if isinstance(node, dict):
        return {key: with_draws(value, draws, (*path, key)) for key, value in node.items()}
    return node


def on_floats():
    """What oracle.py computes with, from fractions to floats."""
    oracle.ZERO, oracle.ONE = 0.0, 1.0
    oracle.Fraction = lambda over, under=1: over / under
    oracle.number = lambda node: node.get("value", node.get("mode")) if isinstance(node, dict) else node
    oracle.min, oracle.max, oracle.rounded = least, greatest, rounded


def revenues(lots, bid):
    """What each lot comes to at unit prices that are given, by line, for the quantities of a bid."""
    amount = lambda line, price: sum(rounded(price * q, 2) for q in bid.quantities(line))
    return {lot: sum(amount(line, prices[line["code"]]) for line in bid.lines(lot)) for lot, prices in lots.items()}


def differs(ours, theirs):
    return float(np.max(np.abs(ours - theirs) / np.abs(theirs)))


def main():
    root = Path(__file__).resolve().parents[2]
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("draws", type=Path)
    arguments.add_argument("--models", type=Path, default=root / "models")
    arguments.add_argument("--templates", type=Path, default=root / "templates")
    asked = arguments.parse_args()
    with asked.draws.open(encoding="utf-8-sig", newline="") as file:
        names = next(csv.reader(file))
        columns = dict(zip(names, np.loadtxt(file, delimiter=",", ndmin=2).T))
    exact = oracle.load(asked.models, asked.templates)
    bid = oracle.Bid(exact).price()
    prices = {
        lot: {code: float(line["unit_price"]) for code, line in report["lines"].items()}
        for lot, report in bid["lots"].items()
    }
    tree = floats(exact)
    on_floats()
    results = [f"{lot}.{what}" for lot in prices for what in ("cost", "price", "revenue", "revised", "margin")]
    figures = [name for name in names if name not in results]
    count = len(columns[names[0]])
    largest, seconds = dict.fromkeys(("cost", "price", "revenue"), 0.0), 0.0
    for first in range(0, count, CHUNK):
        of = {name: column[first : first + CHUNK] for name, column in columns.items()}
        began = perf_counter()
        drawn = Bid(with_draws(tree, {name: of[name].view(Drawn) for name in figures}))
        priced, revenue = drawn.price(), revenues(prices, drawn)
        seconds += perf_counter() - began
        for lot, (cost, price) in priced.items():
            for what, ours in (("cost", cost), ("price", price), ("revenue", revenue[lot])):
                largest[what] = builtins.max(largest[what], differs(ours, of[f"{lot}.{what}"]))
    print(json.dumps({"draws": count, "figures": len(figures), "largest": largest, "seconds": seconds}))


if __name__ == "__main__":
    main()
