#!/usr/bin/env python3
"""An independent pricing of the bid, written from the method alone, to check the tool to the cent.

    python3 tests/oracle/oracle.py [--models DIR] [--templates DIR]

Reads the model files, applies §0 to §5 of the method and prints the DQE of every lot as JSON. It
shares no code and no design with the tool: plain loops over exact fractions, Python's standard
library only. Prices and amounts are printed with all their digits; costs, which need not end in
decimals, with six. It takes valid models only: on a missing figure it stops with a Python error.

Numbers are `Fraction` from the text of the file to the output. A list over time has one entry per
contract month and starts with month 1 at index 0.
"""

import argparse
import json
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

ZERO, ONE = Fraction(0), Fraction(1)
NATURES = ("transition-in", "governance", "build", "run", "infrastructure", "on-demand", "transition-out")


# --------------------------------------------------------------------------------- §0 Numbers

def is_figure(node):
    """Is this table a number with its provenance?"""
    return isinstance(node, dict) and any(key in node for key in ("value", "low", "mode", "high"))


def number(node):
    """The value of a figure: plain, `{ value }`, or `{ low, mode, high }` (the mode)."""
    if isinstance(node, dict):
        node = node["value"] if "value" in node else node["mode"]
    return Fraction(node)


def rounded(x, decimals, divided=False):
    """x to so many decimals, half away from zero. Where a division went into x, less than 1e-12 from a half is that half."""
    unit = Fraction(1, 10**decimals)
    whole, part = divmod(abs(x), unit)
    up = unit / 2 - part < Fraction(1, 10**12) if divided else part >= unit / 2
    return (1 if x >= 0 else -1) * (whole + up) * unit


def fixed(x, decimals):
    """x, rounded, as text with so many decimals."""
    units = int(rounded(x, decimals) * 10**decimals)
    digits = str(abs(units)).rjust(decimals + 1, "0")
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return ("-" if units < 0 else "") + whole + ("." + part if decimals else "")


def exact(x, least=0):
    """x as text with all its digits, at least `least` decimals. x is a sum or product of decimals: it ends."""
    decimals = next(d for d in range(least, 100) if 10**d % x.denominator == 0)
    return fixed(x, decimals)


def money(x):
    return exact(x, 2)


def in_force(points, at):
    """The entry of a table keyed by contract year or month that holds at `at`: the latest not after it."""
    return points[max((key for key in points if int(key) <= at), key=int)]


def by_nature(node, nature):
    """The figure of a nature in a plain figure or a table by nature; None where it says nothing."""
    if not isinstance(node, dict) or is_figure(node):
        return number(node)
    written = node.get(nature, node.get("default"))
    return None if written is None else number(written)


# ------------------------------------------------------------------------------ The model files

def merge(under, over):
    """The tables of `over` on those of `under`, key by key. A figure is replaced whole."""
    if not isinstance(under, dict) or not isinstance(over, dict) or is_figure(under) or is_figure(over):
        return over
    merged = dict(under)
    for key, node in over.items():
        merged[key] = merge(under[key], node) if key in under else node
    return merged


def read(path):
    """A file with what it includes beneath it."""
    own = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=lambda text: Fraction(Decimal(text)))
    own.pop("source", None)
    beneath = {}
    for included in own.pop("include", []):
        beneath = merge(beneath, read(path.parent / included))
    return merge(beneath, own)


def read_folder(folder):
    """The files of a folder by name."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.toml"))}


def load(models, templates):
    """All the model files as one table; what the prices do not need is left out."""
    tree = {}
    for name in ("contract", "calendars", "currencies", "profiles", "partners", "sites", "mixes", "pools", "policy"):
        path = models / f"{name}.toml"
        tree[name] = read(path) if path.exists() else {}
    tree["rates"] = read_folder(models / "rates")
    tree["lots"] = read_folder(models / "lots")
    tree["dqe"] = read_folder(templates / "dqe")
    return tree


# -------------------------------------------------------------------------------- §1 Calendar

def year_and_month(text):
    """"2027-03" as (2027, 3)."""
    year, month = text.split("-")
    return int(year), int(month)


def easter_sunday(year):
    """Easter by the computus: the Sunday after the paschal full moon (Knuth, after Lilius and Clavius)."""
    golden = year % 19 + 1
    century = year // 100 + 1
    leap_days_dropped = 3 * century // 4 - 12
    moon_correction = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - leap_days_dropped - 10
    epact = (11 * golden + 20 + moon_correction - leap_days_dropped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact
    if full_moon < 21:
        full_moon += 30
    march_day = full_moon + 7 - (sunday + full_moon) % 7
    return date(year, 3, 1) + timedelta(days=march_day - 1)


def holiday_begins(holiday, year):
    """The days of a calendar year on which a holiday begins."""
    if "dates" in holiday:
        written = (d if isinstance(d, date) else date.fromisoformat(d) for d in holiday["dates"].values())
        return [d for d in written if d.year == year]
    if "easter" in holiday:
        return [easter_sunday(year) + timedelta(days=holiday["easter"])]
    try:
        return [date(year, holiday["month"], holiday["day"])]
    except ValueError:  # 29 February of a common year
        return []


def holidays(calendar, year):
    """Every day off of a calendar year, each once; a run of days may have begun the year before."""
    return {
        begin + timedelta(days=n)
        for holiday in calendar.get("holidays", {}).values()
        for begun in (year - 1, year)
        for begin in holiday_begins(holiday, begun)
        for n in range(holiday.get("days", 1))
    }


def open_days(calendar, year, month):
    """Weekdays of a calendar month less the holidays that fall on weekdays."""
    off = holidays(calendar, year)
    day, count = date(year, month, 1), 0
    while day.month == month:
        count += day.weekday() < 5 and day not in off
        day += timedelta(days=1)
    return count


# ------------------------------------------------------------------------------------ The bid

class Bid:
    """The model with the quantities of the method as functions of contract months 1 to N."""

    def __init__(self, tree):
        self.tree = tree
        self.contract, self.policy, self.sites = tree["contract"], tree["policy"], tree["sites"]
        self.lots = {id: lot for id, lot in tree["lots"].items() if lot.get("in_bid", True)}
        self.reference = self.contract["reference_site"]
        self.months = range(1, self.contract["months"] + 1)
        self.years = range(1, self.year(self.months[-1]) + 1)
        # costs[lot, nature]: euros by kind (see `people`), and days.
        self.costs = {(lot, nature): Cost() for lot in self.lots for nature in NATURES}

    def year(self, m):
        """The contract year of a contract month."""
        return (m + 11) // 12

    def months_of(self, k):
        return [m for m in self.months if self.year(m) == k]

    def calendar_month(self, m):
        """The calendar (year, month) of a contract month."""
        year, month = year_and_month(self.contract["start"])
        elapsed = year * 12 + month - 1 + m - 1
        return elapsed // 12, elapsed % 12 + 1

    def januaries(self, stated, m):
        """The Januaries after the month "YYYY-MM" up to contract month m."""
        return max(0, self.calendar_month(m)[0] - year_and_month(stated)[0])

    @cache
    def worked(self, site, m):
        """Days a head works at a site in a month."""
        year, month = self.calendar_month(m)
        site = self.sites[site]
        weights = site.get("absence_weights")
        weight = number(weights[str(month)]) if weights else Fraction(1, 12)
        return open_days(self.tree["calendars"][site["calendar"]], year, month) - number(site["absence_days"]) * weight

    # ------------------------------------------------------------------------------ §2 Effort

    def course(self, node, m):
        """A figure over time at a month: constant, held from point to point, or joined by straight lines."""
        if not isinstance(node, dict) or is_figure(node):
            return number(node)
        points, at = (node["years"], self.year(m)) if "years" in node else (node["months"], m)
        figures = sorted((int(key), number(figure)) for key, figure in points.items())
        x0, y0 = max(p for p in figures if p[0] <= at)
        later = [p for p in figures if p[0] > at]
        if not node.get("ramp", False) or not later:
            return y0
        x1, y1 = later[0]
        return y0 + (y1 - y0) * Fraction(at - x0, x1 - x0)

    def volume(self, lot, id, m):
        """How many units of a volume of the lot there are in a month."""
        volume = lot["volumes"][id]
        if "per_month" in volume:
            return self.course(volume["per_month"], m)
        if "items" in volume:
            return self.course(lot["platform"][volume["items"]]["count"], m)
        if "line" in volume:  # a year's quantity over its months, pro rata to the days worked
            section, line = volume["line"].split(".")
            lot_id = next(id for id, one in self.lots.items() if one is lot)
            line = self.tree["dqe"][lot_id]["sections"][section]["lines"][line]
            year = sum(self.worked(self.reference, n) for n in self.months_of(self.year(m)))
            return self.quantities(line)[self.year(m) - 1] * self.worked(self.reference, m) / year
        on_board = ZERO  # each application for the part of the month it is there, times its size
        for app in lot.get("applications", {}).values():
            joins = number(app["joins"]) + number(app.get("late", 0))
            on_board += min(max(m + 1 - joins, ZERO), ONE) * number(app.get("size", 1))
        return on_board

    def after_gain(self, lot, nature, base):
        """Effort from base FTE by month: the productivity gain committed to, compounded by contract year."""
        gain = self.rate("gain", lot, nature)
        return [fte * (1 - gain) ** (self.year(m) - 1) for m, fte in zip(self.months, base)]

    def base(self, lot, team, position):
        """Base FTE of a position by month, in FTE of the reference site."""
        first = position.get("from", team.get("from", 1))
        last = position.get("to", team.get("to", self.months[-1]))

        def fte(m):
            if not first <= m <= last:
                return ZERO
            if "fte" in position:
                return self.course(position["fte"], m)
            days = self.volume(lot, position["each"], m) * number(position["days"])
            return days / self.worked(self.reference, m)

        return [fte(m) for m in self.months]

    def rate(self, key, lot, nature):
        """A margin, provision or gain: what the lot says, its default included, else what the policy says."""
        written = by_nature(lot[key], nature) if key in lot else None
        return by_nature(self.policy[key], nature) if written is None else written

    # -------------------------------------------------------------- §3 Where the work is done

    def shares(self, mix, onshore, m):
        """Shares of a position by site in a month; `mix` is an id, or ids by contract year."""
        k = self.year(m)
        mix = self.tree["mixes"][mix if isinstance(mix, str) else in_force(mix["years"], k)]
        asked = mix["shares"] if "shares" in mix else in_force(mix["years"], k)
        obtained = dict.fromkeys(self.sites, ZERO)
        for site, share in asked.items():
            stays = not onshore or self.sites[site]["zone"] == "onshore"
            obtained[site if stays else self.reference] += number(share)
        return obtained

    def productivity(self, site, t):
        """Output of a head at a site, t months after the position came there."""
        ramp = self.sites[site]["productivity"]
        steady, months = number(ramp["steady"]), number(ramp.get("months", 0))
        if months == 0 or "start" not in ramp:
            return steady
        start = number(ramp["start"])
        return start + (steady - start) * min(t, months) / months

    def people(self, profile, effort, mix, onshore, present=None):
        """What a position costs over the contract, its coordination included.

        `effort` is its effort by month. `present` is what says when it first comes to a site: its
        effort, or the need of the whole pool where it is a lot's part of a pool."""
        cost = Cost()
        shares = [self.shares(mix, onshore, m) for m in self.months]
        for site_id, site in self.sites.items():
            came = None
            coordination = number(site["coordination"])
            for m, fte, there, w in zip(self.months, effort, present or effort, shares):
                if w[site_id] == 0 or there == 0:
                    continue
                came = came or m
                head = fte * w[site_id] / self.productivity(site_id, m - came)
                self.add_heads(cost, site_id, profile, head, m)
                if coordination > 0:
                    self.add_heads(cost, self.reference, site["coordinator"], head * coordination, m)
        return cost

    # -------------------------------------------------------------------------------- §4 Cost

    def add_heads(self, cost, site_id, profile, head, m):
        """Heads of a profile at a site in a month: their days and their seats."""
        site = self.sites[site_id]
        days = head * self.worked(site_id, m)
        kind = "partners" if "partner" in site else "own-labour"
        cost.euros[kind] += days * self.daily_cost(profile, site_id, m) + head * number(site["per_head_month"])
        cost.days += days

    @cache
    def daily_cost(self, profile, site_id, m):
        """Euros for a day of a profile at a site in a month."""
        site = self.sites[site_id]
        card = self.tree["rates"][site["card"]]
        stated, figure = card["base_month"], card["daily_cost"][profile]
        if isinstance(figure, dict) and "from" in figure:
            steps = figure["from"]
            stated = max((s for s in steps if year_and_month(s) <= self.calendar_month(m)), key=year_and_month)
            figure, stated = steps[stated], figure.get("stated_at", {}).get(stated, stated)
        rise = (1 + number(site["drift"])) ** self.januaries(stated, m)
        return number(figure) * rise * number(self.tree["currencies"][card["currency"]]["eur"])

    def positions(self):
        """Every position of the bid: (lot id, lot, team, position)."""
        for lot_id, lot in self.lots.items():
            for team in lot.get("teams", {}).values():
                for position in team.get("positions", {}).values():
                    yield lot_id, lot, team, position

    def add_positions(self):
        """The positions that a profile fills."""
        for lot_id, lot, team, position in self.positions():
            if "profile" not in position:
                continue
            mix = position.get("mix", team.get("mix", lot.get("mix", self.policy["mix"])))
            onshore = "onshore" in position or "onshore" in team
            effort = self.after_gain(lot, team["nature"], self.base(lot, team, position))
            self.costs[lot_id, team["nature"]].add(self.people(position["profile"], effort, mix, onshore))

    def add_pools(self):
        """Shared pools: the need of all the lots, charged to each pro rata to its demand."""
        for pool_id, pool in self.tree["pools"].items():
            nature = pool["nature"]
            demand = {lot_id: [ZERO] * len(self.months) for lot_id in self.lots}
            for lot_id, lot, team, position in self.positions():
                if position.get("pool") == pool_id:
                    effort = self.after_gain(lot, nature, self.base(lot, team, position))
                    demand[lot_id] = [a + b for a, b in zip(demand[lot_id], effort)]
            total = [sum(month) for month in zip(*demand.values())]
            need = [max(self.course(pool["minimum"], m), d) if d else ZERO for m, d in zip(self.months, total)]
            for lot_id, own in demand.items():
                charge = [n * d / t if t else ZERO for n, d, t in zip(need, own, total)]
                for member in pool["members"].values():
                    share = number(member["share"])
                    mix = member.get("mix", pool.get("mix", self.policy["mix"]))
                    effort, present = [c * share for c in charge], [n * share for n in need]
                    people = self.people(member["profile"], effort, mix, "onshore" in pool, present)
                    self.costs[lot_id, nature].add(people)

    def add_days_sold(self):
        """The days that DQE lines sell."""
        for lot_id, lot in self.lots.items():
            for line in self.lines(lot_id):
                if "day" in line:
                    self.costs[lot_id, line["nature"]].add(self.days_sold(lot, line, self.quantities(line)))

    def days_sold(self, lot, line, quantities):
        """What it costs to deliver days by contract year, spread pro rata to the reference site's days."""
        days_of_year = {k: sum(self.worked(self.reference, m) for m in self.months_of(k)) for k in self.years}
        base = [quantities[self.year(m) - 1] / days_of_year[self.year(m)] for m in self.months]
        mix = line.get("mix", lot.get("mix", self.policy["mix"]))
        return self.people(line["day"], self.after_gain(lot, line["nature"], base), mix, "onshore" in line)

    def add_platform_and_one_offs(self):
        """Items that the bidder pays, and costs that fall once."""
        for lot_id, lot in self.lots.items():
            for item in lot.get("platform", {}).values():
                if item["paid_by"] == "bidder":
                    cost = self.costs[lot_id, item.get("nature", "infrastructure")]
                    for m in self.months:
                        rise = (1 + number(item["drift"])) ** self.januaries(item["base_month"], m)
                        cost.euros["platform"] += self.course(item["count"], m) * number(item["unit_month"]) * rise
            for one_off in lot.get("one_offs", {}).values():
                self.costs[lot_id, one_off["nature"]].euros["one-offs"] += number(one_off["amount"])

    def full(self, lot, nature, cost):
        """Direct cost with overheads, each on its base, and the provision on both."""
        direct = cost.direct()
        overheads = sum(
            number(o["rate"]) * (direct if o["base"] == "direct" else cost.euros[o["base"]])
            for o in self.policy.get("overheads", {}).values()
        )
        return (direct + overheads) * (1 + self.rate("provision", lot, nature))

    def is_spread(self, lot, nature):
        return lot.get("spread", {}).get(nature, self.policy.get("spread", {}).get(nature, False))

    def spread(self, lot, full):
        """What the spread natures add to each euro of the lot's other natures."""
        moved = sum(cost for nature, cost in full.items() if self.is_spread(lot, nature))
        return moved / (sum(full.values()) - moved) if moved else ZERO

    # ------------------------------------------------------------------------ §5 Price and DQE

    def lines(self, lot_id):
        return [
            line
            for section in self.tree["dqe"][lot_id].get("sections", {}).values()
            for line in section.get("lines", {}).values()
        ]

    def quantities(self, line):
        """The quantity of a line in each contract year."""
        if line["quantity"] == "months":
            return [Fraction(len(self.months_of(k))) for k in self.years]
        return [self.course(line["quantity"], self.months_of(k)[0]) for k in self.years]

    def unit_price(self, lot, line, lines, sell, ratio):
        """The price of a line by its rule, rounded. All but a given one come by a division, that of the margin at least."""
        nature, places = line["nature"], self.contract.get("price_decimals", 2)
        if "given" in line:
            return rounded(number(line["given"]), places)
        if "weight" in line:
            siblings = [other for other in lines if other["nature"] == nature]
            prices = {o["code"]: self.unit_price(lot, o, lines, sell, ratio) for o in siblings if "given" in o}
            given = sum(sum(self.amounts(o, prices[o["code"]])) for o in siblings if "given" in o)
            weights = sum(number(o["weight"]) * sum(self.quantities(o)) for o in siblings if "weight" in o)
            price = (sell[nature] - given) * number(line["weight"]) / weights
        else:
            quantities = self.quantities(line)
            if sum(quantities) == 0:  # nothing is ordered: the price of a day in each year, equally
                quantities = [ONE] * len(self.years)
            full = self.full(lot, nature, self.days_sold(lot, line, quantities)) * (1 + ratio)
            price = full / sum(quantities) / (1 - self.rate("margin", lot, nature))
        return rounded(price, places, divided=True)

    def amounts(self, line, price):
        """The amount of a line in each contract year, to the cent."""
        return [rounded(price * q, 2) for q in self.quantities(line)]

    def price_lot(self, lot_id):
        """The DQE of a lot: its net, VAT and full cost as numbers, and its report."""
        lot, lines, vat_rate = self.lots[lot_id], self.lines(lot_id), number(self.contract["vat"])
        priced = {line["nature"] for line in lines}
        costs = {n: self.costs[lot_id, n] for n in NATURES if n in priced or self.costs[lot_id, n].direct()}
        before = {n: self.full(lot, n, cost) for n, cost in costs.items()}
        ratio = self.spread(lot, before)
        full = {n: ZERO if self.is_spread(lot, n) else cost * (1 + ratio) for n, cost in before.items()}
        sell = {n: cost / (1 - self.rate("margin", lot, n)) for n, cost in full.items()}

        amounts, report = dict.fromkeys(costs, ZERO), {}
        for line in lines:
            price = self.unit_price(lot, line, lines, sell, ratio)
            years = self.amounts(line, price)
            amounts[line["nature"]] += sum(years)
            report[line["code"]] = {
                "unit_price": money(price),
                "quantities": [exact(q) for q in self.quantities(line)],
                "amounts": [money(amount) for amount in years],
                "amount": money(sum(years)),
                "gross_unit_price": money(rounded(price * (1 + vat_rate), self.contract.get("price_decimals", 2))),
            }
        natures = {
            n: {
                "direct": fixed(costs[n].direct(), 6),
                "full": fixed(full[n], 6),
                "sell": fixed(sell[n], 6),
                "amount": money(amounts[n]),
                "days": fixed(costs[n].days, 6),
            }
            for n in costs
        }
        net = sum(amounts.values())
        vat = rounded(net * vat_rate, 2)
        totals = {"net": money(net), "vat": money(vat), "gross": money(net + vat)}
        return net, vat, sum(full.values()), {"lines": report, "natures": natures, **totals}

    def price(self):
        """The whole bid: every cost first, then the price of each lot and the recap."""
        self.add_positions()
        self.add_pools()
        self.add_days_sold()
        self.add_platform_and_one_offs()
        priced = {lot_id: self.price_lot(lot_id) for lot_id in self.lots}
        net, vat, full = (sum(lot[i] for lot in priced.values()) for i in range(3))
        return {
            "lots": {lot_id: lot[3] for lot_id, lot in priced.items()},
            "net": money(net),
            "vat": money(vat),
            "gross": money(net + vat),
            "full": fixed(full, 6),
        }


class Cost:
    """Direct euros by kind, which are also the bases of the overheads, and days."""

    def __init__(self):
        self.euros = {"own-labour": ZERO, "partners": ZERO, "platform": ZERO, "one-offs": ZERO}
        self.days = ZERO

    def add(self, other):
        for kind, euros in other.euros.items():
            self.euros[kind] += euros
        self.days += other.days

    def direct(self):
        return sum(self.euros.values())


def main():
    root = Path(__file__).resolve().parents[2]
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--models", type=Path, default=root / "models")
    arguments.add_argument("--templates", type=Path, default=root / "templates")
    where = arguments.parse_args()
    print(json.dumps(Bid(load(where.models, where.templates)).price(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
