//! The sentences of the help, in French and in English.

/// Each sentence in French, then as the command line is described in English.
pub const PHRASES: &[(&str, &str)] = &[
    (
        "Un DQE ou une liste de questions est comparé à ce que donnent les modèles, un cadre rempli à celui de l’acheteur : chaque différence est listée.",
        "A DQE or a list of questions is compared with that of the models, a filled form with the buyer's: every difference is listed.",
    ),
    ("Un jour d’une personne", "A day of a person"),
    (
        "Un lot, lot/nature, lot/CODE, code du DQE, chiffre d’une comparaison ou d’un ensemble de lots, ou code d’un constat",
        "A lot, lot/nature, lot/CODE, DQE code, figure of a comparison or of a set of lots, or the code of a finding",
    ),
    (
        "Une carte dit comment lire une grille ; -o l’écrit dans models/rates/maps/ pour l’import suivant.",
        "A map says how to read a layout; -o writes one to models/rates/maps/ for the next import.",
    ),
    (
        "Ce qui reste à décider est marqué `?`, avec des propositions. Les colonnes sont nommées par leur",
        "What is to be decided is marked `?`, with proposals beside it. Columns are named by their",
    ),
    (
        "titre, comme dans les messages, ou par leur lettre si la carte dit la ligne d’en-tête (0 : aucune) :",
        "headings, as in messages, or by letters if the map gives the row of the header (0: none):",
    ),
    (
        "Accepter toutes les propositions : profils sous d’autres libellés, séniorité intermédiaire",
        "Accept every proposal: profiles with other labels, the middle seniority",
    ),
    (
        "Vous avez lu les phrases autour des prix qui ne sont pas comprises : aucune ne change un montant",
        "You have read the sentences around the prices that are not understood: none changes an amount",
    ),
    ("Remplir aussi les quantités que l’acheteur laisse vides", "Also fill quantities that the buyer leaves blank"),
    ("Une heure d’une personne", "An hour of a person"),
    (
        "Entre --against et --scenario : CELL/delta, CELL/delta-share,",
        "Between --against and --scenario: CELL/delta, CELL/delta-share,",
    ),
    ("Détailler chaque scénario", "Break each scenario down"),
    (
        "Tirer au sort les fourchettes du modèle : ce qui peut arriver au coût, au prix et à la marge",
        "Draw the ranges of the model: what may happen to cost, price and margin",
    ),
    (
        "La même graine donne les mêmes chiffres. Une fourchette suit une loi PERT, sauf si le modèle lui donne une autre `distribution`.",
        "The same seed gives the same figures. A range is PERT unless the model gives it another `distribution`.",
    ),
    (
        "Le nombre de tirages [défaut : 100 000 pour `risk`, 10 000 pour classer, 5 000 sinon]",
        "How many draws to make [default: 100,000 for `risk`, 10,000 to rank, 5,000 otherwise]",
    ),
    (
        "Classer les questions à poser à l’acheteur par la valeur de leur réponse",
        "Rank the questions to ask the buyer by what an answer is worth",
    ),
    (
        "Le nombre de questions gardées, celles dont la réponse vaut le plus [défaut : toutes]",
        "How many questions to keep, those worth the most [default: all]",
    ),
    (
        "La liste des questions à envoyer, en français et sans rien d’interne",
        "The questions as a list to send, in French and with nothing internal",
    ),
    (
        "Le fichier ne contient que le texte des questions, lot par lot, prêt à envoyer.",
        "The file holds the text of the questions alone, lot by lot, ready to send.",
    ),
    ("Le classeur, ou la page avec ses graphiques, à écrire", "The workbook, or the page with its charts, to write"),
    ("La graine des tirages", "From which number the draws start"),
    (
        "Classer les fourchettes du modèle par leur effet : amplitude, part de variance",
        "Rank the ranges of the model by what they move: swing, share of variance",
    ),
    ("Ce que déplacent les fourchettes", "What the ranges move"),
    ("Le coût complet", "Full cost"),
    ("Le prix que donnent les marges de la politique", "The price that the margins of the policy make"),
    ("La marge aux prix unitaires de l’offre, en euros", "The margin at the unit prices of the bid, in euros"),
    (
        "Le fichier de tous les tirages à écrire : les chiffres par chemin, et le résultat de chaque lot",
        "The file of all draws to write: the figures by path, and what each lot comes to",
    ),
    (
        "N’afficher que ce qui est gagné aux prix unitaires de l’offre",
        "Show only what is earned at the unit prices of the bid",
    ),
    ("N’afficher que le prix que l’offre devrait avoir", "Show only what the bid would have to be priced at"),
    ("Par année de contrat", "By contract year"),
    (
        "Écrire les graphiques de la page en fichiers SVG dans ce dossier, pour des diapositives",
        "Write the charts of the page as SVG files in this folder, for slides",
    ),
    (
        "Recommander un scénario selon cette règle [défaut, avec -o : margin]",
        "Recommend a scenario by this rule [default, with -o: margin]",
    ),
    (
        "La marge la plus haute en part du prix, puis le prix le plus bas",
        "The highest margin as a share of the price, then the lowest price",
    ),
    ("Le prix le plus bas sans perte", "The lowest price without a loss"),
    (
        "La probabilité de perte la plus faible, puis la marge la plus haute qu’atteignent 80 % des tirages",
        "The least chance of a loss, then the highest margin that 80% of the draws reach",
    ),
    ("Le plus de personnes en France, puis le prix le plus bas", "The most people onshore, then the lowest price"),
    ("Par nature", "By nature"),
    ("Par profil : jours, effectifs et leur coût", "By profile: days, people and their cost"),
    ("Par site : jours, effectifs et leur coût", "By site: days, people and their cost"),
    (
        "Changez un coût journalier, une part ou une marge dans Excel : le DQE suit. `chiffrage read` importe les changements.",
        "Change a daily cost, a share or a margin in Excel: the DQE follows. `chiffrage read` imports the changes.",
    ),
    (
        "Vérifier qu’un fichier destiné à l’acheteur ne contient ni chiffre ni mot interne, ni contenu masqué",
        "Check a file meant for the buyer for internal figures and words, and for hidden content",
    ),
    (
        "Vérifiez et complétez la carte, puis lancez `chiffrage fill`. Les lignes à décider sont marquées `?`.",
        "Check and complete the map, then run `chiffrage fill`. Lines to decide are marked `?`.",
    ),
    ("Vérifier l’offre et signaler tous les problèmes", "Check the bid and report every problem"),
    (
        "Comparer des scénarios : prix, coût, marge, effectifs, part nearshore",
        "Compare scenarios: price, cost, margin, people, nearshore share",
    ),
    (
        "Comparer la charge des quantités du DQE à la capacité des équipes",
        "Compare the workload of the DQE's quantities with the capacity of the teams",
    ),
    (
        "Calculer prix, marge et coût sur une grille de valeurs",
        "Compute price, margin and cost over a grid of input values",
    ),
    ("Mois du contrat", "Contract months"),
    ("Années du contrat", "Contract years"),
    ("Créer un dossier d’offre complet", "Create a complete bid folder"),
    (
        "Découpes avant days, fte, labour et daily-cost : year/N, month/N, nature/N, profile/P, site/S,",
        "Cuts before days, fte, labour and daily-cost: year/N, month/N, nature/N, profile/P, site/S,",
    ),
    (
        "Découpes par année ou nature avant net, cost, margin, margin-euros, load, capacity et load-ratio.",
        "Cuts by year or nature before net, cost, margin, margin-euros, load, capacity and load-ratio.",
    ),
    (
        "Découpes par année ou mois avant revenue, revised, cash et cost.",
        "Cuts by year or month before revenue, revised, cash and cost.",
    ),
    (
        "D’une ligne : LOT/CODE/gross-price, LOT/CODE/amount, LOT/CODE/year/N/amount.",
        "Of a line: LOT/CODE/gross-price, LOT/CODE/amount, LOT/CODE/year/N/amount.",
    ),
    (
        "Le coefficient de révision d’une année du contrat : all/revision/N.",
        "The revision coefficient of a contract year: all/revision/N.",
    ),
    (
        "Répartir les totaux sur les années au prorata de nos quantités (à parts égales si elles sont nulles) : une hypothèse",
        "Divide totals over the years in the proportions of our quantities (evenly if these are 0): an assumption",
    ),
    ("Anglais", "English"),
    ("Chaque ensemble de lots", "Every set of lots"),
    ("Exemple :", "Example:"),
    ("Exemples :", "Examples:"),
    (
        "Code de sortie : 0 en cas de succès, 1 si le travail est refusé ou échoue, 2 si un modèle ou un argument n’est pas valide.",
        "Exit code: 0 for success, 1 for a refused or failed job, 2 for an invalid model or argument.",
    ),
    (
        "Code de sortie : 1 si quelque chose fuit, diffère ou n’a pas pu être lu.",
        "Exit code: 1 if something leaks, differs or could not be read.",
    ),
    (
        "Expliquer un chiffre jusqu’à ses sources, ou le code d’un constat",
        "Explain a figure down to its sources, or the code of a finding",
    ),
    (
        "Expliquer l’écart entre deux scénarios, facteur par facteur",
        "Explain the difference between two scenarios, driver by driver",
    ),
    ("Chiffres d’une comparaison, après un lot ou `all` :", "Figures of a comparison, after a lot or `all`:"),
    (
        "Remplir le classeur de l’acheteur avec nos prix, sans rien changer d’autre",
        "Fill the buyer's workbook with our prices, and change nothing else",
    ),
    (
        "Trouver les lignes du cadre de prix de l’acheteur et les rapprocher des nôtres",
        "Find the lines of the buyer's price form and match them with ours",
    ),
    (
        "Trouver la valeur d’une donnée qui atteint un prix, une marge ou un coût cible",
        "Find the value of one input that reaches a target price, margin or cost",
    ),
    ("Pour les documents", "For documents"),
    ("Pour être lu", "For people"),
    ("Pour les programmes", "For programs"),
    ("Pour les programmes et les tableurs", "For programs and spreadsheets"),
    ("Français", "French"),
    ("Heures par jour, pour des prix horaires : une hypothèse", "Hours in a day, for hourly prices: an assumption"),
    ("Le découpage de chaque lot", "How to divide each lot"),
    ("Le découpage du temps", "How to divide time"),
    (
        "Importer une grille de taux (.xlsx, .xlsm, .xls, .ods, .csv) ; -o l’écrit, sinon elle est affichée",
        "Import a rate card (.xlsx, .xlsm, .xls, .ods, .csv); -o writes it, otherwise it is shown",
    ),
    (
        "Importer des prix comme coûts : le prix d’un sous-traitant est notre coût",
        "Import prices as costs: the price of a subcontractor is our cost",
    ),
    (
        "Importer des grilles de taux et des quantités d’autres fichiers",
        "Import rate cards and quantities from other files",
    ),
    (
        "Importer comme scénario les changements faits dans un classeur de `chiffrage workbook`",
        "Import the changes made in a workbook of `chiffrage workbook` as a scenario",
    ),
    (
        "Importer les quantités du DQE de l’acheteur (.xlsx, .xlsm) ; --write les écrit, sinon les changements sont affichés",
        "Import the quantities of the buyer's DQE (.xlsx, .xlsm); --write writes them, otherwise changes are shown",
    ),
    ("Laisser vides les prix non décidés", "Leave undecided prices empty"),
    (
        "Lister chaque chiffre avec sa source, et ce sur quoi repose le prix",
        "List every figure with its source, and what the price rests on",
    ),
    (
        "Lister tous les chiffres, en plus de la synthèse et des questions",
        "List every figure, in addition to the summary and the questions",
    ),
    ("Lister les scénarios de l’offre et ce que chacun change", "List the scenarios of the bid and what each changes"),
    (
        "D’un ensemble de lots : set/LOT+LOT/CELL, et saved, saved-price, saved-share,",
        "Of a set of lots: set/LOT+LOT/CELL, and saved, saved-price, saved-share,",
    ),
    ("Un seul lot, par son identifiant", "One lot only, by its id"),
    ("Un seul site, par son identifiant", "One site only, by its id"),
    (
        "Seulement les coûts de ce site : valeur ou titre d’une colonne, ou feuille",
        "Only the costs of this site: a value or heading of a column, or a sheet",
    ),
    (
        "Seulement les ensembles avec ce lot, par son identifiant, et les profils qu’il vend",
        "Only the sets with this lot, by its id, and the profiles it sells",
    ),
    (
        "Dans les autres fichiers, les chiffres et mots internes sont recherchés.",
        "Other files are searched for internal figures and words.",
    ),
    ("Écraser un fichier que chiffrage n’a pas écrit", "Overwrite a file that chiffrage did not write"),
    ("Écraser un fichier existant", "Overwrite an existing file"),
    ("Écraser un scénario existant", "Overwrite an existing scenario"),
    (
        "Chiffrer chaque ensemble de lots : marge, gains de mutualisation, coûts échoués d’un lot perdu",
        "Price every set of lots: margin, savings from pooling, stranded cost of a lost lot",
    ),
    (
        "Chiffrer le marché Build & Run en quatre lots de l’Agence du numérique en santé",
        "Price the four-lot Build & Run contract of the French digital health agency",
    ),
    (
        "Chiffrer le marché Build & Run en quatre lots de l’Agence du numérique en santé.",
        "Price the four-lot Build & Run contract of the French digital health agency.",
    ),
    (
        "Afficher le schéma JSON des modèles, pour la saisie et les contrôles dans un éditeur",
        "Print the JSON Schema of the model files, for completion and checks in an editor",
    ),
    ("Afficher la complétion d’un interpréteur de commandes", "Print the completions of a shell"),
    ("Trimestres du contrat", "Quarters of contract years"),
    (
        "Afficher les jours travaillés par période plutôt que les effectifs",
        "Show days worked in each period instead of people",
    ),
    (
        "Afficher jours, effectifs, coût, prix et marge de chaque lot",
        "Show days, people, cost, price and margin of each lot",
    ),
    (
        "Afficher à partir de quand chaque site coûte moins que le site de référence, par profil",
        "Show from when each site costs less than the reference site, by profile",
    ),
    ("Afficher les effectifs par profil et par site dans le temps", "Show people by profile and site, over time"),
    (
        "Afficher chiffre d’affaires, coût, marge et trésorerie sur le contrat",
        "Show revenue, cost, margin and cash over the contract",
    ),
    (
        "L’offre est un dossier de fichiers TOML (lots, grilles de taux, mix, politique) et un dossier de trames de DQE. `chiffrage new DOSSIER` crée les deux.",
        "The bid is a folder of TOML files (lots, rate cards, mixes, policy) and a folder of DQE layouts. `chiffrage new DIR` creates both.",
    ),
    ("L’intervalle de recherche [défaut : toute valeur valide]", "The bracket to search [default: every valid value]"),
    ("Le fichier de l’acheteur", "The buyer's file"),
    (
        "Le fichier de l’acheteur dont celui-ci est issu : seules les différences sont vérifiées",
        "The buyer's file that this one was made from: only differences are checked",
    ),
    ("Le cadre de prix de l’acheteur, .xlsx ou .xlsm", "The buyer's price file, .xlsx or .xlsm"),
    ("Le classeur de l’acheteur", "The buyer's workbook"),
    (
        "La devise des prix [défaut : celle du fichier, sinon EUR]",
        "The currency of the prices [default: the one in the file, or EUR]",
    ),
    (
        "La profondeur de l’explication : 1 pour le chiffre seul [défaut : 5 ; un tableau, 150 étapes au plus]",
        "The depth of the explanation: 1 is the figure alone [default: 5; a table at most 150 steps]",
    ),
    (
        "Les facteurs à prendre dans --scenario, les autres restant ceux de --against",
        "The drivers to take from --scenario, the others staying as in --against",
    ),
    (
        "Le fichier : classeur ou texte (csv, html, markdown) ; d’un autre fichier, son texte",
        "The file: a workbook or a text file (csv, html, markdown); of other files, their text",
    ),
    ("Le fichier rempli à écrire", "The filled file to write"),
    (
        "Le premier est la référence [défaut : tous les scénarios, comparés à la base]",
        "The first is the baseline [default: all scenarios against the base]",
    ),
    (
        "Le dossier des trames de DQE [défaut : `templates`, à côté des modèles]",
        "The folder of the DQE layouts [default: `templates`, beside the models]",
    ),
    ("Le dossier des modèles de l’offre", "The folder of the bid's models"),
    (
        "Le dossier à créer : les trames, chaque DQE présenté comme dans le fichier",
        "The folder to create: the templates, each DQE laid out as in the file",
    ),
    ("Le dossier à créer ; il doit être absent ou vide", "The folder to create; it must not exist, or be empty"),
    ("Le dossier où écrire tous les schémas", "The folder to write every schema to"),
    ("Le format des constats", "The format of the findings"),
    ("Le format du rapport", "The format of the report"),
    ("Le format du résultat", "The format of the result"),
    ("Le format du tableau", "The format of the table"),
    (
        "CSV qu’ouvre un Excel français : intitulés, points-virgules, virgules décimales",
        "CSV that a French Excel opens: titles, semicolons, decimal commas",
    ),
    ("Le coût complet", "The full cost"),
    ("Le type de fichier ; sans lui, les types sont listés", "The kind of file; without it, the kinds are listed"),
    (
        "La langue des rapports et des messages [défaut : celle du système, sinon le français] ; le DQE est toujours en français",
        "The language of reports and messages [default: the system's, or French]; the DQE is always in French",
    ),
    (
        "Le lot des lignes pour lesquelles le fichier n’en nomme pas, par son identifiant",
        "The lot of the lines for which the file names none, by its id",
    ),
    ("Le lot dont les quantités sont lues, par son identifiant", "The lot whose quantities are read, by its id"),
    (
        "Une carte où l’on a répondu : ses lignes sont présentées comme elle le dit",
        "A map that is answered: its lines are laid out as it says",
    ),
    (
        "La carte de lecture, créée si elle n’existe pas [défaut : celle de `maps`, à côté de la grille]",
        "The map of the layout, created if it does not exist [default: the one in `maps`, beside the card]",
    ),
    (
        "La carte écrite par `chiffrage map` [défaut : lignes rapprochées par code et libellé]",
        "The map that `chiffrage map` writes [default: lines are matched by code and label]",
    ),
    ("La carte à écrire", "The map to write"),
    (
        "La carte qui a servi à le remplir [défaut : toute cellule de prix du cadre peut porter un prix]",
        "The map used to fill it [default: any price cell of the form may hold a price]",
    ),
    (
        "La carte : quelle ligne de notre DQE va sur quelle ligne du fichier",
        "The map: which of our lines goes to which row",
    ),
    ("La marge", "The margin"),
    ("Le mois des prix, à partir duquel ils évoluent", "The month of the prices, from which they drift"),
    (
        "Les autres parts d’un mix s’ajustent au prorata, sauf si --keep les nomme.",
        "The other shares of a mix adjust pro rata, unless --keep names them.",
    ),
    (
        "Le chemin ou motif d’une donnée et ses valeurs ; à répéter pour chaque axe de la grille",
        "The path or pattern of an input and its values; repeat for each axis of the grid",
    ),
    ("Le chemin ou motif de la donnée à faire varier", "The path or pattern of the input to vary"),
    ("Le prix", "The price"),
    ("L’écart au prix actuel", "The price against today's"),
    (
        "Les profils vendus à la journée à des prix différents selon les lots",
        "The profiles sold by the day at different prices in different lots",
    ),
    (
        "La grille à écrire, ou le dossier `rates` pour une grille par site",
        "The rate card to write, or the folder `rates` for one card per site",
    ),
    (
        "Le scénario appliqué à l’offre ; `chiffrage scenarios` les liste",
        "The scenario applied to the bid; `chiffrage scenarios` lists them",
    ),
    (
        "Une hypothèse à essayer : `CHEMIN = VALEUR`, `*=` pour multiplier ou `+=` pour ajouter ; à répéter pour chacune",
        "An assumption to try: `PATH = VALUE`, `*=` to multiply or `+=` to add; repeat for each",
    ),
    (
        "Comparer à une version antérieure de l’offre : son dossier, ou une révision de celui-ci dans git",
        "Compare with an earlier version of the bid: its folder, or a revision of this one in git",
    ),
    (
        "Partir d’une version antérieure de l’offre : son dossier, ou une révision de celui-ci dans git",
        "Start from an earlier version of the bid: its folder, or a revision of this one in git",
    ),
    (
        "Garder les prix unitaires du premier, comme après la signature : le chiffre d’affaires, le coût et la marge évoluent",
        "Keep the unit prices of the first, as after signature: revenue, cost and margin move",
    ),
    (
        "Le niveau de confiance de l’aléa et du prix à proposer, en pour cent",
        "The confidence of contingency and of the price to bid, in percent",
    ),
    (
        "Ajouter le P50, le P80 et la probabilité de perte de chacun, sur les mêmes tirages",
        "Add P50, P80 and the chance of a loss of each, on the same draws",
    ),
    (
        "Conserver comme scénario de l’offre ce que --set suppose, ou ce que `concede` propose",
        "Keep what --set assumes, or what `concede` proposes, as a scenario of the bid",
    ),
    (
        "Trouver où prendre une baisse du prix : ce que donne chaque levier à son plancher, et une proposition",
        "Find where to take a reduction of the price: what each lever gives at its floor, and a proposal",
    ),
    (
        "Les leviers sont les marges, les provisions, les gains, les parts de mix hors de France et les coûts ponctuels. Sans plancher, ils sont listés avec l’effet d’un point de chacun.",
        "Levers are margins, provisions, gains, shares of mixes away from France and one-offs. Without a floor they are listed with what a point of each gives.",
    ),
    (
        "La baisse, ou le prix à atteindre : `-5%`, `-200k€`, `40M€`",
        "The reduction, or the price to reach: `-5%`, `-200k€`, `40M€`",
    ),
    (
        "Jusqu’où vont les leviers, par chemin ou motif ; à répéter, le dernier donné à un levier compte",
        "How far levers may go, by path or pattern; repeat for each, the last one of a lever holds",
    ),
    (
        "Ne déplacer que ces leviers, par chemin ou motif [défaut : tous ceux qui ont un plancher]",
        "Move only these levers, by path or pattern [default: all that have a floor]",
    ),
    (
        "Déplacer ces leviers avant les autres, par chemin ou motif",
        "Move these levers before the others, by path or pattern",
    ),
    ("Le scénario étend celui dont le classeur est issu.", "The scenario extends the one the workbook was made from."),
    (
        "Le scénario de départ d’un écart ou d’un pont [défaut : base]",
        "The scenario that a difference or a bridge starts from [default: base]",
    ),
    (
        "Le scénario à expliquer, précédé du scénario de départ si ce n’est pas la base",
        "The scenario to explain, after the one to start from if it is not the base",
    ),
    ("Le scénario à écrire", "The scenario to write"),
    ("La feuille à lire, si plusieurs contiennent des taux", "The sheet to read, if several hold rates"),
    ("L’interpréteur de commandes", "The shell"),
    ("Le tableau à afficher ; le classeur contient les trois", "The table to show; the workbook holds all three"),
    (
        "L’objectif : `price=9,9 M€`, `price=-5%` (5 % de moins qu’aujourd’hui), `margin=18 %`, `cost=8500000`",
        "The target: `price=9,9 M€`, `price=-5%` (5% less than today), `margin=18 %`, `cost=8500000`",
    ),
    ("Le classeur", "The workbook"),
    ("Le classeur ou fichier texte", "The workbook or text file"),
    ("Le classeur à écrire", "The workbook to write"),
    (
        "Elles sont écrites dans la trame de DQE du lot ; les lignes partagées avec d’autres lots ne changent pas.",
        "They are written to the DQE layout of the lot; lines shared with other lots do not change.",
    ),
    (
        "Mettre à jour une grille existante : seuls les chiffres différents changent",
        "Update an existing card: only figures that differ change",
    ),
    (
        "Ce que montre une grille à deux données [défaut : prix, ou marge si les prix sont gardés]",
        "What a grid of two inputs shows [default: price, or margin if prices are kept]",
    ),
    ("Ce que paie un prix, si le fichier ne le dit pas", "What a price pays for, if the file does not say"),
    (
        "Ce que coûte le reste de chaque ensemble si un lot est perdu",
        "What the rest of each set costs if a lot is lost",
    ),
    ("Écrire le classeur DQE destiné à l’acheteur", "Write the DQE workbook for the buyer"),
    (
        "Écrire l’offre en classeur de formules, des données d’entrée au DQE",
        "Write the bid as a workbook with live formulas, from the inputs to the DQE",
    ),
    (
        "Écrire les quantités dans la trame de DQE du lot, templates/dqe/LOT.toml",
        "Write the quantities to the DQE layout of the lot, templates/dqe/LOT.toml",
    ),
    (
        "`chiffrage map BPU-DQE.xlsx -o ror.map.toml` écrit la carte.",
        "`chiffrage map BPU-DQE.xlsx -o ror.map.toml` writes the map.",
    ),
    (
        "`price` garde les prix unitaires, la marge varie ; un chemin garde cette part d’un mix",
        "`price` keeps unit prices, so that the margin varies; a path keeps that share of a mix",
    ),
    (
        "Classer les chiffres du modèle par leur effet sur le prix, le coût ou la marge",
        "Rank every figure of the model by its effect on the price, the cost or the margin",
    ),
    (
        "L’effet d’un chiffre est sa valeur multipliée par la pente du résultat : cent fois l’effet d’une hausse de 1 %.",
        "The effect of a figure is its value times the slope of the result: a hundred times what a rise of 1% adds.",
    ),
    (
        "`price`, `cost`, `margin`, ou un lot, lot/nature ou lot/CODE comme pour `explain`",
        "`price`, `cost`, `margin`, or a lot, lot/nature or lot/CODE as `explain` takes them",
    ),
    ("Le regroupement des chiffres", "How to group the figures"),
    (
        "Le nombre de lignes, les plus grands effets d’abord [défaut : 20 dans un tableau, toutes dans les données et les fichiers]",
        "How many rows to show, the greatest effects first [default: 20 in a table, all in data and files]",
    ),
    ("Chaque chiffre du modèle", "Each figure of the model"),
    ("Tous les chiffres d’une même source", "All figures of a source together"),
    ("Le coût des personnes de chaque site", "The cost of people at each site"),
    ("Le coût des personnes de chaque profil", "The cost of people of each profile"),
    ("Seulement les personnes de ce site", "Only the people of this site"),
    ("Seulement les personnes de ce profil", "Only the people of this profile"),
    (
        "Seulement les personnes de cette équipe d’un lot, ou de ce pool",
        "Only the people of this team of a lot, or of this pool",
    ),
    (
        "Des personnes entières : qui recruter et quand, l’intercontrat et le manque",
        "Show whole people: whom to hire and when, the bench and the shortfall",
    ),
    (
        "Ce que vaut une arrivée ou un départ, en mois d’une personne : plus il vaut, plus l’équipe est stable",
        "What an arrival or a departure is worth, in months of one person: the more, the steadier the team",
    ),
    (
        "Quel tableau des personnes entières [défaut : tous, le premier en données]",
        "Which table of whole people [default: all of them, the first in data]",
    ),
    ("Les personnes entières par profil et site", "Whole people by profile and site"),
    ("Les arrivées et les départs, mois par mois", "Arrivals and departures, month by month"),
    ("Ce que change le prix d’un mouvement", "What the price of a move changes"),
    (
        "Écrire de quoi sont faits les prix unitaires, pour l’acheteur qui le demande : des coûts y figurent",
        "Write what unit prices are made of, for a buyer who asks: it holds costs",
    ),
    (
        "Il défend un prix que l’acheteur dit anormalement bas. Il est en français, et `leaks` le signale.",
        "It defends a price that the buyer calls abnormally low. It is in French, and `leaks` reports it.",
    ),
    ("Seulement les lignes de ce code", "Only the lines of this code"),
    (
        "L’acheteur doit lire des coûts et des marges : sans cette option, rien n’est écrit",
        "The buyer is to read costs and margins: without this, nothing is written",
    ),
    ("Le classeur ou la page à écrire", "The workbook or the page to write"),
];

/// The name of a value in the help, in French and in English, where the two differ.
pub const VALUE_NAMES: &[(&str, &str)] = &[
    ("DOSSIER", "DIR"),
    ("SCÉNARIO", "SCENARIO"),
    ("FICHIER", "FILE"),
    ("FICHIER.xlsx", "FILE.xlsx"),
    ("FICHIER.toml", "FILE.toml"),
    ("FICHIER.xlsx|FICHIER.html", "FILE.xlsx|FILE.html"),
    ("CARTE.toml", "MAP.toml"),
    ("SORTIE.xlsx", "OUT.xlsx"),
    ("ACHETEUR.xlsx", "BUYER.xlsx"),
    ("CELLULE", "CELL"),
    ("TYPE", "KIND"),
    ("FACTEURS", "DRIVERS"),
    ("OBJECTIF=VALEUR", "GOAL=VALUE"),
    ("CIBLE", "TARGET"),
    ("POURCENTAGE", "PERCENT"),
    ("FICHIER.csv", "FILE.csv"),
    ("FICHIER.xlsx|FICHIER.md", "FILE.xlsx|FILE.md"),
    ("BAS..HAUT", "LOW..HIGH"),
    ("CHEMIN", "PATH"),
    ("CHEMIN=VALEUR", "PATH=VALUE"),
    ("NOM", "NAME"),
    ("DOSSIER|git:RÉVISION", "DIR|git:REVISION"),
    ("price|CHEMIN", "price|PATH"),
    ("CHEMIN=DE..À:PAS", "PATH=FROM..TO:STEP"),
    ("FEUILLE", "SHEET"),
    ("HEURES", "HOURS"),
    ("AAAA-MM", "YYYY-MM"),
    ("GRILLE.toml|rates", "CARD.toml|rates"),
    ("PROFIL", "PROFILE"),
    ("ÉQUIPE", "TEAM"),
    ("MOIS", "MONTHS"),
];
