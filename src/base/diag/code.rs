use crate::unit::Lang;

/// Declares every finding code once: its name, and how `chiffrage explain CODE` explains it in French and in English.
macro_rules! codes {
    ($( $variant:ident = $name:literal : $fr:literal, $en:literal )*) => {
        /// The kind of a finding. A name never changes its meaning and is never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $( #[doc = $en] $variant, )* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];

            /// The name a finding shows, such as `E0203`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// What it means and what to do, in a few sentences.
            #[must_use]
            pub fn explanation(self, lang: Lang) -> &'static str {
                match self { $( Self::$variant => lang.pick($fr, $en), )* }
            }
        }
    };
}

codes! {
    // 01: files
    NoFile = "E0101": "Un fichier ou un dossier nécessaire à l’offre n’existe pas ou ne peut pas être lu. Vérifiez --models et --templates ; `chiffrage new DOSSIER` écrit un dossier d’offre complet pour commencer.",
        "A file or folder that the bid needs does not exist or cannot be read. Check --models and --templates; `chiffrage new DIR` writes a complete bid folder to start from."
    NotAFile = "E0102": "Un dossier se trouve là où un fichier est attendu, ou l’inverse.",
        "There is a folder where a file is expected, or a file where a folder is."
    TooLarge = "E0103": "Un fichier du modèle dépasse 4 Mio, ou leur total 16 Mio. Une offre tient en quelques centaines de kilo-octets : ce n’est sans doute pas un modèle.",
        "A model file is larger than 4 MiB, or all of them together than 16 MiB. A bid takes some hundred kilobytes: this is probably not a model."
    NotUtf8 = "E0104": "Un fichier du modèle n’est pas du texte UTF-8. Enregistrez-le de nouveau en UTF-8 (dans le Bloc-notes : Enregistrer sous, Encodage : UTF-8).",
        "A model file is not UTF-8 text. Save it again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."
    IncludeCycle = "E0105": "Un fichier s’inclut lui-même, directement ou par d’autres. Chaque fichier inclus est lu dans celui qui l’inclut : une boucle n’a pas de fin. Retirez l’une des inclusions.",
        "A file includes itself, directly or through others. Each included file is read into the one that includes it, so a circle has no end: remove one of the includes."
    UnknownFile = "E0106": "Un fichier .toml du dossier des modèles ou des gabarits porte un nom qui n’y est pas attendu : il serait ignoré sans avertissement. Renommez-le, ou déplacez-le dans un dossier nommé `parts` si d’autres fichiers l’incluent.",
        "A .toml file in the models or templates folder has a name that is not expected there, so it would be ignored silently. Rename it, or move it to a folder named `parts` if other files include it."
    // 02: the text of a file
    Syntax = "E0201": "Le fichier n’est pas du TOML valide à l’endroit souligné.",
        "The file is not valid TOML at the place underlined."
    UnknownKey = "E0202": "Cette table n’a pas une telle clé. Une clé mal orthographiée serait sinon ignorée sans avertissement. `chiffrage schema` liste les clés de chaque table.",
        "A key that this table does not have. A misspelt key would otherwise be ignored silently. `chiffrage schema` lists the keys of each table."
    MissingKey = "E0203": "Il manque à une table une clé obligatoire. Une valeur absente n’est jamais supposée : elle n’est jamais zéro.",
        "A table lacks a key that it needs. Nothing is assumed for a missing figure: it is never zero."
    WrongType = "E0204": "La valeur n’est pas du type attendu par la clé : un texte pour un nombre, un nombre pour une table, etc.",
        "A value of another type than the key takes: text for a number, a number for a table and so on."
    BadNumber = "E0205": "Un nombre infini ou de plus de 28 chiffres significatifs, au-delà des décimaux exacts.",
        "A number that is not finite or has more than 28 significant digits, past what exact decimals hold."
    OutOfRange = "E0206": "Un nombre hors des limites de sa clé : un effectif négatif, une part supérieure à 1, une marge de 1 ou plus.",
        "A number outside the range that its key allows: a negative FTE, a share above 1, a margin of 1 or more."
    BadRange = "E0207": "Une fourchette s’écrit avec `low` ≤ `mode` ≤ `high`.",
        "A range must be written with `low` ≤ `mode` ≤ `high`."
    BadSource = "E0208": "Une source non reconnue. Une source est une question du webinaire (`Q1` à `Q26`), `title`, un document et son article, une grille de taux ou `assumption`.",
        "A text that is not a source. A source is a question of the record (`Q1` to `Q26`), `title`, a document and clause, a rate card, or `assumption`."
    BadChoice = "E0209": "Un mot qui ne fait pas partie de ceux que la clé accepte.",
        "A word that is not among those the key takes."
    BadMonth = "E0210": "Un mois s’écrit `\"2027-03\"`, un jour `2027-03-15`.",
        "A month is written `\"2027-03\"`, a day `2027-03-15`."
    ToDecide = "E0212": "Une ligne d’un DQE a la valeur `\"?\"` : `chiffrage map --layout` laisse ainsi ce dont il n’est pas sûr, et rien n’est supposé. Décidez de chaque valeur de la ligne ; la plus probable est dans le commentaire à côté.",
        "A line of a DQE has `\"?\"` for a value: `chiffrage map --layout` leaves what it is not sure of, and nothing is assumed for it. Decide each value of the line; the likely one is in the comment beside it."
    BadText = "E0211": "Un texte de plus de 2 000 caractères, avec des caractères de contrôle ou sans rien à lire, un libellé de plusieurs lignes, ou un pied de page de plus de 200 caractères : une cellule de classeur, un terminal ou un pied de page ne peut pas l’afficher.",
        "A text of more than 2,000 characters, with control characters or nothing to read, a label of several lines, or a page footer of more than 200 characters: a cell of a workbook, a terminal or the foot of a page cannot show it."
    // 03: what the model says
    UnknownId = "E0301": "Un identifiant que rien ne porte dans le modèle : celui d’un site, d’un profil, d’un mix, d’un calendrier, d’un volume, etc.",
        "An id that nothing in the model has: of a site, profile, mix, calendar, volume and so on."
    Total = "E0302": "Des parts, poids ou clés qui doivent totaliser exactement 1 et ne le font pas. Ce sont des décimaux exacts : écrivez 0.34 plutôt que trois fois 0.333.",
        "Shares, weights or keys that must total exactly 1 and do not. They are exact decimals: write 0.34 rather than 0.333 three times."
    MissingRate = "E0303": "Un coût journalier est nécessaire et aucune grille de taux ne le donne : un profil travaille sur un site dont la grille ne l’a pas, ou seulement à partir d’un mois ultérieur.",
        "A daily cost is needed and no rate card gives it: a profile works at a site whose card lacks it, or only from a later month."
    OutOfContract = "E0304": "Un mois ou une année que le contrat ne compte pas.",
        "A month or a contract year that the contract does not have."
    Either = "E0305": "Une table doit contenir exactement une de plusieurs clés (une règle de prix, une charge par `fte` ou par `each` et `days`).",
        "A table must have exactly one of several keys (a price rule, an effort as `fte` or as `each` and `days`)."
    DuplicateCode = "E0306": "Deux lignes du DQE d’un lot portent le même code. Un prix se retrouve par son code : il doit être unique dans son lot.",
        "Two DQE lines of one lot have the same code. A price is found by its code: it must be unique in its lot."
    FirstStep = "E0307": "Un chiffre par années ou par mois commence après le premier : aucune valeur n’est donnée avant, et une valeur absente n’est jamais zéro.",
        "A figure by years or months starts after the first: no value is given before that, and a missing value is never zero."
    HolidayYear = "E0308": "Un jour férié donné par ses dates n’en a pas pour une année civile du contrat. Les fêtes lunaires sont annoncées tard : écrivez la date prévue, avec sa source.",
        "A holiday given by dates lacks one for a calendar year of the contract. Lunar feasts are announced late: write the expected date, with its source."
    NoReference = "E0309": "Le site de référence doit être onshore et appartenir au soumissionnaire : le travail à réaliser onshore y est affecté.",
        "The reference site must be onshore and the bidder's own: work that must stay onshore goes there."
    LineNature = "E0310": "Une ligne du DQE et sa nature ne vont pas ensemble : une ligne vendue à la journée est `on-demand` ; une nature vendue à la fois par parts et par jours ne dit pas ce que chaque ligne recouvre ; une nature répartie sur les autres est déjà vendue par leurs lignes.",
        "A DQE line and its nature do not go together: a line sold by the day is `on-demand`; a nature sold by shares and by days at once does not say what each line recovers; a nature that is spread over the others is already sold by their lines."
    NoDqe = "E0311": "Un lot de l’offre n’a pas de mise en page de DQE dans le dossier des gabarits, ou une mise en page n’a pas de lot.",
        "A lot of the bid has no DQE layout in the templates folder, or a layout has no lot."
    LotNumber = "E0312": "Le numéro d’un lot est un nombre entier, 1 ou plus, et chaque lot a le sien : les feuilles et les noms des classeurs en dépendent.",
        "A lot's number is a whole number of 1 or more, and each lot has its own: sheets and names of the workbooks are made of it."
    Select = "E0313": "La modification d’un scénario ne correspond à rien : son chemin ou son motif ne désigne rien dans l’offre, elle serait donc sans effet.",
        "A scenario's change matches nothing: its path or pattern names nothing in the bid, so it would have no effect."
    ScenarioCycle = "E0314": "Un scénario s’étend lui-même, directement ou par d’autres : il n’y a pas de base de départ.",
        "A scenario extends itself, directly or through others: there is no base to start from."
    Exclusivity = "E0315": "Une règle d’exclusivité qui n’interdit rien : elle cite moins de deux lots, ou en autorise autant qu’elle en cite.",
        "A rule of exclusivity that forbids nothing: it names fewer than two lots, or allows as many as it names."
    BadScale = "E0316": "Une échelle d’un DQE compte deux lignes ou plus d’une même unité, de la plus petite à la plus grande, chacune palier d’une seule échelle.",
        "A scale of a DQE is two lines or more of one unit, from the least to the most, each of them a step of one scale only."
    NotOverTime = "E0317": "La modification d’un scénario commence une année ou un mois du contrat, alors que sa valeur est la même sur tout le contrat ou ne change que par année. Les chiffres dans le temps peuvent commencer par l’un ou l’autre (effectifs, volumes, nombres d’éléments de plateforme, minimum d’un pool) ; les quantités du DQE, les mix et les parts d’un mix par année ; les coûts journaliers évoluent par dates.",
        "A scenario's change begins in a contract year or month, but its value is the same over the whole contract, or changes by contract year alone. Figures over time may begin in either (FTE, volumes, platform counts, the minimum of a pool); quantities of the DQE, mixes and the shares of a mix in a year; daily costs have dated steps."
    Relative = "E0318": "Une modification relative (`times`, `plus`) ne peut pas s’appliquer\u{a0}: le facteur est négatif, le résultat dépasse les décimaux exacts, ou elle porte sur une part d’un total de 1, qui ne se multiplie pas et à laquelle les autres parts doivent pouvoir faire place.",
        "A relative change (`times`, `plus`) cannot be made: the factor is negative, the result is past exact decimals, or it is of a share of a total of 1, which cannot be multiplied and for which the other shares must be able to make room."
    Correlation = "E0319": "Une corrélation qui ne peut pas être tirée\u{a0}: elle ne relie pas deux chiffres de l’offre tirés chacun pour soi, elle est donnée deux fois, ou les corrélations de plusieurs fourchettes ne peuvent pas être vraies ensemble (leur matrice n’est pas positive). Si `a` et `b` vont de pair, et `b` et `c` aussi, `a` et `c` ne peuvent pas aller à l’opposé.",
        "A correlation that cannot be drawn: it does not relate two figures of the bid that are drawn each by itself, it is given twice, or those of several ranges cannot be true together (their matrix is not positive semi-definite). Where `a` goes with `b`, and `b` with `c`, `a` cannot go against `c`."
    // 04: what the engine finds
    WorkedDays = "E0401": "Les absences prennent tous les jours ouvrés d’un mois : les jours travaillés sur un site doivent rester positifs.",
        "Absence takes all the open days of a month: the days worked at a site must stay positive."
    Unrecovered = "E0402": "Une nature d’un lot a un coût et aucune ligne du DQE ne le recouvre : l’offre perdrait ce coût. Ajoutez une ligne de cette nature, ou répartissez-la sur les autres.",
        "A nature of a lot has a cost and no DQE line recovers it: the bid would lose that cost. Add a line of that nature, or spread the nature over the others."
    NoQuantity = "E0403": "Le prix d’une nature doit être réparti sur des lignes dont les poids multipliés par les quantités totalisent 0 : aucun prix unitaire ne peut le recouvrer.",
        "A nature's price is to be shared over lines whose weights times quantities total 0: no unit price can recover it."
    NoCarrier = "E0404": "Une nature est répartie sur les autres natures du lot, et aucune n’a de coût pour la porter.",
        "A nature is spread over the lot's other natures, and none of them has a cost to carry it."
    NegativePrice = "E0405": "Les lignes qui se partagent le prix de vente d’une nature auraient un prix négatif : les prix imposés de ses autres lignes le dépassent, ou des forfaits négatifs dépassent le reste du coût, le sien ou celui des natures réparties sur elle. Le message donne les montants.",
        "The lines that share what a nature sells for would have a negative price: the prices given for its other lines exceed it, or negative one-offs exceed the rest of the cost, its own or that of the natures spread over it. The message gives the amounts."
    PastRange = "E0406": "Un chiffre de l’estimation dépasse les décimaux exacts (28 chiffres), ou les dix mille milliards d’euros qu’un classeur garde au centime. Une donnée est bien trop grande ou trop petite.",
        "A figure of the estimate is past the range of exact decimals (28 digits), or past the ten thousand billion euros that a workbook holds to the cent. Some input is far too large or too small."
    Residue = "W0407": "L’arrondi des prix unitaires, ou des prix imposés, écartent le DQE de plus d’un millième du prix qu’il devrait avoir : voir `chiffrage price`.",
        "Rounding of unit prices, or given prices, move the DQE by more than a thousandth of the price it should have: see `chiffrage price`."
    OutOfReach = "E0408": "Aucune valeur de l’intervalle cherché n’atteint la cible. Le message indique entre quelles valeurs le chiffre varie ; élargissez l’intervalle, ou faites varier une autre valeur.",
        "No value in the bracket searched reaches the target. The message gives the values between which the figure goes; widen the bracket, or turn another value."
    RuleBroken = "W0409": "L’offre contient des lots qu’une règle d’exclusivité interdit à un même candidat, ou un mandataire ou cotraitant qui participe à une autre offre pour le même lot (Q1, Q21). `chiffrage portfolio` chiffre tous les ensembles de lots et indique ceux qui enfreignent une règle.",
        "The bid holds lots that a rule of exclusivity does not let one bidder hold together, or a lead or co-contractor of it is in another offer for the same lot (Q1, Q21). `chiffrage portfolio` prices every set of lots and reports which break a rule."
    Placeholder = "W0410": "Le DQE serait remis avec un texte à compléter : dans `templates/document.toml`, le nom du candidat, un signataire ou une note l’est encore (« à compléter », « à renseigner », « TODO », « XXX »).",
        "The DQE would be handed in with a text that is still to be filled in: in `templates/document.toml`, the name of the bidder, who signs or a note is (“à compléter”, “à renseigner”, “TODO”, “XXX”)."
    LoadOutside = "W0411": "La charge que les quantités du DQE demandent aux équipes d’une nature, d’après les charges unitaires de ses lignes, sort de la tolérance autour de leur capacité : trop peu de personnes pour les unités vendues, ou des personnes qu’aucune unité ne paie. `chiffrage load` la montre année par année. Changez les équipes, les quantités ou les charges unitaires ; `tolerances` dans `policy.toml` fixe l’écart admis.",
        "What the quantities of the DQE ask of a nature's teams, by the workload of its lines, is outside the tolerance around their capacity: too few people for the units sold, or people that no unit pays. `chiffrage load` shows it year by year. Change the teams, the quantities or the workloads; `tolerances` in `policy.toml` sets how far they may differ."
    NoCapacity = "W0412": "Des lignes d’une nature ont une charge unitaire, et aucun poste de cette nature ne réalise le travail une année où elles vendent des unités.",
        "Lines of a nature have a workload, and no position of that nature does the work in a year where they sell units."
    FlatScale = "W0414": "Les prix unitaires n’augmentent pas le long d’une échelle d’un DQE : un palier ne coûte pas plus que le précédent. Un acheteur y voit une erreur, ou achète le palier supérieur au prix de l’inférieur.",
        "Unit prices do not rise along a scale of a DQE: a step costs no more than the step before. A buyer takes it for a mistake, or buys the higher step at the lower price."
    PriceGap = "W0413": "La même unité est vendue à des prix différents dans deux lots, avec un écart supérieur à `price_gap` de `policy.toml` : un acheteur qui lit les deux DQE demande pourquoi. Les prix par part découlent du coût de la nature et de ses quantités : voir `chiffrage load` et `chiffrage explain LOT/CODE`.",
        "The same unit is sold at different prices in two lots, further apart than `price_gap` of `policy.toml`: a buyer who reads both DQEs asks why. Prices by share follow from what the nature costs and from its quantities: see `chiffrage load` and `chiffrage explain LOT/CODE`."
    // 05: jobs
    NotWritten = "E0501": "Le fichier de sortie n’a pas pu être écrit : le disque est plein, le dossier est en lecture seule, ou un autre programme (souvent Excel) tient le fichier ouvert ; ou la machine refuse de lancer les fils d’exécution que demande un classeur. Ce qui existait avant est intact.",
        "The output could not be written: the disk is full, the folder is read-only, or another program (often Excel) holds the file open; or the machine refuses to start the threads that a workbook takes. What was there before is untouched."
    OverInput = "E0502": "La sortie remplacerait un fichier qui n’est pas une sortie antérieure : une entrée, ou un fichier d’une autre sorte.",
        "The output would overwrite something that is not an earlier output: an input, or a file of another kind."
    UnknownCell = "E0503": "Rien dans l’estimation ne porte ce nom. `explain` accepte un lot, un lot/nature, un lot/CODE ou un code du DQE, un chiffre d’une comparaison (`all/cost`, `ror/away`), l’écart entre deux scénarios (`all/net/delta`, `ror/bridge/mix`), un chiffre d’un ensemble de lots (`set/ror+pfc/saved`) ou le code d’un constat.",
        "Nothing of the estimate has that name. `explain` takes a lot, a lot/nature, lot/CODE or a DQE code, a figure of a comparison (`all/cost`, `ror/away`), the difference between two scenarios (`all/net/delta`, `ror/bridge/mix`), a figure of a set of lots (`set/ror+pfc/saved`), or the code of a finding."
    TooManySets = "E0504": "Tous les ensembles de lots de l’offre seraient chiffrés ; avec plus de dix lots, il y en a plus de mille. Écartez des lots avec `in_bid = false`, dans leurs fichiers ou dans un scénario.",
        "Every set of the bid's lots would be priced, and with more than ten lots there are more than a thousand. Leave lots out of the bid with `in_bid = false`, in their files or in a scenario."
    Dial = "E0505": "Une valeur qu’un balayage ou une recherche ne peut pas faire varier : aucun chiffre de l’offre n’a ce chemin, ses pas ne mènent nulle part, ou elle doit totaliser 1 avec d’autres qui ne peuvent pas lui faire place.",
        "A value that a sweep or a search cannot turn: no figure of the bid has that path, its steps lead nowhere, or it must total 1 with others that cannot make room."
    WrongEnding = "E0506": "Le nom d’une sortie n’a pas l’extension de sa sorte : les programmes ouvrent un fichier d’après son extension. Les classeurs sont en .xlsx, les pages en .html, les scénarios, grilles et cartes en .toml ; un fichier rempli a l’extension de celui de l’acheteur.",
        "The name of an output does not end as files of its kind do: programs open a file by its ending. Workbooks are .xlsx, pages .html, scenarios, cards and maps .toml; a filled file ends as the buyer's."
    NoSensitivity = "E0507": "Un chiffre dont la sensibilité n’est pas calculée. `sensitivity` accepte le prix, le coût et la marge d’un lot ou de l’offre, le prix de vente d’une nature et le prix unitaire d’une ligne.",
        "A figure whose sensitivity is not computed. `sensitivity` takes the price, cost and margin of a lot or of the bid, the selling price of a nature and the unit price of a line."
    Setting = "E0508": "Une hypothèse donnée par `--set` ne peut pas être lue, ou ne peut pas être conservée sous le nom donné par `--save`.",
        "An assumption given with `--set` cannot be read, or cannot be kept under the name given with `--save`."
    Concession = "E0510": "Ce qui est demandé à `concede` ne peut pas être cherché : une cible qui ne baisse pas le prix, un plancher d’autre chose que d’un levier (marge, provision, gain, part de mix hors de France, coût ponctuel), un plancher qui monte le prix, ou un levier choisi sans plancher.",
        "What `concede` is asked cannot be searched for: a target that does not lower the price, a floor of something else than a lever (a margin, a provision, a gain, a share of a mix away from France, a one-off), a floor that raises the price, or a lever chosen without a floor."
    Version = "E0509": "La version antérieure de l’offre à comparer ne peut pas être lue\u{a0}: aucun dossier de ce nom, aucune révision de ce nom dans le dépôt git de l’offre, ou pas de programme `git`.",
        "The earlier version of the bid to compare with cannot be read: there is no such folder, no such revision in the git repository of the bid, or no `git` program."
    NotDisclosed = "E0511": "Le sous-détail des prix montre à l’acheteur ce que coûtent ses prix : jours, coûts, frais, marges. Il n’est écrit que si `--disclose-costs` le demande.",
        "The sub-detail of prices shows the buyer what its prices cost: days, costs, overheads, margins. It is only written where `--disclose-costs` asks for it."
    // 06: imported files
    Unreadable = "E0601": "Un fichier à importer qui n’est ni un tableur ni un texte délimité, ou qui est endommagé. Ouvrez-le dans un tableur, enregistrez une copie en .xlsx, et importez la copie.",
        "A file to import that is not a spreadsheet or a delimited text file, or is damaged. Open it in a spreadsheet program, save a copy as .xlsx, and import the copy."
    NoTable = "E0602": "Aucun tableau n’a été trouvé dans un fichier à importer : aucune ligne n’a les en-têtes d’un profil et d’un prix (profil, métier, labor category ; CJM, TJM, prix, rate), ou aucune n’a ceux qu’une carte indique. Une carte indique les colonnes dont les mots sont différents : `chiffrage import rates --help`.",
        "No table was found in a file to import: no row has the headings of a job profile and a price (profil, métier, labor category; CJM, TJM, prix, rate), or none has those that a map names. A map names the columns whose words are different: `chiffrage import rates --help`."
    Ambiguous = "E0603": "Un fichier à importer peut se lire de plusieurs façons : plusieurs feuilles contiennent des taux, ou plusieurs colonnes pourraient être le prix. Choisissez avec --sheet ou dans une carte.",
        "A file to import can be read in several ways: several sheets hold rates, or several columns could be the price. Choose by --sheet or in a map."
    NotCost = "E0604": "Une grille de taux contient ce qu’une journée COÛTE ; le fichier contient des prix payés par un client (TJM, tarif, rate), ou ne le précise pas. Pris pour des coûts, ils seraient chargés deux fois de frais et de marge. Demandez les coûts (CJM). Si ces prix sont ce que vous payez, par exemple à un sous-traitant, indiquez --as-cost.",
        "A rate card holds what a day COSTS; the file holds prices that a customer pays (TJM, tarif, rate), or does not state which. Priced as costs they would be charged overheads and margin twice. Ask for the costs (CJM). Where the prices are what you pay, as to a subcontractor, use --as-cost."
    Unstated = "E0605": "Une information nécessaire à un coût journalier n’est ni dans le fichier ni sur la ligne de commande : si les prix sont à l’heure ou à la journée, le nombre d’heures d’une journée, le mois de référence. Rien n’est supposé.",
        "Something that a daily cost needs is neither in the file nor on the command line: whether prices buy an hour or a day, how many hours a day has, the month they refer to. Nothing is assumed for it."
    NothingTaken = "E0606": "Aucune ligne d’un fichier à importer ne donne de prix à un profil de l’offre. L’aperçu indique la raison pour chaque ligne.",
        "No row of a file to import gives a profile of the bid a price. The preview gives the reason for each row."
    NoCard = "E0607": "La grille existante ne peut pas être mise à jour par l’import, ou ce qu’elle deviendrait n’est pas une grille de taux valide : une autre devise, un autre mois de référence pour certains profils seulement, du TOML non valide, un chiffre hors limites.",
        "The existing card cannot be updated by the import, or what it would become is not a valid rate card: another currency, another base month for some profiles only, invalid TOML, a figure out of range."
    NotTaken = "W0608": "Une ligne d’un fichier à importer désigne un profil de l’offre, et son prix n’en est pas un : un texte, une date, une fourchette, un pourcentage, une erreur de formule, 0 ou moins. Rien n’en est repris : une valeur absente n’est jamais devinée.",
        "A row of a file to import names a profile of the bid, and its price is not one: words, a date, a range, a percentage, an error of a formula, 0 or less. Nothing is taken from it: a missing figure is never guessed."
    Disagree = "W0609": "Des lignes d’un fichier à importer donnent à un profil des prix différents pour la même période. Aucun n’est repris : choisissez avec --site, ou écartez des libellés dans une carte.",
        "Rows of a file to import give one profile different prices for the same time. None is taken: choose by --site, or leave labels out in a map."
    QuantitySum = "W0610": "Les quantités par année d’une ligne du fichier de l’acheteur ne totalisent pas le total écrit à côté. Les années sont reprises : demandez à l’acheteur ce qui est juste.",
        "The quantities by year of a row of the buyer's file do not add up to the total beside them. The years are taken: ask the buyer which is right."
    HiddenTaken = "W0611": "Des chiffres d’un fichier à importer se trouvent dans une feuille, une ligne ou une colonne masquée. Ils sont repris comme les autres : vérifiez qu’ils sont voulus.",
        "Figures of a file to import are in a hidden sheet, row or column. They are taken as any other: check that they are intended."
    LabelUnmet = "W0612": "Un libellé d’une carte ne figure dans aucune ligne du fichier à importer : il y est écrit autrement, ou n’y est plus. Le profil n’en reçoit pas de coût.",
        "A label or a site of a map is in no row of the file to import: it is written differently there, or has been removed. The profile gets no cost from it, and the card of the site has the name of the site."
    Footnote = "W0613": "Des chiffres d’un fichier à importer portent un renvoi, comme `312*` ou `312 (1)`. Ils sont repris sans leur note, qui peut les changer : une date, des frais en plus, un autre site. Vérifiez-la.",
        "Figures of a file to import refer to a footnote, such as `312*` or `312 (1)`. They are taken without it, and it may change them: a date, expenses to add, another site. Check the note."
    NotesUnread = "E0614": "Des phrases autour des prix d’un fichier à importer ne sont pas comprises, et rien ne dit qu’elles sont sans effet sur les montants. Lisez-les : si aucune n’en change, indiquez --notes-change-nothing ; la carte de l’import les garde, et une phrase nouvelle sera demandée. Sinon, répondez à chacune sous `[words]` de la carte, ou corrigez une copie du fichier.",
        "Sentences around the prices of a file to import are not understood, and nothing says that they change no amount. Read them: if none does, state --notes-change-nothing; the map of the import keeps them, and a new sentence will be asked. Otherwise answer each under `[words]` of the map, or correct a copy of the file."
    NoPrice = "E0620": "Un tableau d’un fichier à importer a des profils et pas de coût journalier : des salaires, des coûts mensuels ou annuels, des bornes sans prix entre elles. Demandez les coûts journaliers (CJM), ou indiquez la colonne du coût dans une carte.",
        "A table of a file to import has profiles and no daily cost: salaries, costs of a month or a year, bounds without a price between them. Ask for the daily costs (CJM), or name the column of the cost in a map."
    OutOfSight = "W0621": "Des parties du bordereau de l’acheteur ou d’un fichier à importer sont hors de vue : feuilles masquées, lignes ou colonnes masquées, lignes filtrées. Vérifiez leur contenu.",
        "Parts of a buyer's form or of a file to import are out of sight: hidden or very hidden sheets, hidden rows or columns, rows that a filter hides. Check what they hold."
    // 07: the buyer's file
    NotAWorkbook = "E0701": "Le fichier n’est pas un classeur Excel : ce n’est pas une archive zip, ou elle ne contient pas de classeur.",
        "The file is not an Excel workbook: it is not a zip archive, or there is no workbook in it."
    OtherFormat = "E0702": "Un tableur d’un autre format : .xls, .xlsb ou .ods. Ouvrez-le dans son programme d’origine, enregistrez une copie en .xlsx (.xlsm s’il contient des macros), et utilisez la copie. Si l’acheteur demande l’ancien format, enregistrez-y la copie remplie et vérifiez-la.",
        "A spreadsheet of another format: .xls, .xlsb or .ods. Open it in the program it comes from and save a copy as .xlsx (.xlsm where it holds macros), then use the copy. Where the buyer asks for the old format, save the filled copy back into it and check it."
    Encrypted = "E0703": "Le classeur, ou l’une de ses parties, est chiffré par un mot de passe d’ouverture. Ouvrez-le dans Excel, retirez le mot de passe (Fichier, Informations, Protéger le classeur, Chiffrer avec mot de passe) et enregistrez une copie. Les mots de passe qui protègent seulement des feuilles ne gênent pas.",
        "The workbook, or a part of it, is encrypted by a password to open it. Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password) and save a copy. Passwords that only protect sheets from changes do not matter."
    Damaged = "E0704": "Le fichier est incomplet ou se contredit : un téléchargement interrompu, une archive tronquée, une partie dont la somme de contrôle ou la taille est fausse, du XML mal formé, une partie citée et absente. Redemandez-le à l’acheteur ; si Excel l’ouvre, enregistrez-en une copie.",
        "The file is incomplete or contradicts itself: a download that stopped, an archive cut short, a part whose checksum or size is wrong, XML that is not well-formed, a part that is named and missing. Get it again from the buyer; if Excel opens it, save a copy from there."
    TooMuch = "E0705": "Le fichier dépasse les limites : 4 096 parties, 500 feuilles, 64 Mio par partie, 128 Mio en tout, un million de cellules dans ses feuilles ou 4 Mio de formules ; ou il se décompresse plus de 250 fois, comme seuls le font les fichiers conçus pour nuire.",
        "The file holds more than the limits: 4,096 parts, 500 sheets, 64 MiB in a part, 128 MiB in all, a million cells in its sheets, or 4 MiB of formulas; or it inflates more than 250 times, as only files made to do harm do."
    Hostile = "E0706": "Le fichier contient ce qu’aucun tableur n’écrit et ce qui nuit aux programmes qui le lisent : un type de document propre (avec ses entités), un chemin hors de l’archive, deux parties du même nom.",
        "The file holds what no spreadsheet program writes and what harms the programs that read it: a document type of its own (with its entities), a path out of the archive, two parts of one name."
    Encoding = "E0707": "Une partie du fichier est un texte d’un autre encodage que UTF-8 ou UTF-16, les deux de la norme. Enregistrez une copie depuis Excel.",
        "A part of the file is text of another encoding than UTF-8 or UTF-16, the two of the standard. Save a copy from Excel."
    NotSplicable = "E0708": "Une feuille n’a pas pu être modifiée sur place : son texte est en UTF-16, ou sa relecture montre une autre différence que celle demandée. Rien n’est écrit.",
        "A sheet could not be changed in its place alone: its text is UTF-16, or reading it back showed another difference than the one asked for. Nothing is written."
    BadPlace = "E0709": "La carte d’un fichier d’acheteur désigne une ligne, une colonne ou une cellule qui n’existe pas, ou deux fois la même cellule. Les lignes sont des nombres et les colonnes des lettres, comme dans Excel.",
        "The map of a buyer's file names a row, a column or a cell that does not exist, or one cell twice. Rows are numbers and columns letters, as Excel shows them."
    UnknownSheet = "E0710": "La carte d’un fichier d’acheteur désigne une feuille que le fichier n’a pas, ou une feuille sans cellules. Le nom est celui de l’onglet, accents et espaces compris.",
        "The map of a buyer's file names a sheet that the file does not have, or one without cells. The name is the one on the tab, accents and spaces too."
    OverFormula = "E0711": "Un prix irait dans une cellule où le fichier de l’acheteur a une formule. Ce que l’acheteur calcule n’est pas remplacé : modifier le fichier rend une offre irrégulière. Cherchez la colonne que l’acheteur a laissée vide.",
        "A price would go where the buyer's file holds a formula. What the buyer computes is not overwritten: altering the file makes an offer irregular. Look for the column that the buyer left blank."
    OverMerged = "E0712": "Un prix irait dans une cellule qu’une cellule fusionnée cache : personne ne le verrait. Indiquez la première cellule de la zone fusionnée.",
        "A price would go into a cell that a merged cell hides: nobody would see it. Name the first cell of the merged area."
    OverPivot = "E0713": "Un prix irait dans la zone d’un tableau croisé dynamique, qui l’effacerait.",
        "A price would go into the area of a pivot table, which would write over it."
    OverHeader = "E0714": "Un prix irait dans l’en-tête d’un tableau Excel : les noms de ses colonnes font partie de ses formules.",
        "A price would go into the header of an Excel table: the names of its columns are part of its formulas."
    EmptyPrice = "E0715": "Une cellule de prix resterait vide, ce qui rend une offre irrégulière : sa ligne est à décider dans la carte, ou la carte n’en parle pas. Indiquez notre ligne, écrivez `-` si l’acheteur n’y demande pas de prix, ou remplissez le reste malgré tout avec --partial.",
        "A price cell would be left empty, which makes an offer irregular: its row is open in the map, or the map does not mention it. Name our line, write `-` where the buyer asks for no price, or fill the rest all the same with --partial."
    DoubtfulCell = "W0716": "Une cellule remplie malgré tout, alors que l’acheteur ne l’a peut-être pas prévue : elle contient des mots et la carte demande de les remplacer, ou elle est masquée.",
        "A cell that is filled all the same, though the buyer may not have meant it: it holds words and the map asks to write over them, or it is hidden."
    Locked = "E0723": "L’acheteur protège la feuille et ne laisse pas la cellule libre : rien n’y est écrit, quoi que dise la carte. Dans un bordereau protégé, les cellules à remplir sont celles qui ne sont pas verrouillées, souvent colorées. Si les cellules de prix elles-mêmes sont verrouillées, demandez à l’acheteur un fichier corrigé : retirer la protection modifierait le bordereau.",
        "The buyer protects the sheet and does not leave the cell open: nothing is written there, whatever the map says. In a protected form the cells to fill are the unlocked ones, often coloured. If the price cells themselves are locked, ask the buyer for a corrected file: removing the protection would alter the form."
    CountedTwice = "W0732": "Une de nos lignes est chiffrée dans deux tableaux du fichier de l’acheteur qui ont tous deux des quantités ou des montants : si l’acheteur additionne les deux, elle est comptée deux fois et l’offre paraît plus chère. Un bordereau sans quantités à côté d’un DQE n’est pas concerné. Si les deux sont voulus, écrivez `!` après le code dans le second.",
        "One of our lines is priced in two tables of the buyer's file that both have quantities or amounts: if the buyer adds both up, it is counted twice and makes the offer dearer than it is. A price schedule without quantities beside a DQE is not concerned. Where both are intended, write `!` after the code in the second."
    OtherUnit = "E0724": "La carte met le prix d’une de nos lignes sur une ligne de l’acheteur d’une autre unité : à l’année ou à l’heure quand la nôtre est au mois ou à la journée, en milliers d’euros. Le prix serait faux du rapport entre les deux, ou celui d’autre chose. Indiquez une ligne de cette unité, ou ajoutez-en une à notre DQE ; si notre prix est voulu malgré tout, écrivez `!` après le code : `\"3.1!\"`. Pour des prix en milliers d’euros, écrivez `money = \"k€\"` dans la table.",
        "The map puts the price of one of our lines on a row of the buyer's that has another unit: by the year or the hour where ours is by the month or the day, in thousands of euros. The price would be wrong by the factor between the two, or be that of another thing. Name a line of that unit, or add one to our DQE; where our price is intended all the same, write `!` after the code: `\"3.1!\"`. For prices in thousands of euros, write `money = \"k€\"` in the table."
    HoursPerDay = "E0725": "L’acheteur demande des prix à l’heure, ou ceux d’une journée dont il donne les heures, et `hours_per_day` manque dans models/contract.toml ou en donne d’autres : le nombre d’heures d’une journée n’est jamais supposé. La consultation l’indique, par exemple 7, 7,5 ou 8.",
        "The buyer asks for prices by the hour, or for those of a day whose hours it states, and `hours_per_day` is missing in models/contract.toml or gives others: nothing is assumed for the hours of a day. The consultation gives them, as 7, 7.5 or 8."
    PricesByYear = "E0726": "L’acheteur demande un prix unitaire par année du contrat, et la carte ne dit pas comment le nôtre évolue : `yearly = \"flat\"` pour le même prix partout, `yearly = \"revision\"` pour des prix révisés comme l’indique models/contract.toml. Le tableau d’une période (tranche, reconduction) le dit par `year`.",
        "The buyer asks for a unit price in each contract year, and the map does not say how ours moves: `yearly = \"flat\"` for the same price in all, `yearly = \"revision\"` for prices revised as models/contract.toml says. The table of a period says it by `year`."
    NotAPrice = "E0728": "La carte met un prix sur une ligne de l’acheteur qui demande un coefficient : la majoration des prix la nuit, ou leur réduction à partir d’un nombre de jours. Écrivez ce chiffre sous `coefficients` dans son tableau.",
        "The map puts a price on a row of the buyer's that asks for a coefficient: by what prices are multiplied at night, or lowered from so many days on. Write the figure under `coefficients` in its table."
    NoLot = "W0730": "Rien n’indique à quel lot appartient une feuille du fichier de l’acheteur : ni un cartouche, ni le nom d’une feuille, ni une page de garde, ni le nom du fichier. Ses lignes ne sont pas rapprochées, ou seulement comme probables. Indiquez le lot avec `--lot`.",
        "Nothing shows which lot a sheet of the buyer's file belongs to: no title block, no sheet's name, no cover, nor the file's name. Its lines are not matched, or are likely at most. Name the lot with `--lot`."
    OpenColumn = "E0729": "Plusieurs colonnes du tableau de l’acheteur pourraient être celle des prix, et la carte la laisse à décider : `unit_price = \"?\"`. Il en va de même de colonnes par année civile dont aucune n’est une année du contrat. Le commentaire à côté cite les cellules de leurs en-têtes ; écrivez la lettre de la colonne voulue par l’acheteur.",
        "Several columns of the buyer's table could be the one of the prices, and the map leaves it open: `unit_price = \"?\"`. The same holds for columns by calendar year none of which is a year of the contract. The comment beside it names the cells of their headings; write the letter of the column that the buyer means."
    Unplaced = "W0717": "Des lignes de notre DQE ne vont nulle part dans le fichier de l’acheteur : aucune ligne de la carte ne les cite, et ce qu’elles recouvrent n’est pas payé. Vérifiez que le bordereau de l’acheteur n’a pas de ligne pour elles ; répartissez alors leur coût sur d’autres lignes.",
        "Lines of our DQE go nowhere in the buyer's file: no row of the map names them, so that what they recover is not paid. Check that the buyer's form has no row for them; then spread their cost over other lines."
    OtherLine = "E0719": "La carte met le prix d’une de nos lignes sur une ligne de l’acheteur qui ressemble à une autre : son code et son libellé sont ceux d’une autre ligne, ou sa feuille celle d’un autre lot. Corrigez le code dans la carte ; si c’est voulu, écrivez `!` après : `\"3.1!\"`.",
        "The map puts the price of one of our lines on a row of the buyer's that reads like another: its code and wording are another line's, or its sheet is another lot's. Correct the code in the map; where it is intended, write `!` after it: `\"3.1!\"`."
    LikeOtherLine = "W0727": "La carte met le prix d’une de nos lignes sur une ligne de l’acheteur qui en désigne probablement une autre, et n’a rien de commun avec celle-ci. Elle est remplie malgré tout : vérifiez que c’est voulu, ou écrivez `!` après le code.",
        "The map puts the price of one of our lines on a row of the buyer's that is likely another, and that has nothing in common with this one. It is filled all the same: check that it is intended, or write `!` after the code."
    Twice = "E0721": "La carte met une de nos lignes sur deux lignes d’un même tableau : le total de l’acheteur la compterait deux fois. Retirez l’une d’elles ; si les deux sont voulues, écrivez `!` après le code de la seconde : `\"3.1!\"`. Des tableaux distincts, comme un bordereau à côté d’un DQE, peuvent citer les mêmes lignes.",
        "The map puts one of our lines on two rows of one table: the buyer's total would count it twice. Remove one of them; where both are intended, write `!` after the code of the second: `\"3.1!\"`. Separate tables, as a price schedule beside a DQE, may name the same lines."
    OverWords = "E0722": "Un prix remplacerait des mots de l’acheteur qui n’en demandent pas, comme `pour mémoire` ou un libellé : est-ce la bonne cellule ? Les cellules vides et les mentions comme `à compléter` sont remplies. Si les mots sont à remplacer, écrivez `!` après le code : `\"3.1!\"`.",
        "A price would go over words of the buyer's that ask for none, as `pour mémoire` or a label: is this the right cell? Blank cells and words such as `à compléter` are filled. Where the words are to be written over, write `!` after the code: `\"3.1!\"`."
    OverFigure = "E0734": "Un prix remplacerait un autre chiffre saisi par l’acheteur : un prix imposé, un plafond, une quantité\u{a0}; ou la validation de données de la cellule n’admet pas notre prix. Rien ne le remplace sauf si la carte le demande : écrivez `!` après le code, `\"3.1!\"`, si notre prix doit le remplacer, ou `-` si le chiffre de l’acheteur reste. Un 0 saisi, ou notre propre prix, ne gêne pas.",
        "A price would go over another figure that the buyer typed: a price that is imposed, a ceiling, a quantity; or the data validation of the cell does not take our price. Nothing is written over it unless the map says so: write `!` after the code, `\"3.1!\"`, where our price is to replace it, or `-` where the buyer's figure stays. A typed 0, or our own price, is no obstacle."
    LeftEmpty = "W0735": "Le bordereau de l’acheteur attend quelque chose que la carte ne remplit pas : un prix en lettres, une remise, un montant sans formule ou un tableau entier. Complétez-le à la main s’il est dû, ou ajoutez un tableau à la carte : chaque colonne de prix, par exemple une par lot ou une par palier d’une échelle, est un tableau avec ses propres `sheet`, `header`, `columns.unit_price` et `rows`.",
        "The buyer's form waits for something that the map does not fill: a price in words, a discount, an amount without a formula, or a whole table. Complete it by hand where it is due, or add a table to the map: each column of prices, as one a lot or one a step of a scale, is a table of its own with its `sheet`, `header`, `columns.unit_price` and `rows`."
    UnreadTable = "E0736": "Un tableau du fichier de l’acheteur semble demander des prix et n’est pas lu : ses en-têtes nomment ce qui est acheté là où il est question de prix, ou sont les degrés d’une échelle, ou des cellules en euros sont à remplir à côté de libellés. Décrivez ce tableau à la main dans la carte (`sheet`, `header`, `columns.unit_price`, `rows` ; ou `cells` pour des prix hors colonne), ou remplissez le reste malgré tout avec --partial.",
        "A table of the buyer's file seems to ask for prices and is not read: its headings name what is bought where prices are mentioned, or are the steps of a scale, or cells in euros wait beside labels. Describe the table in the map by hand (`sheet`, `header`, `columns.unit_price`, `rows`; or `cells` for prices that are in no column), or fill the rest all the same with --partial."
    NothingFilled = "E0737": "Rien ne serait écrit dans le fichier de l’acheteur : il demande des prix, et aucune ligne de la carte n’en met un. Ses prix peuvent venir de formules, ou la carte ne citer que d’autres colonnes : vérifiez quelles cellules l’acheteur laisse à remplir. Un fichier où vous répondez `-` à des lignes qui attendent un prix n’est pas concerné.",
        "Nothing would be written into the buyer's file: it asks for prices, and no row of the map puts one in. Its prices may come from formulas, or the map may name other columns only: check which cells the buyer leaves to be filled. A file in which you answer `-` to rows that wait for a price is not concerned."
    NotProved = "E0718": "Le fichier rempli, une fois relu, diffère de celui de l’acheteur au-delà des cellules à remplir. Rien n’est écrit ; merci de signaler ce cas avec le fichier.",
        "The filled file, read back, differs from the buyer's in more than the cells to fill. Nothing is written; please report it with the file."
    // 08: leaks
    LeakedFigure = "E0801": "Un fichier destiné à l’acheteur contient un nombre réservé au soumissionnaire : un coût, une marge, un taux d’une grille, un prix avant arrondi ou, dans un DQE, tout nombre que le DQE des modèles n’a pas. Dans les autres fichiers, un nombre n’est reconnu qu’à partir de cinq chiffres significatifs : plus court, il ressemble à n’importe quelle quantité.",
        "A file for the buyer holds a number that only the bidder may read: a cost, a margin, a rate of a card, a price before rounding, or, in a DQE, any number that the DQE of the models does not have. In other files a number is recognised from five significant digits on: shorter ones are like any quantity."
    LeakedWord = "E0802": "Un fichier destiné à l’acheteur contient un mot réservé au soumissionnaire : le nom ou l’identifiant d’un site, d’un partenaire, d’un mix, d’un scénario, un libellé, une note ou une question des modèles, un de leurs chemins, un terme de coût ou de marge.",
        "A file for the buyer holds a word that only the bidder may read: the name or id of a site, a partner, a mix, a scenario, a label, a note or a question of the models, a path in them, a term of cost or margin."
    LeakedHidden = "E0803": "Un fichier destiné à l’acheteur a une feuille, une fenêtre, des lignes, des colonnes ou des cellules hors de vue : masquées, trop petites, de la couleur du fond, sous une cellule fusionnée. Quiconque l’ouvre peut les afficher.",
        "A file for the buyer has a sheet, a window, rows, columns or cells out of sight: hidden, too small, of the colour behind them, under a merged cell. Whoever opens it can show them again."
    LeakedComment = "E0804": "Un fichier destiné à l’acheteur contient des commentaires, ou nomme leurs auteurs.",
        "A file for the buyer has comments, or names who wrote some."
    LeakedName = "E0805": "Un fichier destiné à l’acheteur définit un nom qu’un DQE n’a pas. Un nom peut contenir un nombre, un texte ou un chemin qu’aucune cellule ne montre.",
        "A file for the buyer defines a name that a DQE does not have. A name may hold a number, a text or a path that no cell shows."
    LeakedProperty = "E0806": "Les propriétés d’un fichier destiné à l’acheteur nomment un auteur, une société ou un responsable autre que le soumissionnaire, ou sont personnalisées.",
        "The properties of a file for the buyer name an author, a company or a manager other than the bidder, or are custom properties."
    LeakedLink = "E0807": "Un fichier destiné à l’acheteur a un lien vers l’extérieur, qui contient un chemin et des copies de valeurs : vers un autre classeur, un autre programme, une source de données, ou l’endroit d’un ordinateur où il a été enregistré.",
        "A file for the buyer has a link out of it, which holds a path and copies of values: to another workbook, another program, a data source, or the place on a computer where it was saved."
    LeakedPart = "E0808": "Un fichier destiné à l’acheteur contient ce que ses lecteurs ne voient pas : des macros, des données en cache de tableaux croisés, des fichiers incorporés, du XML personnalisé, les réglages d’une imprimante, une image que l’original n’a pas, une partie que les classeurs n’ont pas, ou des octets de l’archive qui n’appartiennent à aucune partie.",
        "A file for the buyer carries what its readers do not see: macros, cached data of pivot tables, embedded files, custom XML, settings of a printer, an image that the original does not have, a part that workbooks do not have, or bytes of the archive that belong to no part."
    MayLeak = "W0809": "Un mot qui peut être le nôtre ou celui de l’acheteur : un terme de coût, le nom d’une ville. Vérifiez-le. `chiffrage leaks FICHIER --buyer ORIGINAL` écarte ce que le fichier de l’acheteur contient déjà.",
        "A word that may be ours or the buyer's own: a term of cost, the name of a town. Check it. `chiffrage leaks FILE --buyer ORIGINAL` leaves out what the buyer's own file already has."
    NotSearched = "W0810": "Une partie du fichier n’a pas pu être vérifiée : une image, une partie binaire, des pages compressées. Ouvrez le fichier et vérifiez-le ; en attendant, `leaks` se termine avec 1.",
        "A part of the file could not be searched for leaks: an image, a binary part, compressed pages. Open the file and check it; until then `leaks` ends with 1."
    Differs = "E0811": "Un fichier destiné à l’acheteur n’est pas conforme à son origine : le DQE ou la liste de questions que donnent les modèles, ou le bordereau de l’acheteur avec des prix dans les cellules qui les attendent. Toute autre différence est listée, cellule par cellule et partie par partie. Repartez de l’original, avec `chiffrage dqe`, `chiffrage questions` ou `chiffrage fill` ; un fichier enregistré par un autre programme est comparé d’après son contenu.",
        "A file for the buyer differs from what it was made from: the DQE or the list of questions that the models give, or the buyer's own form with prices in the cells that wait for them. Whatever else differs is listed, cell by cell and part by part. Start again from the original, by `chiffrage dqe`, `chiffrage questions` or `chiffrage fill`; a file that another program saved is compared by its content."
    Internal = "E0812": "Un texte que lit l’acheteur contient un mot ou un chiffre réservé au soumissionnaire : le libellé d’un lot, d’une ligne ou d’une section, une note, le titre ou le pied de page du DQE, une question, avec le nom d’un site, d’un partenaire, d’un scénario, un terme de coût ou de marge, un coût. Changez le texte ; les mots du titre de l’acheteur ne sont pas un secret.",
        "A text that the buyer reads holds a word or a figure that only the bidder may read: a label of a lot, a line or a section, a note, the title or the footer of the DQE, a question, with the name of a site, a partner, a scenario, a term of cost or margin, a cost. Change the text; the words of the buyer's own title are no secret."
    NotCompared = "E0813": "Le DQE que donnent les modèles n’a pas pu être produit, et le fichier n’a été comparé à rien : la machine refuse de lancer des fils d’exécution. Rien n’a été vérifié ; relancez `leaks` avec moins de programmes ouverts.",
        "The DQE that the models give could not be made, so that the file was compared with nothing: the machine refuses to start threads. Nothing was searched; run `leaks` again with fewer programs open."
    // 09: the living workbook
    NotLiving = "E0901": "Le classeur n’a pas été écrit par `chiffrage workbook` : aucune feuille n’a les en-têtes d’une feuille de saisie (Valeur, Au modèle, Chemin). Si un en-tête a été changé, rétablissez-le.",
        "The workbook was not written by `chiffrage workbook`: no sheet has the headings of an input sheet (Valeur, Au modèle, Chemin). If a heading was changed, restore it."
    TriedNumber = "E0902": "Une cellule de saisie ne contient pas de nombre : un texte, une erreur, une date, ou rien. Excel prend pour du texte `12,5 ` ou `1 200 €` tapés à la main.",
        "An input cell does not hold a number: a text, an error, a date, or nothing. Excel takes `12,5 ` or `1 200 €` typed by hand for text."
    TriedCell = "E0903": "Un chiffre de l’offre n’a pas de cellule dans le classeur, ou en a deux ; ou un nombre se trouve dans une feuille de saisie sans chemin à côté. Les lignes ne doivent être ni supprimées ni dupliquées : le chemin de la dernière colonne dit quel chiffre est une ligne.",
        "A figure of the bid has no cell in the workbook, or two; or a number is in an input sheet with no path beside it. Rows must not be removed or duplicated: the path in the last column says which figure a row is."
    TriedPath = "E0904": "Un chemin du classeur n’est pas un chiffre de l’offre : il a été changé à la main, ou le classeur vient d’autres modèles ou d’un autre scénario.",
        "A path of the workbook is not a figure of the bid: it was changed by hand, or the workbook was made from other models or under another scenario."
    TriedTotal = "E0905": "Des parts saisies dans le classeur doivent totaliser exactement 1 et ne le font pas : celles d’un mix, d’un pool, des absences sur les mois, de la révision des prix.",
        "Shares typed in the workbook that must total exactly 1 and do not: of a mix, of a pool, of the absence over the months, of the price revision."
    TriedFormula = "W0906": "Une formule a été saisie dans une cellule de saisie. Un modèle contient des nombres : le dernier résultat de la formule est repris.",
        "A formula was typed in an input cell. A model holds numbers: the formula's last result is taken."
    TriedStale = "W0907": "Les modèles ont changé depuis l’écriture du classeur. Ce que personne n’a saisi garde la valeur des modèles, de même que les chiffres qu’ils ont gagnés ; ce qui a été saisi la remplace.",
        "The models have changed since the workbook was made. What nobody typed is left as the models have it, and so are figures that they have gained; what was typed is set over them."
    TypedOver = "W0908": "Une cellule qui contenait une formule n’en contient plus : quelqu’un a saisi une valeur, des lignes ou des colonnes ont été ajoutées à sa feuille, ou la feuille a été renommée. Le classeur calcule avec ce contenu, et `read` n’importe que ce qui est saisi dans les feuilles de saisie.",
        "A cell that held a formula holds none now: someone typed over it, or rows or columns were added to its sheet; or the sheet itself was renamed. The workbook computes with what is there, and `read` imports only what is typed in the input sheets."
    NothingTried = "E0909": "Aucun chiffre du classeur ne diffère des modèles : il n’y a pas de scénario à écrire.",
        "No figure of the workbook differs from the models: there is no scenario to write."
    TriedMoved = "E0910": "Des lignes d’une feuille de saisie ne sont pas là où les formules du classeur les lisent : elles ont été triées, collées les unes sur les autres, ou des cellules ont été décalées sans le reste de leur ligne. Les formules prennent alors un chiffre pour un autre, et le classeur montre d’autres montants que ses lignes. Les lignes qu’Excel déplace, ajoute ou supprime avec leurs formules ne gênent pas.",
        "Rows of an input sheet are not where the formulas of the workbook read them: they were sorted, pasted over one another, or cells were shifted without the rest of their row. The formulas then take one figure for another, and the workbook shows other amounts than its rows. Rows that Excel moves, adds or removes with their formulas do not matter."
    DamagedPart = "W0733": "Une partie du fichier qui n’est pas lue, comme une image, est endommagée : sa somme de contrôle ou sa taille est fausse, ou son XML est mal formé. `fill` la copie telle quelle, comme tout ce qu’il ne change pas. Une partie endommagée qui est lue est refusée (E0704).",
        "A part of the file that is not read, such as a picture, is damaged: its checksum or its size is wrong, or its XML is not well-formed. `fill` copies it as it is, as all that it does not change. A damaged part that is read is refused (E0704)."
    NoForm = "E0720": "Aucun bordereau de prix n’a été trouvé dans le classeur. Un bordereau a une ligne d’en-tête qui nomme ce qui est acheté (code, désignation, libellé, prestations...) et son prix, sa quantité ou son montant (prix unitaire, quantité, montant...), avec des lignes dessous. Là où aucun en-tête n’est celui des prix, la carte que `map -o` écrit a `unit_price = \"?\"` et cite les colonnes possibles par leurs cellules. Un bordereau dont les en-têtes sont des images, ou qui étale une ligne sur plusieurs rangées, doit être décrit à la main.",
        "No price form was found in the workbook. A form has a header row that names what is bought (code, désignation, libellé, prestations...) and its price, quantity or amount (prix unitaire, quantité, montant...), with lines below it. Where no heading is that of the prices, the map that `map -o` writes has `unit_price = \"?\"` and names the columns that could be it by their cells. A form whose headings are pictures, or that spreads one line over several rows, must be mapped by hand."
}

impl Code {
    /// Is it about the job that was asked for, which is refused or failed, rather than about what it was given: a model, a map, a
    /// file or an argument that is wrong? The exit code follows from it: 1 where all errors are of the job, else 2.
    #[must_use]
    pub fn is_of_job(self) -> bool {
        match &self.name()[1..3] {
            "05" => matches!(self, Self::NotWritten | Self::OverInput | Self::TooManySets),
            // A file that cannot be used at all, or a place in a map that does not exist.
            "07" => !matches!(
                self,
                Self::NotAWorkbook
                    | Self::OtherFormat
                    | Self::Encrypted
                    | Self::TooMuch
                    | Self::Hostile
                    | Self::Encoding
                    | Self::BadPlace
                    | Self::UnknownSheet
            ),
            "08" => self != Self::Internal,
            _ => matches!(self, Self::OutOfReach | Self::NothingTried),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use itertools::Itertools as _;

    #[test]
    fn every_name_is_unique() {
        assert!(Code::ALL.iter().map(|c| c.name()).all_unique());
    }

    #[test]
    fn what_fill_refuses_is_of_the_job() {
        let refusals = Code::ALL.iter().filter(|code| ("E0711".."E0730").contains(&code.name()));
        let (of_job, of_input): (Vec<&Code>, Vec<&Code>) = refusals.partition(|code| code.is_of_job());
        assert_eq!(of_input, [] as [&Code; 0]);
        assert!(of_job.len() > 12, "{of_job:?}");
        for code in [Code::MissingKey, Code::BadPlace, Code::Internal, Code::NotAWorkbook] {
            assert!(!code.is_of_job(), "{code:?}");
        }
    }
}
