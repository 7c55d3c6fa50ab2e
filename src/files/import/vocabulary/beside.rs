//! Words of columns that are not read, and of what distinguishes columns that are, folded; `word*` is any word that begins so.

/// Of averages.
pub const AVERAGES: &str = "moyen moyenne moyens average mean";
/// Of the hours in which work is done, of those who do it and of kinds of costs.
pub const KINDS: &str = "ho hno ouvrees ouvres nuit weekend astreinte astreintes salarie salaries cdi cdd freelance freelances independant \
    independants stt traitant traitants traitance cadre cadres etam regie forfait plein marginal theorique constate revise \
    teletravail distance remote presentiel deplacement bench";
/// Of parts of a year, of a before and an after.
pub const TIMES: &str =
    "n s t q fy avant apres before after semestre trimestre semester quarter half debut fin jusqu until actuel futur";
/// Headings of comments.
pub const COMMENTS: &str = "comment* commentaire* observation* remarque* note* precision* condition* detail* info* modalite* facturation* \
    hypothese* remark* observacao*";
/// What words of measure beside a price begin with.
pub const LEADS: &str = "par per por pour for a au prix cout base hors sans tarif forfait";
/// Headings of what is taken off a price, or put on it.
pub const REBATES: &str =
    "remise remises rabais ristourne discount rebate abattement desconto supplement complement surcout surcharge";
/// Headings of figures by which a cost is still to be multiplied, or that are to be put on it or taken off it.
pub const CHANGES: &str = "majoration* majore* facteur* factor* multiplicateur* multiplier quotite* part parts quote prorata structure structures \
    refactur* uplift presence subvention* abondement deduction* fee fees overhead overheads siege deplacement* travel";
/// Headings of factors: to be applied, unless a cost was worked out by them from the salary beside it.
pub const FACTORS: &str = "coef coeff coefs coefficient*";
/// Headings of parts of what a day costs, which may be in a cost or come on top of it.
pub const PARTS: &str =
    "charge charges frais prime primes indemnite* panier avantage* allowance* expenses cotisation* encargos";
/// Headings of figures that are of the people, of the work or of the file, and of no price.
pub const OF_ITSELF: &str = "age ages anciennete effectif* etp fte ftes headcount collaborateurs salaries consultants agents staff employees plantilla colaboradores efectivos pessoas nb nbr nombre number personnes people code codes id ref refs reference* matricule* numero* no \
    n rang rank ordre ligne line index annee* year* mois month* date* jour jours day days dias heure heures hour hours hours tace taux rate tx occupation activite utilisation utilization marge margin margem ecart* evol evolution* variation* \
    delta hausse difference* increase change niveau level bac experience annuel* annual* mensuel* monthly yearly an delai* poids weight note score minimum min max minexp* markup demi half journee quantite* qte \
    cjm tjm total moyenne moyen average median* mediane somme sum";
/// What says that prices are net of it.
pub const NET: &str = "net nets nette apres remise after deduit liquido";
/// Headings of people.
pub const PEOPLE: &str =
    "pers personnes agents effectif effectifs etp fte headcount people intervenants pessoas ressources";
/// Of amounts: beside a currency they state which money is meant, beside a day what they are by.
pub const AMOUNTS: &str = "montant montants tarif tarifs prix cout couts cjm tjm valeur valeurs exprime exprimes exprimee exprimees \
    devise devises monnaie currency amount amounts rate rates cost costs price prices figures valores custos";
/// What leads from a word to another that says no more of it than of whom, by what or where it is.
pub const PREPOSITIONS: &str = "par pour en et dans selon sur hors sans per by for in at of from with avec and or ou por para em sem com y e que qui";
