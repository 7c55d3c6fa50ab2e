//! Words of titles, notes and headings that are understood, by what they say of amounts: most say nothing. What is in none of these
//! lists, and is no word of a heading, is not understood, and asked where it could change an amount.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt as _};

use super::places::{BEFORE_PLACES, PLACES};

/// It changes no amount, whatever is around it.
pub const PLAIN: u16 = 1;
/// A part of what a day costs: understood where it is said to be included.
pub const COMPONENT: u16 = 1 << 1;
/// What is paid apart from a day: understood after `hors`.
pub const APART: u16 = 1 << 2;
/// What amounts may be listed by, and be no more than a day's: `par personne`.
pub const BY: u16 = 1 << 3;
/// It says that someone did something to the card: `validé par`.
pub const DONE: u16 = 1 << 4;
/// A thing, a time or a group that prices are by, other than a day of a person.
pub const THING: u16 = 1 << 5;
/// What follows is left out.
pub const WITHOUT: u16 = 1 << 6;
/// What is beside it is in the amounts.
pub const WITH: u16 = 1 << 7;
/// It says that amounts are changed, or that there are several.
pub const CHANGE: u16 = 1 << 8;
/// A number after it is its own: `lot 2`.
pub const NUMBERED: u16 = 1 << 9;
/// The sentence says where someone is, or how a file is known.
pub const CONTACT: u16 = 1 << 10;
/// The sentence is about other amounts than those of the card.
pub const TOPIC: u16 = 1 << 11;
/// Hours that are paid otherwise.
pub const EXTRA: u16 = 1 << 12;
/// Where it is.
pub const PLACE: u16 = 1 << 13;
/// A number in letters.
pub const NUMBER: u16 = 1 << 14;
/// What a name follows: `agence de`, `société`.
pub const NAMED: u16 = 1 << 15;

/// Beside a price, what says that it is of another day, of a part of one, or of another amount than it is read as.
pub const OTHERWISE: [&str; 14] = [
    "mi",
    "demi",
    "moitie",
    "matin",
    "samedi",
    "samedis",
    "dimanche",
    "dimanches",
    "ferie",
    "feries",
    "net",
    "deduit",
    "deduite",
    "brut",
];

/// Words, folded and in their shortest form, by what they say.
const WORDS: [(u16, &str); 30] = [
    // French.
    (
        PLAIN,
        "a afin ainsi alors as au aux ce ces cet cette chacun ci comme dans de des du d dessous dessus dont elle en entre \
         est et etre il ils je l la le les leur lors meme nos notre nous on ou par pour qu que qui quel s sa se selon ses soit \
         son sont ete sous suivant sur tel tous tout toute un une vers via voir vos votre vous y c n",
    ),
    (
        PLAIN,
        "grille bareme tableau liste annexe fiche document fichier feuille onglet page version edition mise mis date datee \
         valable valide validite vigueur effet compter partir jusqu jusque applicable application applicatif applicative applique exercice annee \
         annuellement annule annulee remplace remplacee rev budget budgetaire budgete budgetise budgetee previsionnel prevu prevision reel realise constate estime estimation \
         hypothese projection cible reference referentiel reference base standard type typique moyen moyenne median mediane moy pondere ponderee \
         arrondi unitaire global globale groupe interne externe societe entreprise client clientele fournisseur prestataire traitant \
         traitance sous filiale entite agence centre site hub plateau plateforme usine service direction departement division pole unite metier \
         marche accord cadre contrat convention avenant offre consultation bordereau devis proposition reponse financier financiere commercial \
         commerciale technique confidentiel confidentielle confidentialite diffusion restreint restreinte usage propriete reproduction interdit interdite",
    ),
    (
        PLAIN,
        "informatique numerique digital digitale donnees infogerance tma tierce maintenance developpement conseil ingenierie \
         support assistance exploitation run build projet programme regie forfait prestation profil emploi poste fonction qualification \
         competence seniorite niveau experience categorie grade echelon classe position collective collectif collective syntec statut \
         salarie freelance independant independante cdi cdd permanent confirmer completer valider remplir renseigner titre note nota nb attention \
         important importante legende source origine extrait extraction export sirh rh drh daf dg dsi dpsi comptabilite comptable controle gestion finance finances \
         achat achats acheteur exprime exprimee libelle indique indiquee donne donnee affiche presente presentee figurant figure \
         entend entendent entendu devise monnaie taux change cours bce fixing environne environnee ferme revisable actualisable indice \
         formule article clause condition modalite ouvre ouvree ouvrable travaille homme femme collaborateur ressource intervenant consultant \
         personne agent ingenieur technicien expert experte jour journee ensemble gamme famille domaine perimetre contexte objet",
    ),
    (
        PLAIN,
        "periode calendaire civile fiscal fiscale premier premiere janvier fevrier mars avril mai juin juillet aout \
         septembre octobre novembre decembre janv fev avr juil sept oct nov dec nouveau nouvelle actuel actuelle courant courante propose \
         proposee negocie negociee contractuel contractuelle conventionnel conventionnelle theorique detail detaille recapitulatif recap synthese resume comparatif \
         historique simulation destination attention renouvellement reconduction identique inchange inchangee stable maintenu maintenue garanti garantie \
         jour utilise utilisee retenu retenue servant sert permet permettant etabli etablie calcul calcule calculee methode methodologie mode principe regle \
         politique rattache rattachee affecte affectee concerne concernee suivi pilotage gouvernance transverse transversal production \
         conception realisation etude recette qualite securite reseau systeme infrastructure cloud agile agilite data ia web mobile sap erp crm",
    ),
    (
        PLAIN,
        "signe vue toutes meme mais tarification tarifaire tarif hommes humaine humaines humain relatif relative afferent correspondant correspondante respectif \
         local locale localement national nationale region regional regionale geographique nearshore offshore onshore shore bpo \
         public publique prive collectivite ministere ministre etat region metropole mairie ville commune universite hopital chu banque assurance mutuelles \
         gie sas sarl sa eurl scop sasu srl spa ltd llc inc gmbh lda pvt limited corp corporation holding groupement candidat candidature titulaire \
         mandataire cotraitant soumissionnaire acheteuse negociation comite reunion code codes libelle cle cles colonne ligne \
         arredondado arredondada unidade jaune bleu bleue vert verte gris grise rouge couleur fond gras italique cocher saisir saisie ecrire lire imprimer impression format fichiers \
         merci veuillez svp cordialement bien deja equipes teams payons clos close evolution ensuite puis tres trop peu seul seule seulement uniquement chaque certains certaines autre autres divers",
    ),
    (
        PLAIN,
        "anniversaire intragroupe interco intercompany affaire general generale generaux generales obtenu issu tire tiree base basee conforme conformement \
         approbation validation employe ouvrier technicien maitrise alternant stagiaire bareme officiel officielle provisoire definitif definitive \
         copie exemplaire archive consolide agrege detaille simplifie principal secondaire calendrier ouverture cloture reprise apercu introduction \
         preambule sommaire rappel rappels indicatif indicative information informations information explication definition glossaire lexique abreviation sigle \
         correspondance ceux celui celle celles transfer transfert administratif administrer mapping nomenclature referentielle codification classification hierarchie plein partie contractante \
         bon commande execution livraison recette garantie marche public publics passation procedure adaptee negociee ouverte acceptation engagement signature \
         cachet visa lu approuve pouvoir adjudicateur acheteur beneficiaire destinataire emetteur auteur redacteur responsable interlocuteur correspondant \
         referent question reclamation toute demander joindre renvoyer envoyer retourner transmettre consulter modifier utiliser servir choisir retenir \
         applicables appliquables appliques ligne lignes colonne colonnes reglementaire legal legale legaux obligatoire facultatif \
         juridique fiscale comptables analytique analytiques budgetaires operationnel operationnelle operationnelles strategique metiers support supports \
         central centrale centraux regional regionaux continental international internationale mondial mondiale europeen europeenne francais francaise \
         portugais portugaise anglais anglaise espagnol roumain roumaine polonais etranger etrangere devises conversion converti convertie moyennant \
         jeune nouveaux nouvelles anciennete experimente debutant repere fin debut travail locaux bureautique vendredi lundi mardi mercredi jeudi reserver personnel personnelle confondu employeur cabinet processamento profil type intermediaire avance maitre junior senior confirme effectuer",
    ),
    // The law, accounts, work and papers.
    (
        PLAIN,
        "loi decret ordonnance directive reglement code civil travail regi regie regissant relatif portant modifie alinea titulaire cotraitance \
 delegation delegue dela deca ailleurs toutefois notamment egalement accord contraire prealable ecrit expres presentation \
 justificatifs justificatif reel reels intra groupement etranger habilitation habilite secteur systemes informations evaluation \
 chiffrage deploiement integration migration urbanisation architecture modelisation parametrage administration infogerance \
 exploitabilite supervision conduite changement accompagnement expertise audit cadrage specification test essai preproduction \
 analyse modele feuilles calculette simulateur simulation hypotheses parametre donnees saisie resultat controle \
 masse politique salariale negociation individuelle collective prospective trajectoire pluriannuel pmt codir comex comite \
 direction generale presidence secretariat juridique marketing commerce communication qualite hse rse dsn dads bilan ebe pdr cdg cg \
 journee ouvree amplitude plage fuseau decalage francophone anglophone bilingue francais anglais langue parlee diplome bac \
 ecole universitaire master ingenieur docteur certification certifie pmp itil togaf safe scrum prince agiliste debutant \
 exemple type archetype description fonctionnel technique perimetre geographique zone rayon domicile bureau presentiel \
 distanciel hybride teletravail remote deplace rattachement affectation disponibilite delai demarrage immediat sous reserve \
 disponible selon besoin planning calendrier previsionnel estimation abaque complexite catalogue nomenclature repertoire rome cigref \
 paye payee assure execution directement carbone action mesure axe item annulent remplacent anterieur repute frappant parafiscal fiscal emplois metiers famille filiere branche idcc bureaux etudes techniques cabinets ingenieurs conseils societes synthec \
 identique analogue similaire comparable different distinct respectif alternatif \
 dernier derniere precedent precedente prochain prochaine ancien ancienne recent recente initial initiale final finale",
    ),
    // English.
    (
        PLAIN,
        "initial term subject thereafter review reviewed writing advance approved approval authorised authorized otherwise agreed mutually parties party \
 hereto herein hereby thereof governed governing law laws act england wales jurisdiction dispute clause article section paragraph schedule attachment \
 purchase order orders po statement invoice pay terms conditions general standard template report run owner status updated update last job family \
 title titles level levels management grade professional principal associate analyst specialist engineer manager director consultant head count \
 cost centre center costing controlling controller controllers accounting ledger entity legal business segment region cluster hub delivery studio \
 offshore nearshore onsite remote hybrid location locations based time zone language english french portuguese german speaking bilingual \
 years experience minimum typical skillset stack technology technologies java cloud devops agile scrum network \
 transfer transferred pricing price prices intercompany recharge arm length policy global mobility assumptions assumption inflation merit forecast \
 actuals actual baseline scenario model version draft final published supersedes superseded replaces previous prior next following preceding \
 accrual accruals workplace \
 shared outside inside group members member affiliates affiliate third purpose purposes only illustration informational guidance indicative \
 chargeable utilisation utilization rounded nearest unit euro euros columns rows highlighted yellow blue cells blank please complete fill return",
    ),
    // Portuguese.
    (
        PLAIN,
        "ser sao estao tem ter pode podem deve devem foi foram sera serao este estes esta estas servem serve servir preparacao propostas comunicado exterior fonte dados dezembro diretor chefe \
         intragrupo intragrupal entidade entidades sociedade lda unipessoal sede morada contribuinte capital aprovado aprovada elaborado revisto versao \
 colaboradores equipa financeira administracao gestao controlo planeamento operacoes direcao tecnica comercial comprovativos apresentacao mediante \
 saude amortizacao instalacoes informatica sistemas tecnologias \
 senior pleno junior especialista gestor arquiteto programador engenheiro analista testador consultor administrador perfil categoria profissional \
 teletrabalho presencial lisboa porto braga coimbra aplicavel aplicaveis vigentes legal lei codigo artigo anexo caderno encargos concurso publico \
 proposta adjudicacao acordo quadro lote prestacao servicos aquisicao confidencial exclusivo divulgar pagina data emissao emitido por",
    ),
    // Words of any note.
    (
        PLAIN,
        "peut peuvent doit doivent faut sera seront etait etaient avons avez ont ayant aura auront fait faite font faire ferait devra devront pourra \
         pourront devraient servent sert donnent donner prendre pris prise prises met mettre place tenir compte lieu cours suite cas \
         aussi actuellement encore toujours jamais souvent principalement generalement habituellement exclusivement strictement directement respectivement \
         environ notre leurs celles lequel laquelle lesquels quelle quelles quelque quelques aucun aucune lors lorsque lorsqu puisque car donc or \
         afin pendant durant depuis vis parmi chez outre ci apres jour conformite respect egard titre but vue \
         madame monsieur mesdames messieurs docteur attention service copie pieces jointes signataire nom prenom qualite fonction mention manuscrite lu \
         etabli fait visa bon accord objet proposition presente presentes communique communiquee communiques partage consulte accessible disponible telecharge \
         manager managers directeurs responsables chefs salaries collaborateurs intervenants prestataires partenaires clients fournisseurs panel multi mono inter \
         trimestriellement mensuellement semestriellement ponctuellement regulierement periodiquement automatiquement manuellement \
         outil outils application plateforme base requete rapport tableau croise dynamique bord graphique filtre tri colonne formule macro \
         population cadre cadres etam effectifs pyramide ages age moyen anciennete sexe femmes hommes matricule echantillon perimetre \
         methodologique methodologie methode obtient obtenu obtenue determine determinee evalue evaluee mesure mesuree observe observee enquete etude marche benchmark \
         rappelle precise precision precisions indication indications remarque remarques consigne consignes instruction instructions aide guide notice mode emploi \
         dispositif demarche processus procedure gouvernance instance pilotage arbitrage decision derogation exception \
         national locaux territoire hexagone metropolitaine outre mer idf ile grand nord sud est ouest centre \
         multisites multisite monosite regime outsourcing offre capacitaire catalogue sourcing panel referencement homologue homologation \
         attentionne cordialement salutations distinguees veuillez agreer expression recevoir compris lire relire verifier cocher",
    ),
    (
        PLAIN,
        "please note notes remark remarks comment comments see refer above below following herewith enclosed attached dear sincerely regards \
         can could may might must shall should would will been being have has had does did done make made makes use used uses using get given give gives \
         only also always never often usually generally typically currently already still yet again however therefore hence thus about around \
         between within during while when where which who whom whose whether because since until upon onto toward towards among across per via \
         their them they he she his her your you we us our its itself such same other others another each every either neither both some many most \
         than then there here these those this that request requests requested upon approval approver sheet sheets workbook tab tabs page pages \
         company vat reg registered office number england scotland ireland bank public monday tuesday wednesday thursday friday \
         invoiced invoices issued arrears payable within receipt currency exchange rates updated reviewed published \
         headcount recruitment hiring hired replacement backfill onboarding notice period availability available start date end date",
    ),
    // English.
    (
        PLAIN,
        "all an and any are for at be been below above both by from has have in into is it its of on or our that the their these \
         this to under was were which will you your we only also see as per card list grid sheet table tab version date dated valid \
         until effective through period year fiscal fy cy calendar budget budgeted planned forecast standard average weighted blended internal external group \
         company confidential property client customer vendor supplier partner offshore onshore nearshore onsite delivery center centre \
         odc gdc location city country site office business unit department division practice tower service services line account project program \
         programme contract msa sow rfp annex appendix schedule exhibit note notes amount figure value shown stated expressed quoted given \
         listed following currency local exchange role band grade level experience skill resource profile category employee employment staff contractor \
         permanent professional consulting hr finance working billable rounded new current proposed agreed draft final reviewed actual target plan \
         reference basis rate rates type mid senior junior lead principal person people human capital talent unitary united name title label \
         use internal strictly private copyright rights reserved global worldwide information technology software engineering support testing \
         development maintenance applications application managed operations shared sourcing procurement purchasing applicable apply applies are unless otherwise indicated based derived calculated computed using assumption utilization utilisation chargeable leadership desk kindly please refer contact question prepared offered government gsa iff awarded ceiling",
    ),
    // Portuguese.
    (
        PLAIN,
        "o os a as ao aos da das do dos e em na nas no nos que se sua seu sao um uma tabela lista folha documento versao data valido valida \
         validade desde ate ano exercicio orcamento orcado perfil perfis funcao funcoes categoria nivel niveis senioridade cidade pais escritorio centro centros servico \
         servicos filial empresa grupo direcao direccao departamento interno interna confidencial cliente fornecedor media medio medios completo padrao previsto \
         previsional estimado valor valores custo custos preco precos moeda euros vigor partir referencia nota notas observacoes uso recursos humanos financeira \
         financeiro financas projeto projetos tarifa tarifario por para pelo pela janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro \
         trabalho uteis util pessoa colaborador colaboradores consultor consultores atualizado atualizada todos todas expressos indicados apresentados concelho",
    ),
    (
        COMPONENT,
        "derive charge patronale patronal sociale social conge paye rtt treizieme mois prime participation interessement mutuelle prevoyance \
         licence logiciel restaurant retraite cotisation formation intercontrat inactivite recrutement materiel equipement poste ordinateur portable locaux loyer \
         structure siege indirect indirecte direct directe fonctionnement encadrement environnement vacances absences absence maladie transport voiture vehicule \
         telephone outillage pension pf gratuity bonus benefit benefits leave paid seat g tsu remuneracao remuneration contribution holiday holidays social sociais taxes overhead overheads facility facilities \
         infrastructure insurance employer employers encargos subsidio subsidios ferias natal alimentacao seguranca seguro estrutura salaire traitement cp css cnss cnam tfp foprolos \
         amo ir bench payroll equipment pc training management frais general generaux generales fixe provident esi allowances allowance",
    ),
    (
        APART,
        "ht taxe tva vat tax iva gst imposto impostos frais structure marge margin margem deplacement mission licence license option astreinte hno majoration \
         engagement minimum preavis remise discount expense expenses travel overhead overheads inflation indexation revision refacturation debours prestation forfait \
         hebergement repas restauration transport visa visas per diem perdiem contingency duty duties fees materiel logiciel ferie feries weekend nuit despesas deslocacao deslocacoes viagem viagens \
         siege imprevus aleas risque risques profit sous traitance alternant stagiaire apprenti",
    ),
    (
        BY,
        "jour journee jh heure personne homme etp lot zone projet defaut type groupe famille departement direction person head fte pessoa \
         tipo exercice siege offshore man working business profil metier role grade niveau qualification categorie fonction emploi poste competence seniorite \
         site ville pays agence centre filiale entite region localisation an annee year ano unite unitaire unit resource ressource collaborateur \
         consultant intervenant salarie employee day hour dia hora sa month rapport rubrique domaine client contrat societe prestataire fournisseur partenaire supplier vendor \
         location country city level band skill perfil nivel funcao cidade localizacao local categoria senioridade service pole technologie filiere exercise calendar fiscal \
         total rata capita and mail email courrier telephone agencement practice unidade centro role profile moyen plus moins taux marche titre sein cours dela loi decret code article reglement accord convention format besoin forme cas minimum maximum",
    ),
    (
        DONE,
        "refacture rembourse justifie justificatif reimbursed billed repris recopie aligne alimente transpose retraite recharged rebilled invoiced reembolsado valide etabli approuve arrete fourni communique transmis realise mis edite prepare signe redige fixe vise controle verifie publie \
         extrait produit emis elabore revu confirme maintenu gere delivre cree genere modifie complete actualise approved prepared issued reviewed validated provided \
         signed published maintained generated created updated aprovado validado elaborado emitido preparado assinado revisto suivi pilote propose defini decide diffuse \
         revise negocie applique constate retenu estime",
    ),
    (
        THING,
        "ticket vacation intervention incident appel call dossier uo ut point story visite garde sprint iteration cycle quinzaine \
         quatorzaine decade nuit shift swing permanence session atelier module pack bundle palier tranche carnet equipe cellule binome trinome duo trio tandem paire \
         squad equipage pod pool crew team brigade dupla equipa equipas demande anomalie ecran lot forfait semaine mois week month fortnight semana quinzena roulement rotation tournee pige \
         campagne livrable deliverable transaction acte alerte change run abonnement licence km kilometre demi weekend oeuvre heure trimestre",
    ),
    (
        WITHOUT,
        "hors sans sem sin ohne fara excluding excludes exclude excl without exclusive excluindo sauf excepte except",
    ),
    (
        WITHOUT,
        "non pas ni ne neither exclu exclue exclus excluse excluses exclues exclusion not nor excluded excluido excluidos nao",
    ),
    (
        WITH,
        "compris comprise comprend comprennent inclus incluse incluant inclut incluent integre integree integrant tenant compte avec with including includes included \
         include incl incluido incluidos incluindo inclui incluem com inclusive integrent comprenant englobe englobent couvre couvrent covers covering charge chargee complet complete loaded full fully ctc carregado",
    ),
    (
        CHANGE,
        "coefficient retranche defalque netted netting coef coeff factor fator reevalue diminue diminution allege ampute majoration majorer majore majoree minorer minore remise rabais ristourne abattement reduction discount uplift markup \
         surcharge supplement ajouter ajoute deduire deduction diviser divise multiplier multiplie multiply divide add appliquer reevaluer \
         revaloriser actualiser reactualiser rebate augmentation hausse baisse augmenter indexer relever acrescer acrescimo deduzir aplicar desconto multiplicar dividir ttc escompte plus moins \
         mi deduit fictif factice faux fausse dummy fake ecart equivalent constant parite conjoint conjointement jumele jumelage mutualise simultane prorata proportionnel fraction \
         partiel reduit incomplet ajuste corrige redresse plafonne lisse degressif progressif cumulatif ponctionne ampute neutralise \
         halved equivalents constants blended prorated partial adjusted scaled acresce acrescem stacked paired combined together jointly membre reuni additionne addition somme sum aggregate ajoutent extra soustraire quote sus part cumul cumule forfaitaire marge mark",
    ),
    (
        NUMBERED,
        "lot annexe n no nr num numero version v page p article art phase niveau zone tableau feuille grille groupe classe categorie \
         rev revision indice edition site avenant marche contrat fiche table annex appendix exhibit lot level tier band grade tab sheet note volume vague etape onglet ref \
         reference code consultation ao dossier accord devis offre proposition scenario hypothese option variante tranche semaine q t s trimestre semestre quarter poste position annee year an option years periode loi decret ordonnance directive action mesure axe item",
    ),
    (
        CONTACT,
        "tel telephone fax mail email courriel www http https siret siren rcs naf ape rue avenue boulevard bd cs bp cedex adresse address phone quai allee allees impasse route chemin place square esplanade residence voie promenade lieudit faubourg largo praca travessa estrada \
         street road capital intracommunautaire intracom nif nipc matricule cin iban bic zac zi reg registered registration parc immeuble tour etage floor",
    ),
    (
        TOPIC,
        "teletravail astreinte deplacement majoration hno tva iva gst vat penalite indemnite repas hotel hebergement licence formation travel overtime supplementaires \
         supplementaire penalty penalties kilometrique paiement reglement facturation facture payment invoice invoices acompte preavis oncall standby restauration visa \
         mission voyage trajet transport debours expense subsistence accommodation deslocacao deslocacoes estadia viagem despesa pagamento fatura faturacao alojamento \
         retard interet late",
    ),
    (
        EXTRA,
        "nuit samedi dimanche weekend week end ferie feries hno ouvree ouvre soir we night saturday sunday holiday holidays overtime weekends urgence astreinte",
    ),
    (
        NUMBER,
        "deux trois quatre cinq six sept huit neuf dix douze quinze vingt trente cent mille two three four five seven eight nine ten twelve twenty dois duas tres \
         quatro cinco seis oito dez double triple dizaine douzaine vingtaine centaine dozen moitie metade terco tiers half demi quart",
    ),
    (PLACE, PLACES),
    (PLACE, BEFORE_PLACES),
    (
        NAMED,
        "agence site centre ville filiale societe groupe entite client direction bureau hub plateau region pays marche location office centro city \
         prestataire fournisseur partenaire supplier vendor company entity projet contrat customer agency campus technopole cabinet",
    ),
];

static KNOWN: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (says, list) in WORDS {
        for word in list.split_whitespace() {
            *words.entry(word).or_insert(0) |= says;
        }
    }
    words
});

/// Endings of numbers and genders, each with that of the shortest form: `réelles`, `portugaises`, `sociaux`, `administrative`.
const ENDINGS: [(&str, &str); 11] = [
    ("s", ""),
    ("x", ""),
    ("e", ""),
    ("es", ""),
    ("le", ""),
    ("les", ""),
    ("ne", ""),
    ("nes", ""),
    ("aux", "al"),
    ("ive", "if"),
    ("ives", "if"),
];

/// All that a folded word says, in whichever number and gender; 0 where it is not known.
#[must_use]
pub fn known(word: &str) -> u16 {
    let of = |word: &str| KNOWN.get(word).copied().unwrap_or(0);
    let mut said = of(word);
    for (ending, shortest) in ENDINGS {
        if word.len() > ending.len() + 3
            && let Some(stem) = word.strip_suffix(ending)
        {
            said |= if shortest.is_empty() { of(stem) } else { of(&format!("{stem}{shortest}")) };
        }
    }
    said
}
