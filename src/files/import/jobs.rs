//! The job that a label names, whatever words a company has for it: a tech lead is a lead developer, a `recetteur` tests.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::words::words;

/// Jobs, each with the words that name it, in French and English. Those that no shipped profile has keep a label from
/// being taken for another job.
const JOBS: [(&str, &str); 25] = [
    (
        "direction",
        "directeur de programme|directrice de programme|directeur de projet|directrice de projet|directeur projet|\
         directeur programme|directeur de mission|director de programa|director de proyecto|directora de proyecto|diretor de programa|diretor de projeto|programme director|program director|project director",
    ),
    (
        "delivery",
        "responsable de prestation|delivery mgr|responsable prestation|responsable de la prestation|delivery manager|\
         service delivery manager|sdm|responsable de service|service manager",
    ),
    (
        "project",
        "chef de projet|cheffe de projet|gestor de projeto|gestor de projetos|chefe de projeto|jefe de proyecto|jefa de proyecto|jefe de proyectos|chef projet|cdp|project manager|scrum master|responsable de projet|\
         responsable projet|project leader",
    ),
    ("product", "product owner|po|ppo|proxy product owner|responsable de producto"),
    ("architecture", "architecte|architect|architecture|arquiteto|arquiteta|arquitecto|arquitecta"),
    (
        "lead",
        "lead|leader|lead developer|lead dev|tech lead|techlead|technical lead|technical leader|lead tech|\
         lead technique|leader technique|líder técnico|líder de desarrollo|desarrollador líder|desarrolladora líder|referent|référent technique|développeur référent|développeur lead|\
         lead développeur|lead développement",
    ),
    (
        "development",
        "développeur|développeuse|dev|developer|programador|programadora|desenvolvedor|desarrollador|desarrolladora|développement|ingénieur développement|ingénieur logiciel|\
         software engineer|analyste programmeur|programmeur|programmer|concepteur développeur|analyste développeur|\
         ingénieur d'études|ingénieur étude et développement|full stack|fullstack",
    ),
    (
        "test",
        "testeur|testeuse|tester|test|testing|qa|recetteur|recetteuse|recette|qualification|homologation|validation|\
         testeur fonctionnel|testeuse fonctionnelle|test fonctionnel|tests fonctionnels|functional tester|probador|probadora|\
         ingénieur qualité|quality engineer|testador|analista de testes|engenheiro de testes|qualité logicielle|qa engineer",
    ),
    ("devops", "devops|sre|ci cd|intégration continue|site reliability"),
    (
        "system",
        "administrateur système|admin système|ingénieur système|système|systèmes|sysadmin|system administrator|\
         system|administrateur système et réseau|ingénieur système et réseau|administrador de sistemas|administrador de sistemas e redes|system and network administrator|système réseau",
    ),
    ("network", "réseau|réseaux|network|télécom|redes"),
    (
        "database",
        "dba|base de données|bases de données|base de dados|bases de dados|base de datos|bases de datos|administrador de bases de datos|administrador de base de datos|bdd|database|sgbd",
    ),
    (
        "security",
        "sécurité|segurança|cibersegurança|cybersécurité|cyber|security|cybersecurity|seguridad|ciberseguridad|ssi|rssi|soc|pentest|pentester",
    ),
    (
        "support",
        "support|suporte|soporte|assistance|helpdesk|help desk|service desk|hotline|exploitation et support|support et exploitation|\
         support d'exploitation|production support",
    ),
    (
        "experience",
        "ux|ui|ux ui|ui ux|diseñador ux|diseñadora ux|diseñador ui|ergonome|ergonomie|designer|ux designer|ui designer|expérience utilisateur|webdesigner",
    ),
    ("accessibility", "accessibilité|acessibilidade|accessibilité numérique|rgaa|accessibility|a11y"),
    (
        "eco-design",
        "écoconception|éco conception|eco design|ecodesign|rgesn|numérique responsable|green it|sobriété numérique",
    ),
    ("design-system", "design system|dsfr|state design system|design system de l'État"),
    ("data", "data|données|donnée|bi|big data|data scientist|data engineer|data analyst"),
    ("business", "business analyst|ba|amoa|moa|assistance à maîtrise d'ouvrage|fonctionnel|métier"),
    ("training", "formateur|formatrice|formation|trainer|training"),
    ("coaching", "coach|coach agile|agile|coaching"),
    ("office", "pmo|assistant|assistante|secrétaire|office|administratif"),
    (
        "operation",
        "exploitation|exploitant|production|pilote|pilotage|pupitreur|ordonnancement|intégration|intégrateur",
    ),
    ("sales", "commercial|commerciale|avant vente|account manager|ingénieur d'affaires"),
];

/// Each name as its words, with its job.
static NAMES: LazyLock<HashMap<Vec<String>, &'static str>> = LazyLock::new(|| {
    let names = JOBS.iter().flat_map(|(job, names)| names.split('|').map(move |name| (words(name), *job)));
    names.filter(|(words, _)| !words.is_empty()).collect()
});

/// No name of a job has more words.
const LONGEST: usize = 5;

/// Words beside the name of a job that leave it the same job: who does it, on which technology, for which part of a system.
/// Any other word may make it another one: `architecte d’intérieur`, `stagiaire développeur`, `DevOps astreinte`.
const BESIDE: &str = "ingénieur ing ingé engineer ingénierie expert experte expertise consultant consultante technicien technicienne tech \
    technician analyste analyst administrateur administratrice administrator admin spécialiste specialist concepteur \
    conceptrice responsable profil poste intervenant ingeniero ingeniera engenheiro engenheira analista especialista técnico técnica consultor consultora \
    administrador responsável \
    java jee j2ee javaee spring php symfony laravel drupal wordpress net dotnet c csharp cpp python django node nodejs js \
    javascript typescript angular react vue vuejs front frontend back backend end full stack web mobile android ios cobol \
    sap abap salesforce oracle plsql postgre postgres postgresql mysql sql server mariadb mongodb nosql linux unix redhat \
    windows microsoft vmware cloud aws azure gcp openstack openshift kubernetes k8s docker ansible terraform jenkins git \
    gitlab etl elastic kafka api rest fhir hl7 squash selenium cypress sso iam ldap \
    solution logiciel logicielle software applicatif applicative application technique technical informatique it si \
    système information infrastructure infra plateforme digital numérique moe technologie métier projet code open source \
    automatisation automaticien automatisé manuel functional opérationnel opérationnelle mco mcs tma senior junior confirmé";

/// The words of [`BESIDE`], as labels are compared.
static BESIDE_WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| words(BESIDE).into_iter().collect());

/// Does a word say who does a job, on what, and not which one?
#[must_use]
pub fn is_beside(word: &str) -> bool {
    BESIDE_WORDS.contains(word)
}

/// The jobs that the words of a label name; of names inside one another the longest counts.
#[must_use]
pub fn jobs(label: &[String]) -> BTreeSet<&'static str> {
    divided(label).0
}

/// The words of a label that name no job, as [`jobs`] finds them.
#[must_use]
pub fn rest(label: &[String]) -> Vec<&str> {
    divided(label).1
}

fn divided(label: &[String]) -> (BTreeSet<&'static str>, Vec<&str>) {
    let (mut found, mut rest) = (BTreeSet::new(), Vec::new());
    let mut at = 0;
    while at < label.len() {
        let longest = (1..=LONGEST.min(label.len() - at)).rev();
        let named = longest.map(|n| (n, NAMES.get(&label[at..at + n]))).find_map(|(n, job)| Some((n, *job?)));
        if let Some((n, job)) = named {
            found.insert(job);
            at += n;
        } else {
            rest.push(label[at].as_str());
            at += 1;
        }
    }
    (found, rest)
}

#[cfg(test)]
mod tests {
    use super::{jobs, words};

    #[test]
    fn labels_name_jobs() {
        for (label, expected) in [
            ("Tech lead", "lead"),
            ("Testeur / QA", "test"),
            ("Expert accessibilité (RGAA)", "accessibility"),
            ("Ingénieur cybersécurité", "security"),
            ("Technicien support N2", "support"),
            ("Responsable de prestation (SDM)", "delivery"),
            ("Directeur de programme", "direction"),
            ("Chef de projet MOE", "project"),
            ("Architecte solution", "architecture"),
            ("Développeur full-stack", "development"),
            ("Concepteur-développeur", "development"),
            ("Ingénieur d’études et développement", "development"),
            ("Développeur.euse référent.e technique", "lead"),
            ("Administrateur systèmes", "system"),
            ("Administrateur BDD", "database"),
            ("Administrateur de base de données", "database"),
            ("Designer UX/UI", "experience"),
            ("Expert éco-conception", "eco-design"),
            ("Expert design system de l’État", "design-system"),
            ("Data scientist", "data"),
            ("Jardinier", ""),
        ] {
            assert_eq!(jobs(&words(label)).into_iter().collect::<Vec<_>>().join(" "), expected, "{label}");
        }
        for label in [
            "Architecte sécurité",
            "Lead testeur",
            "Chef de projet fonctionnel",
            "Ingénieur support DevOps",
            "Administrateur systèmes et réseaux",
        ] {
            assert_eq!(jobs(&words(label)).len(), 2, "{label}");
        }
    }
}
