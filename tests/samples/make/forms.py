"""Makes the price forms `../buyer/fr_made_*.xlsx`, laid out as French buyers lay theirs out, and says what a reader sees in
each and in the two synthetic samples that went wrong (`../buyer/fr_made.json`): tables with their header rows, price columns, lines, coefficients, sections and totals.

    pip install openpyxl && python tests/samples/make/forms.py
"""

import datetime
import json
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter as letter

OUT = Path(__file__).resolve().parent.parent / "buyer"
YELLOW = PatternFill("solid", fgColor="FFFF99")
BLUE = PatternFill("solid", fgColor="BDD7EE")
GREY = PatternFill("solid", fgColor="D9D9D9")
BOLD = Font(bold=True)
ALL = {}


class Form:
    """A workbook and what is expected of it."""

    def __init__(self, name):
        self.name, self.book, self.tables = name, Workbook(), []
        self.book.remove(self.book.active)
        self.book.properties.creator = "Acheteur"
        self.book.properties.created = self.book.properties.modified = datetime.datetime(2026, 1, 15)

    def sheet(self, title, state="visible"):
        sheet = self.book.create_sheet(title)
        sheet.sheet_state = state
        return sheet

    def table(self, sheet, header, prices):
        of = {
            "sheet": sheet.title,
            "header": header if isinstance(header, list) else [header, header],
            "prices": prices,
            "lines": [],
            "coefficients": [],
            "sections": [],
            "totals": [],
        }
        self.tables.append(of)
        return of

    def save(self):
        self.book.save(OUT / f"{self.name}.xlsx")
        ALL[f"{self.name}.xlsx"] = self.tables


def put(sheet, row, values, bold=False, fill=None, wrap=False, first=1):
    """Writes values from a column on; None leaves a cell alone."""
    for at, value in enumerate(values, first):
        if value is None:
            continue
        cell = sheet.cell(row, at, value)
        if bold:
            cell.font = BOLD
        if fill:
            cell.fill = fill
        if wrap:
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def asked(sheet, row, columns, fill=YELLOW):
    for column in columns:
        sheet[f"{column}{row}"].fill = fill
        sheet[f"{column}{row}"].protection = Protection(locked=False)


# --- 1. A BPU of profiles with three rates, work units, coefficients: three tables under one another -----------------------


def profiles():
    form = Form("fr_made_bpu_profiles")
    sheet = form.sheet("BPU")
    put(sheet, 2, [None, "MINISTÈRE DE L'EXEMPLE – Direction du numérique"], bold=True)
    put(sheet, 3, [None, "Accord-cadre n° 2026-014 – Lot 3 : ROR"])
    put(sheet, 4, [None, "Annexe 2 à l'acte d'engagement : bordereau des prix unitaires"])
    sheet.merge_cells("B2:G2")
    sheet.merge_cells("B3:G3")
    sheet.merge_cells("B4:G4")
    put(sheet, 6, [None, "1. Prix par profil", None, "Prix en euros HT"], bold=True, fill=GREY)
    sheet.merge_cells("B6:C6")
    sheet.merge_cells("D6:F6")
    put(sheet, 7, [None, "Réf.", "Qualité de l'intervenant", "Taux horaire", "½ journée", "TJM\n(7 h 30)"], bold=True, wrap=True)
    people = form.table(sheet, 7, {"hour": "D", "half-day": "E", "day": "F"})
    names = [
        "Directeur de projet",
        "Chef de projet",
        "Architecte technique\u00a0",
        "Dévelop\u200bpeur confirmé",
        "Développeur junior",
        "Ingénieur DevOps",
        "Administrateur de bases de données (D.B.A.)",
        "Expert sécurité (S.S.I.)",
        "Ergonome / UX designer",
        "Auditeur R.G.A.A. ",
    ]
    row = 8
    for n, name in enumerate(names, 1):
        put(sheet, row, [None, f"P{n:02}", name])
        asked(sheet, row, "DEF")
        people["lines"].append([row, f"P{n:02}", name.replace("\u200b", "").replace("\u00a0", " ").strip()])
        row += 1
    row += 1
    put(sheet, row, [None, "2. Unités d'œuvre"], bold=True, fill=GREY)
    sheet.merge_cells(f"B{row}:F{row}")
    row += 1
    put(sheet, row, [None, "Réf.", "Unité d'œuvre", "Complexité", "Livrables", "Prix unitaire\n€ HT"], bold=True, wrap=True)
    units = form.table(sheet, row, {"unit": "F"})
    row += 1
    for n, (name, level) in enumerate(
        [(name, level) for name in ("U.O. de conception", "U.O. de développement") for level in ("Simple", "Moyenne", "Complexe")], 1
    ):
        put(sheet, row, [None, f"UO-{n}", name, level, "Dossier et sources"])
        asked(sheet, row, "F")
        units["lines"].append([row, f"UO-{n}", name])
        row += 1
    row += 1
    put(sheet, row, [None, "3. Majorations"], bold=True, fill=GREY)
    sheet.merge_cells(f"B{row}:F{row}")
    row += 1
    put(sheet, row, [None, "Réf.", "Plage d'intervention", None, None, "Coefficient multiplicateur"], bold=True, wrap=True)
    more = form.table(sheet, row, {"coefficient": "F"})
    row += 1
    for n, name in enumerate(["Nuit, de 22 h à 6 h", "Samedi", "Dimanche et jours fériés"], 1):
        put(sheet, row, [None, f"M{n}", name])
        asked(sheet, row, "F")
        more["coefficients"].append([row, f"M{n}", name])
        row += 1
    put(sheet, row + 1, [None, "Les prix sont fermes la première année, puis révisés dans les conditions du CCAP."])
    put(sheet, row + 3, [None, "Fait à ………………, le ………………", None, None, "Signature et cachet"])
    form.save()


# --- 2. A DQE of four years as (quantity, amount) pairs under merged years ------------------------------------------------


def pairs():
    form = Form("fr_made_dqe_pairs")
    sheet = form.sheet("DQE Lot 2")
    put(sheet, 1, ["DÉTAIL QUANTITATIF ESTIMATIF – LOT N° 2 : ANNUAIRE"], bold=True)
    sheet.merge_cells("A1:M1")
    put(sheet, 3, ["Désignation des prestations", None, "Unité", "Prix unitaire HT"], bold=True, wrap=True)
    for year in range(4):
        column = 5 + 2 * year
        sheet.cell(3, column, f"Année {year + 1}\n({2027 + year})")
        sheet.merge_cells(start_row=3, end_row=3, start_column=column, end_column=column + 1)
        put(sheet, 4, ["Quantité", "Montant € HT"], first=column)
    sheet.cell(3, 13, "Total € HT\nsur 4 ans")
    for area in ("A3:B4", "C3:C4", "D3:D4", "M3:M4"):
        sheet.merge_cells(area)
    table = form.table(sheet, [3, 4], {"unit": "D"})
    parts = [
        ("Initialisation", [("Prise de connaissance", "Forfait", [1, 0, 0, 0]), ("Reprise du patrimoine", "Forfait", [1, 0, 0, 0])]),
        (
            "Réalisation",
            [
                ("Unité d'œuvre simple", "UO", [40, 40, 40, 40]),
                ("Unité d'œuvre moyenne", "UO", [25, 25, 25, 20]),
                ("Unité d'œuvre complexe", "UO", [8, 8, 8, 6]),
                ("Lot de correctifs mineurs", "UO", [12, 12, 12, 12]),
            ],
        ),
        (
            "Exploitation",
            [
                ("Maintenance corrective", "Mois", [9, 12, 12, 12]),
                ("Support de niveau 3", "Mois", [9, 12, 12, 12]),
                ("Astreinte HNO", "Semaine", [39, 52, 52, 52]),
            ],
        ),
        (
            "Assistance à la demande",
            [
                ("Journée de chef de projet", "Jour", [10, 10, 10, 10]),
                ("Journée de développeur", "Jour", [20, 20, 20, 20]),
                ("Journée d'architecte", "Jour", [5, 5, 5, 5]),
            ],
        ),
    ]
    row, sums = 5, []
    for section, lines in parts:
        put(sheet, row, [section], bold=True, fill=GREY)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=13)
        table["sections"].append([row, section])
        first = row + 1
        for label, unit, years in lines:
            row += 1
            put(sheet, row, [label, None, unit])
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
            asked(sheet, row, "D")
            for year, quantity in enumerate(years):
                column = 5 + 2 * year
                sheet.cell(row, column, quantity)
                sheet.cell(row, column + 1, f"=ROUND($D{row}*{letter(column)}{row},2)")
            sheet.cell(row, 13, f"=F{row}+H{row}+J{row}+L{row}")
            table["lines"].append([row, "", label])
        row += 1
        put(sheet, row, [f"Sous-total {section}"], bold=True)
        for column in (6, 8, 10, 12, 13):
            sheet.cell(row, column, f"=SUM({letter(column)}{first}:{letter(column)}{row - 1})")
        table["totals"].append([row, "subtotal"])
        sums.append(row)
        row += 1
    for label, kind, formula in (
        ("TOTAL GÉNÉRAL € HT", "net", "=" + "+".join(f"M{s}" for s in sums)),
        ("TVA (20 %)", "vat", f"=ROUND(M{row}*0.2,2)"),
        ("TOTAL GÉNÉRAL € TTC", "gross", f"=M{row}+M{row + 1}"),
    ):
        put(sheet, row, [label], bold=True)
        sheet.cell(row, 13, formula)
        table["totals"].append([row, kind])
        row += 1
    form.save()


# --- 3. A DPGF by tranches and phases, one amount each, protected ----------------------------------------------------------


def phases():
    form = Form("fr_made_dpgf_tranches")
    sheet = form.sheet("D.P.G.F.")
    put(sheet, 1, ["Décomposition du prix global et forfaitaire (D.P.G.F.)"], bold=True)
    sheet.merge_cells("A1:D1")
    put(sheet, 2, ["Marché de refonte du répertoire – LOT 3 – ROR"])
    put(sheet, 4, ["Nom du soumissionnaire :"])
    sheet["B4"].protection = Protection(locked=False)
    put(sheet, 6, ["Phase", "Contenu", "Livrables attendus", "Prix global forfaitaire\nen € HT"], bold=True, wrap=True, fill=BLUE)
    table = form.table(sheet, 6, {"unit": "D"})
    parts = [
        ("TRANCHE FERME", [("1", "Cadrage"), ("2", "Conception générale"), ("3", "Conception détaillée"), ("4", "Réalisation"), ("5", "Recette")]),
        ("TRANCHE OPTIONNELLE 1", [("6", "Reprise des données"), ("7", "Bascule")]),
        ("TRANCHE OPTIONNELLE 2", [("8", "Formation"), ("9", "Réversibilité")]),
    ]
    row, sums = 7, []
    for section, lines in parts:
        put(sheet, row, [section], bold=True)
        sheet.merge_cells(f"A{row}:D{row}")
        table["sections"].append([row, section])
        first = row + 1
        for code, label in lines:
            row += 1
            put(sheet, row, [f"Phase {code}", label, "Dossier de phase, procès-verbal"])
            asked(sheet, row, "D")
            table["lines"].append([row, f"Phase {code}", label])
        row += 1
        put(sheet, row, [None, f"Total {section.lower()}", None, f"=SUM(D{first}:D{row - 1})"], bold=True)
        table["totals"].append([row, "subtotal"])
        sums.append(row)
        row += 1
    put(sheet, row, [None, "Prix global et forfaitaire HT", None, "=" + "+".join(f"D{s}" for s in sums)], bold=True)
    put(sheet, row + 1, [None, "T.V.A. 20 %", None, f"=D{row}*20%"])
    put(sheet, row + 2, [None, "Prix global et forfaitaire TTC", None, f"=D{row}+D{row + 1}"], bold=True)
    table["totals"] += [[row, "net"], [row + 1, "vat"], [row + 2, "gross"]]
    sheet.protection.sheet = True
    form.save()


# --- 4. A catalogue with 17 columns of description before the price, no quantity -------------------------------------------


def catalogue():
    form = Form("fr_made_catalogue_wide")
    sheet = form.sheet("Catalogue UO")
    put(sheet, 1, ["CATALOGUE D'UNITÉS D'ŒUVRE – ANNEXE FINANCIÈRE DU LOT 1 (IDENTITÉ ET ACCÈS)"], bold=True)
    sheet.merge_cells("A1:S1")
    put(sheet, 3, ["Identification", None, None, None, "Description", None, None, None, None, None, "Modalités"], bold=True)
    for area in ("A3:D3", "E3:J3", "K3:Q3"):
        sheet.merge_cells(area)
    sheet["R3"] = "À compléter par le candidat"
    sheet.merge_cells("R3:S3")
    heads = [
        "Code UO",
        "Domaine",
        "Sous-domaine",
        "Intitulé de l'unité d'œuvre",
        "Description",
        "Activités",
        "Livrables",
        "Prérequis",
        "Critères de complexité",
        "Critères d'acceptation",
        "Délai (jours ouvrés)",
        "Charge indicative (j.h)",
        "Profils mobilisés",
        "Lieu d'exécution",
        "Nombre d'itérations",
        "Garantie",
        "Unité",
        "Prix unitaire € HT",
        "Prix unitaire € TTC",
    ]
    put(sheet, 4, heads, bold=True, wrap=True, fill=GREY)
    table = form.table(sheet, [3, 4], {"unit": "R"})
    row, n = 5, 0
    for domain in ("Études", "Réalisation", "Qualité", "Exploitation"):
        for name in ("Étude d'impact", "Dossier d'architecture", "Campagne de tests", "Mise en production"):
            for level in ("S", "M"):
                n += 1
                code = f"UO.{n:02}"
                label = f"{name} – {domain.lower()} ({level})"
                put(
                    sheet,
                    row,
                    [code, domain, "Général", label, "Selon CCTP art. 4", "Analyse, rédaction", "Dossier", "Accès fournis", level, "PV signé", 10, n * 2, "CP, architecte", "Sur site", 1, "3 mois", "UO"],
                )
                sheet.cell(row, 19, f"=R{row}*1.2")
                asked(sheet, row, "R")
                table["lines"].append([row, code, label])
                row += 1
    form.save()


# --- 5. A unit price for each year -----------------------------------------------------------------------------------------


def by_year():
    form = Form("fr_made_prices_by_year")
    sheet = form.sheet("BPU Lot 4")
    put(sheet, 1, ["BORDEREAU DES PRIX UNITAIRES – LOT 4 : PFC CLOUD"], bold=True)
    put(sheet, 2, ["Les prix de chaque année sont indiqués hors révision."])
    put(sheet, 5, ["N°", "Libellé", "Unité", "Prix unitaire € HT"], bold=True)
    put(sheet, 6, ["Année 1", "Année 2", "Année 3", "Année 4"], bold=True, first=4)
    for area in ("A5:A6", "B5:B6", "C5:C6", "D5:G5"):
        sheet.merge_cells(area)
    table = form.table(sheet, [5, 6], {"year_1": "D", "year_2": "E", "year_3": "F", "year_4": "G"})
    row = 7
    parts = [
        ("A", "Services récurrents", [("Exploitation de la plateforme", "mois"), ("Supervision", "mois"), ("Maintien en condition de sécurité", "mois")]),
        ("B", "Unités d'œuvre", [("Intégration d'une application", "UO"), ("Création d'un environnement", "UO"), ("Montée de version", "UO")]),
        ("C", "Expertise", [("Architecte cloud", "jour"), ("Ingénieur DevOps", "jour"), ("Administrateur réseau", "jour"), ("Expert Kubernetes", "jour")]),
    ]
    for code, section, lines in parts:
        put(sheet, row, [code, section], bold=True, fill=GREY)
        table["sections"].append([row, section])
        row += 1
        for n, (label, unit) in enumerate(lines, 1):
            put(sheet, row, [f"{code}{n}", label, unit])
            asked(sheet, row, "DEFG")
            table["lines"].append([row, f"{code}{n}", label])
            row += 1
    form.save()


# --- 6. All in capitals, codes of the lot, sections merged in the column of codes ------------------------------------------


def capitals():
    form = Form("fr_made_capitals")
    sheet = form.sheet("LOT 3")
    put(sheet, 1, ["MARCHÉ 2026-DSI-07"], bold=True)
    put(sheet, 2, ["LOT N° 3 - ROR - DETAIL ESTIMATIF"], bold=True)
    put(sheet, 5, ["N° PRIX", "DESIGNATION", "U.", "QTE", "P.U. € H.T.", "MONTANT € H.T."], bold=True, fill=GREY)
    table = form.table(sheet, 5, {"unit": "E"})
    parts = [
        ("I - INITIALISATION", [("LOT3-01", "PRISE EN MAIN", "FT", 1), ("LOT3-02", "AUDIT DU CODE", "FT", 1)]),
        (
            "II - MAINTENANCE",
            [
                ("LOT3-11", "TIERCE MAINTENANCE APPLICATIVE", "MOIS", 48),
                ("LOT3-12", "SUPPORT UTILISATEURS N2", "MOIS", 48),
                ("LOT3-13", "SUPPORT UTILISATEURS N3", "MOIS", 48),
                ("LOT3-14", "ASTREINTE", "SEM", 208),
            ],
        ),
        (
            "III - EVOLUTIONS",
            [
                ("LOT3-21", "UO EVOLUTION - NIVEAU 1", "UO", 120),
                ("LOT3-22", "UO EVOLUTION - NIVEAU 2", "UO", 80),
                ("LOT3-23", "UO EVOLUTION - NIVEAU 3", "UO", 30),
            ],
        ),
        (
            "IV - EXPERTISE",
            [
                ("LOT3-31", "CHEF DE PROJET", "J", 40),
                ("LOT3-32", "ARCHITECTE", "J", 30),
                ("LOT3-33", "EXPERT SECURITE", "J", 20),
                ("LOT3-34", "D.B.A.", "J", 20),
                ("LOT3-35", "EXPERT R.G.A.A.", "J", 10),
            ],
        ),
        ("V - FIN DE MARCHE", [("LOT3-41", "PLAN DE REVERSIBILITE", "FT", 1), ("LOT3-42", "TRANSFERT", "FT", 1)]),
    ]
    row, sums = 6, []
    for section, lines in parts:
        put(sheet, row, [section], bold=True)
        sheet.merge_cells(f"A{row}:F{row}")
        table["sections"].append([row, section])
        first = row + 1
        for code, label, unit, quantity in lines:
            row += 1
            put(sheet, row, [code, label, unit, quantity, None, f'=IF(E{row}="","",D{row}*E{row})'])
            table["lines"].append([row, code, label])
        row += 1
        put(sheet, row, [None, "S/TOTAL " + section.split(" - ")[0], None, None, None, f"=SUM(F{first}:F{row - 1})"], bold=True)
        table["totals"].append([row, "subtotal"])
        sums.append(row)
        row += 2
    put(sheet, row, [None, "MONTANT TOTAL HT", None, None, None, "=" + "+".join(f"F{s}" for s in sums)])
    put(sheet, row + 1, [None, "TVA 20%", None, None, None, f"=F{row}*0.2"])
    put(sheet, row + 2, [None, "MONTANT TOTAL TTC", None, None, None, f"=F{row}+F{row + 1}"])
    table["totals"] += [[row, "net"], [row + 1, "vat"], [row + 2, "gross"]]
    form.save()


# --- 7. A DPGF over a DQE in one sheet --------------------------------------------------------------------------------------


def dpgf_over_dqe():
    form = Form("fr_made_dpgf_over_dqe")
    sheet = form.sheet("Annexe financière")
    put(sheet, 1, [None, "LOT 2 – ANNUAIRE : ANNEXE FINANCIÈRE"], bold=True)
    put(sheet, 3, [None, "PARTIE 1 – PRESTATIONS FORFAITAIRES (DPGF)"], bold=True, fill=GREY)
    sheet.merge_cells("B3:G3")
    put(sheet, 4, [None, "Poste", "Désignation des prestations", None, None, None, "Montant forfaitaire HT"], bold=True, wrap=True)
    sheet.merge_cells("C4:F4")
    lump = form.table(sheet, 4, {"unit": "G"})
    row = 5
    for code, label in [
        ("F1", "Prise en charge"),
        ("F2", "Vérification d'aptitude"),
        ("F3", "Vérification de service régulier"),
        ("F4", "Gouvernance sur 48 mois"),
        ("F5", "Plan de réversibilité"),
    ]:
        put(sheet, row, [None, code, label])
        sheet.merge_cells(f"C{row}:F{row}")
        asked(sheet, row, "G")
        lump["lines"].append([row, code, label])
        row += 1
    put(sheet, row, [None, None, "Total partie 1 HT", None, None, None, f"=SUM(G5:G{row - 1})"], bold=True)
    lump["totals"].append([row, "subtotal"])
    total = row
    row += 2
    put(sheet, row, [None, "PARTIE 2 – PRESTATIONS À BONS DE COMMANDE (DQE)"], bold=True, fill=GREY)
    sheet.merge_cells(f"B{row}:G{row}")
    row += 1
    put(sheet, row, [None, "N° de prix", "Désignation", "Unité", "Quantité estimée", "Prix unitaire HT", "Montant HT"], bold=True, wrap=True)
    units = form.table(sheet, row, {"unit": "F"})
    first = row + 1
    for code, label, unit, quantity in [
        ("C1", "UO d'évolution simple", "UO", 100),
        ("C2", "UO d'évolution moyenne", "UO", 60),
        ("C3", "UO d'évolution complexe", "UO", 25),
        ("C4", "Chef de projet", "Jour", 30),
        ("C5", "Développeur", "Jour", 60),
        ("C6", "Architecte", "Jour", 15),
        ("C7", "Formation d'un groupe de 10 personnes", "Session", 6),
    ]:
        row += 1
        put(sheet, row, [None, code, label, unit, quantity, None, f"=E{row}*F{row}"])
        asked(sheet, row, "F")
        units["lines"].append([row, code, label])
    row += 1
    put(sheet, row, [None, None, "Total partie 2 HT", None, None, None, f"=SUM(G{first}:G{row - 1})"], bold=True)
    units["totals"].append([row, "subtotal"])
    put(sheet, row + 2, [None, None, "TOTAL GÉNÉRAL HT (parties 1 et 2)", None, None, None, f"=G{total}+G{row}"], bold=True)
    put(sheet, row + 3, [None, None, "TVA 20 %", None, None, None, f"=ROUND(G{row + 2}*0.2,2)"])
    put(sheet, row + 4, [None, None, "TOTAL GÉNÉRAL TTC", None, None, None, f"=G{row + 2}+G{row + 3}"], bold=True)
    units["totals"] += [[row + 2, "net"], [row + 3, "vat"], [row + 4, "gross"]]
    form.save()


# --- 8. A DPGF beside a DQE, side by side -----------------------------------------------------------------------------------


def side_by_side():
    form = Form("fr_made_side_by_side")
    sheet = form.sheet("Offre lot 4")
    put(sheet, 1, ["Lot 4 – PFC Cloud"], bold=True)
    put(sheet, 3, ["Prestations forfaitaires", None, None, None, "Prestations sur commande"], bold=True, fill=GREY)
    sheet.merge_cells("A3:C3")
    sheet.merge_cells("E3:I3")
    put(sheet, 4, ["Poste", "Intitulé", "Forfait HT", None, "Profil", "Unité", "Quantité", "TJM HT", "Total HT"], bold=True, wrap=True)
    lump = form.table(sheet, 4, {"unit": "C"})
    day = form.table(sheet, 4, {"unit": "H"})
    left = [("1", "Prise en charge"), ("2", "Pilotage"), ("3", "Exploitation, 48 mois"), ("4", "Sécurité"), ("5", "Réversibilité")]
    right = ["Chef de projet", "Architecte cloud", "Ingénieur DevOps", "Administrateur", "Expert sécurité", "DBA", "Testeur"]
    row = 5
    for n, name in enumerate(right):
        put(sheet, row, [name, "Jour", 20 + n, None, f"=G{row}*H{row}"], first=5)
        asked(sheet, row, "H")
        day["lines"].append([row, "", name])
        if n < len(left):
            put(sheet, row, left[n])
            asked(sheet, row, "C")
            lump["lines"].append([row, *left[n]])
        row += 1
    put(sheet, row, [None, "Total forfaits HT", f"=SUM(C5:C{row - 1})", None, "Total commandes HT", None, None, None, f"=SUM(I5:I{row - 1})"], bold=True)
    lump["totals"].append([row, "subtotal"])
    day["totals"].append([row, "subtotal"])
    form.save()


# --- 9. Two-row header: unit price HT, VAT, TTC; yearly amounts HT and TTC ---------------------------------------------------


def net_and_gross():
    form = Form("fr_made_net_and_gross")
    sheet = form.sheet("BPU-DQE")
    put(sheet, 1, ["Lot n°1 : Identité et Accès"], bold=True)
    put(sheet, 3, ["Code", "Prestation", "U", "Prix unitaire (€)", None, None, "Quantité annuelle estimée", "Montant annuel (€)"], bold=True, wrap=True)
    put(sheet, 4, ["HT", "TVA", "TTC", None, "HT", "TTC"], bold=True, first=4)
    for area in ("A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "H3:I3"):
        sheet.merge_cells(area)
    table = form.table(sheet, [3, 4], {"unit": "D"})
    row = 5
    for code, label, unit, quantity in [
        ("1.8", "Mise à jour documentaire", "u", 4),
        ("1.9", "Audit d'accessibilité", "u", 2),
        (1.1, "Test d'intrusion", "u", 2),
        ("1.11", "Étude d'impact", "u", 6),
        ("1.12", "Campagne de recette", "u", 4),
        ("2.1", "Journée d'expert", "j", 30),
        ("2.2", "Journée de développeur", "j", 90),
        ("2.3", "Journée de testeur", "j", 40),
        ("2.4", "PM : profil à définir", "PM", None),
    ]:
        put(sheet, row, [code, label, unit, None, f"=D{row}*0.2", f"=D{row}+E{row}", quantity, f"=D{row}*G{row}", f"=F{row}*G{row}"])
        asked(sheet, row, "D")
        table["lines"].append([row, "1.10" if code == 1.1 else code, label])
        row += 1
    put(sheet, row, [None, "TOTAL", None, None, None, None, None, f"=SUM(H5:H{row - 1})", f"=SUM(I5:I{row - 1})"], bold=True)
    table["totals"].append([row, "net"])
    form.save()


# --- 10. Phases whose titles stand in the header row itself, one amount each; then a monthly table ---------------------------


def headless():
    form = Form("fr_made_phase_titles")
    sheet = form.sheet("DPGF lot 4")
    put(sheet, 1, ["DÉCOMPOSITION DU PRIX GLOBAL ET FORFAITAIRE – LOT 4 – PFC CLOUD"], bold=True)
    row = 4
    for phase in ("Phase 1 : Initialisation", "Phase 2 : Vérification d'aptitude"):
        put(sheet, row, [phase, None, None, None, "€ HT"], bold=True, fill=GREY)
        table = form.table(sheet, row, {"unit": "E"})
        put(sheet, row + 1, ["Forfait"])
        asked(sheet, row + 1, "E", BLUE)
        table["lines"].append([row + 1, "", "Forfait"])
        row += 3
    put(sheet, row, ["Phase 3 : Exploitation courante"], bold=True, fill=GREY)
    sheet.merge_cells(f"A{row}:E{row}")
    row += 1
    put(sheet, row, ["Composant", "Prix mensuel unitaire\n€ HT", "Nombre", "Coût mensuel\n€ HT", "Coût annuel\n€ HT"], bold=True, wrap=True)
    table = form.table(sheet, row, {"unit": "B"})
    first = row + 1
    for section, lines in (
        ("Supervision", [("Serveurs virtuels", 24), ("Clusters Kubernetes", 2), ("Bases de données", 6)]),
        ("Sauvegarde", [("Serveurs virtuels", 24), ("Bases de données", 6)]),
    ):
        row += 1
        put(sheet, row, [section], bold=True)
        sheet.merge_cells(f"A{row}:E{row}")
        table["sections"].append([row, section])
        for label, count in lines:
            row += 1
            put(sheet, row, [label, None, count, f"=B{row}*C{row}", f"=12*D{row}"])
            asked(sheet, row, "B", BLUE)
            table["lines"].append([row, "", label])
    row += 2
    put(sheet, row, ["Total annuel € HT", None, None, None, f"=SUM(E{first}:E{row - 2})"], bold=True)
    put(sheet, row + 1, ["Total sur 4 ans, phases comprises", None, None, None, f"=E5+E8+4*E{row}"], bold=True)
    table["totals"] += [[row, "subtotal"], [row + 1, "subtotal"]]
    form.save()


# --- 11. One file a lot, named by the file alone; line breaks, misspelt headings, no formula ---------------------------------


def by_file_name():
    form = Form("fr_made_annexe_lot3")
    sheet = form.sheet("Feuil1")
    put(sheet, 1, [None, "ANNEXE 1 – CADRE DE RÉPONSE FINANCIÈRE"], bold=True)
    put(sheet, 9, [None, "Poste", "Libellé de la\nprestation", "Observations", "Unité\nde compte", "Quantitié\nsur 48 mois", "Coût\nunitaire\n€ H.T.", "Coût\ntotal\n€ H.T."], bold=True, wrap=True)
    table = form.table(sheet, 9, {"unit": "G"})
    row = 10
    parts = [
        ("1", "Mise en place", [("Réunion de lancement", "forfait", 1), ("Plan qualité", "forfait", 1)]),
        ("2", "Maintenance", [("Maintenance corrective", "mois", 48), ("Maintenance préventive", "mois", 48), ("Veille et correctifs de sécurité", "mois", 48)]),
        ("3", "Évolutions", [("Demande simple", "unité", 100), ("Demande moyenne", "unité", 60), ("Demande complexe", "unité", 20)]),
        ("4", "Régie", [("Consultant", "j/h", 80), ("Développeur", "j/h", 160), ("Testeur", "j/h", 60)]),
    ]
    for code, section, lines in parts:
        put(sheet, row, [None, code, section], bold=True)
        table["sections"].append([row, section])
        row += 1
        for n, (label, unit, quantity) in enumerate(lines, 1):
            put(sheet, row, [None, f"{code}.{n}", label, "cf. CCTP", unit, quantity])
            table["lines"].append([row, f"{code}.{n}", label])
            row += 1
    put(sheet, row, [None, None, "Total HT"], bold=True)
    put(sheet, row + 1, [None, None, "TVA à 20 %"])
    put(sheet, row + 2, [None, None, "Total TTC"], bold=True)
    table["totals"] += [[row, "net"], [row + 1, "vat"], [row + 2, "gross"]]
    form.save()


# --- 12. A list without codes, units or quantities: sections known by their looks alone --------------------------------------


def plain_list():
    form = Form("fr_made_plain_list")
    sheet = form.sheet("Prix lot 1")
    put(sheet, 1, ["LOT 1 – IDENTITÉ ET ACCÈS"], bold=True)
    put(sheet, 3, ["Prestations", "Prix HT", "Prix TTC"], bold=True, fill=GREY)
    table = form.table(sheet, 3, {"unit": "B"})
    row = 4
    for section, lines in (
        ("Accompagnement", ["Atelier d'une demi-journée", "Session de formation", "Rédaction d'un guide"]),
        ("Développement", ["Écran simple", "Écran complexe", "Service d'échange", "Traitement par lots"]),
        ("Exploitation", ["Mise en production", "Restauration", "Ouverture exceptionnelle d'un week-end"]),
    ):
        put(sheet, row, [section], bold=True, fill=GREY)
        sheet.cell(row, 2).fill = GREY
        sheet.cell(row, 3).fill = GREY
        table["sections"].append([row, section])
        row += 1
        for label in lines:
            put(sheet, row, [label, None, f"=ROUND(B{row}*1.2,2)"])
            asked(sheet, row, "B")
            table["lines"].append([row, "", label])
            row += 1
    form.save()


# --- 13. Monthly and yearly lump sums, a BPU that a DQE reads, a recap, hidden lists, filters --------------------------------


def bpu_and_dqe():
    form = Form("fr_made_bpu_and_dqe")
    read = form.sheet("Lisez-moi")
    put(read, 1, ["Mode d'emploi"], bold=True)
    put(read, 3, ["Onglet", "Contenu", "Prix à compléter"], bold=True)
    put(read, 4, ["BPU", "Bordereau des prix unitaires", "Oui"])
    put(read, 5, ["DQE", "Détail quantitatif estimatif", "Non, calculé"])
    bpu = form.sheet("BPU")
    put(bpu, 1, ["Bordereau des prix – Lot 2 : Annuaire"], bold=True)
    put(bpu, 3, ["Réf", "Service", "Périodicité", "Forfait mensuel HT", "Forfait annuel HT"], bold=True, wrap=True)
    table = form.table(bpu, 3, {"unit": "D"})
    names = ["Pilotage", "Supervision", "Maintenance corrective", "Maintien en condition opérationnelle", "Maintien en condition de sécurité", "Support N2", "Support N3"]
    row = 4
    for n, name in enumerate(names, 1):
        put(bpu, row, [f"S{n}", name, "Mensuelle", None, f"=D{row}*12"])
        asked(bpu, row, "D")
        table["lines"].append([row, f"S{n}", name])
        row += 1
    dqe = form.sheet("DQE")
    put(dqe, 1, ["Détail quantitatif estimatif – Lot 2 : Annuaire"], bold=True)
    put(dqe, 2, ["Prix repris du BPU : aucune saisie"])
    put(dqe, 4, ["Réf", "Service", "P.U. HT", "Nb de mois", "Total HT"], bold=True)
    follow = form.table(dqe, 4, {"unit": "C"})
    for n, name in enumerate(names, 1):
        row = 4 + n
        put(dqe, row, [f"S{n}", name, f"=BPU!D{3 + n}", 45, f"=C{row}*D{row}"])
        follow["lines"].append([row, f"S{n}", name])
    put(dqe, 12, [None, "TOTAL HT", None, None, "=SUM(E5:E11)"], bold=True)
    follow["totals"].append([12, "net"])
    dqe.auto_filter.ref = "A4:E11"
    dqe.column_dimensions["D"].hidden = True
    dqe.row_dimensions[7].hidden = True
    recap = form.sheet("Récap")
    put(recap, 2, ["Lot", "Montant HT", "TVA", "Montant TTC"], bold=True)
    put(recap, 3, ["Lot 2 Annuaire", "=DQE!E12", "=B3*0.2", "=B3+C3"])
    lists = form.sheet("Listes", "veryHidden")
    put(lists, 1, ["Mensuelle"])
    form.save()


# --- 14. Code and label in one column; price before quantity; merged section in the middle; discounts -----------------------


def one_column():
    form = Form("fr_made_one_column")
    sheet = form.sheet("Lot 3")
    put(sheet, 2, ["LOT 3 : ROR – BORDEREAU ET DÉTAIL ESTIMATIF"], bold=True)
    sheet.merge_cells("A2:E2")
    put(sheet, 4, ["Tarification des prestations"], bold=True, fill=GREY)
    sheet.merge_cells("A4:E4")
    put(sheet, 5, ["Prestation", "Unité d'œuvre", "Tarif HT", "Volume estimé", "Total HT"], bold=True, fill=GREY)
    table = form.table(sheet, 5, {"unit": "C"})
    row = 6
    for section, lines in (
        ("1. Prestations récurrentes", [("1.1 Pilotage de la prestation", "mois", 48), ("1.2 Maintenance applicative", "mois", 48)]),
        ("2. Prestations unitaires", [("2.1 Évolution – petite", "UO", 90), ("2.2 Évolution – moyenne", "UO", 60), ("2.3 Évolution – grande", "UO", 30), ("2.4 Montée de version", "UO", 4)]),
        ("3. Expertise", [("3.1 Expert fonctionnel", "jour", 30), ("3.2 Expert technique", "jour", 30), ("3.3 Formateur", "jour", 12)]),
    ):
        put(sheet, row, [section], bold=True)
        table["sections"].append([row, section.split(". ", 1)[1]])
        row += 1
        for label, unit, quantity in lines:
            put(sheet, row, [label, unit, None, quantity, f"=C{row}*D{row}"])
            asked(sheet, row, "C")
            code, words = label.split(" ", 1)
            table["lines"].append([row, code, words])
            row += 1
    put(sheet, row, ["Total HT", None, None, None, f"=SUM(E6:E{row - 1})"], bold=True)
    table["totals"].append([row, "net"])
    row += 2
    put(sheet, row, ["Remises consenties"], bold=True, fill=GREY)
    sheet.merge_cells(f"A{row}:E{row}")
    row += 1
    put(sheet, row, ["Seuil de commande", None, "Taux de remise (%)"], bold=True)
    less = form.table(sheet, row, {"coefficient": "C"})
    for label in ("À partir de 20 jours", "À partir de 50 jours", "À partir de 100 jours"):
        row += 1
        put(sheet, row, [label])
        asked(sheet, row, "C")
        less["coefficients"].append([row, "", label])
    form.save()


# --- 15. Four protected lots and a recap; sections in a column of their own; some units as coefficients ----------------------


def four_lots():
    form = Form("fr_made_four_lots")
    lots = ["Identité et Accès", "Annuaire", "ROR", "PFC Cloud"]
    sums = []
    for n, lot in enumerate(lots, 1):
        sheet = form.sheet(f"L{n}")
        put(sheet, 1, [None, f"Consultation SI Cœur – Lot n° {n} – {lot}"], bold=True)
        sheet.merge_cells("B1:J1")
        put(sheet, 4, [None, "Prix des prestations du lot"], bold=True)
        sheet.merge_cells("B4:J4")
        put(sheet, 5, [None, "Rubrique", "N°", "Objet du prix", "Unité", "Qté 2027", "Qté 2028", "Qté 2029", "Prix unit. HT", "Prix total HT"], bold=True, wrap=True)
        table = form.table(sheet, 5, {"unit": "I"})
        row = 6
        for rubric, lines in (
            ("Prise en charge", [("Transfert de connaissances", "FORF", 1), ("Plan de transition", "FORF", 1)]),
            ("Build", [("UO complexité faible", "UO", 40), ("UO complexité moyenne", "UO", 25), ("UO complexité forte", "UO", 10)]),
            ("Run", [("Maintien en conditions opérationnelles", "MOIS", 12), ("Support niveau 2 et 3", "MOIS", 12)]),
            ("Hors heures ouvrées", [("Majoration de nuit", "%", None), ("Majoration du dimanche", "%", None)]),
        ):
            first = row
            for at, (label, unit, quantity) in enumerate(lines):
                code = f"{n}.{row - 5}"
                put(sheet, row, [None, rubric if at == 0 else None, code, label, unit, quantity, quantity, quantity])
                asked(sheet, row, "I")
                if unit == "%":
                    table["coefficients"].append([row, code, label])
                else:
                    sheet.cell(row, 10, f"=(F{row}+G{row}+H{row})*I{row}")
                    table["lines"].append([row, code, label])
                row += 1
            if row - first > 1:
                sheet.merge_cells(f"B{first}:B{row - 1}")
        put(sheet, row, [None, None, None, "Total HT du lot", None, None, None, None, None, f"=SUM(J6:J{row - 1})"], bold=True)
        table["totals"].append([row, "net"])
        sums.append((sheet.title, row))
        sheet.protection.sheet = True
    recap = form.sheet("Synthèse")
    put(recap, 1, ["Lot", "Intitulé", "Total HT"], bold=True)
    for n, (title, row) in enumerate(sums, 1):
        put(recap, n + 1, [n, f"Lot n° {n} – {lots[n - 1]}", f"={title}!J{row}"])
    put(recap, 6, [None, "Total", "=SUM(C2:C5)"], bold=True)
    form.save()


# --- What a reader sees in the two synthetic samples -------------------------------------------------------------------------


def seen(name, tables):
    """Tables of a sample: sheet, header, prices, columns of code and label, rows of lines, coefficients, sections, totals."""
    book = load_workbook(OUT / name)
    text = lambda sheet, row, column: (str(sheet[f"{column}{row}"].value or "") if column else "").replace("\u200b", "").strip()
    ALL[name] = [
        {
            "sheet": title,
            "header": [header, header],
            "prices": prices,
            "lines": [[row, text(book[title], row, code), text(book[title], row, label)] for row in lines],
            "coefficients": [[row, text(book[title], row, code), text(book[title], row, label)] for row in coefficients],
            "sections": [[row, ""] for row in sections],
            "totals": totals,
        }
        for title, header, prices, code, label, lines, coefficients, sections, totals in tables
    ]


def protected_lots():
    tables = []
    for title, last in (("Lot 1 IAM", 21), ("Lot 2 Annuaire", 21), ("Lot 3 ROR", 21), ("Lot 4 PFC", 22)):
        more = last - 21
        lines = [8, 9, 12, 15, 16, 17, *range(20, last + 1), *range(24 + more, 33 + more), 35 + more, 36 + more]
        subtotals = [10, 13, 18, 22 + more, 33 + more, 37 + more]
        totals = [[row, "subtotal"] for row in subtotals]
        totals += [[39 + more, "net"], [40 + more, "vat"], [41 + more, "gross"]]
        sections = [7, 11, 14, 19, 23 + more, 34 + more]
        tables.append((title, 6, {"unit": "E"}, "A", "B", lines, [], sections, totals))
    seen("fr_uo_complexity_protected.xlsx", tables)


def bpu_dqe_dpgf():
    three = {"hour": "C", "half-day": "D", "day": "E"}
    seen(
        "fr_bpu_dqe_dpgf_synthetic.xlsx",
        [
            ("BPU", 13, three, None, "B", range(14, 23), [], [], []),
            ("BPU", 25, {"coefficient": "C"}, None, "B", [], [26, 27, 28], [], []),
            ("BPU", 31, {"coefficient": "C"}, None, "B", [], range(32, 36), [], []),
            ("BPU", 38, {"month": "C"}, None, "B", range(39, 44), [], [], []),
            ("DQE", 5, {"day": "C"}, None, "B", range(6, 15), [], [], [[15, "subtotal"], [17, "net"]]),
            ("DPGF", 6, {"unit": "E"}, None, "A", [7], [], [], []),
            ("DPGF", 9, {"unit": "E"}, None, "A", [10], [], [], []),
            ("DPGF", 13, {"month": "B"}, None, "A", [15, 16, 17, 19, 20, 21], [], [14, 18], [[23, "subtotal"], [24, "subtotal"]]),
        ],
    )


for make in (profiles, pairs, phases, catalogue, by_year, capitals, dpgf_over_dqe, side_by_side, net_and_gross, headless, by_file_name, plain_list, bpu_and_dqe, one_column, four_lots, protected_lots, bpu_dqe_dpgf):
    make()
text = json.dumps(ALL, ensure_ascii=False, indent=1)
(OUT / "fr_made.json").write_text(text + "\n", encoding="utf-8")
