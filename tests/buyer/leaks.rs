//! What leaks: planted in a DQE, in a filled form, in a file of which nothing is known, and each found; nothing in what
//! we write, nor in what a spreadsheet program makes of it.
//!
//! [`CASES`] is the table of what is planted. A line of it says what it is called, what is changed, the codes one of which
//! is to be found and a word of where; then the code that is found where nothing is known of the file, if one is.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::sync::OnceLock;

use chiffrage::buyer::Map;
use chiffrage::buyer::fill::{Asked, Listed, Plan, Read};
use chiffrage::buyer::leaks::{Against, Compared, How, Leak, Secrets, Whose, compared, leaks, plain};
use chiffrage::diag::Sources;
use chiffrage::engine::{Estimate, Inputs};
use chiffrage::model::{self, Bid};
use chiffrage::sheet;
use chiffrage::unit::{Budget, Exact, Lang, digits};
use chiffrage::workbook::bytes;
use chiffrage::xlsx::Book;
use rust_decimal::Decimal;

use crate::support;
use crate::support::bid::Bid as Folder;

/// What is changed. In texts `{sheet}` is the part of the sheet of the lot ROR, `{name}` its name, `{full}` the full cost
/// of the lot, `{french}` the same as people write it, `{xf}` and `{font}` the formats and fonts that the file has.
#[derive(Clone, Copy)]
enum Edit {
    /// In a part, the first of a text becomes another.
    In(&'static str, &'static str, &'static str),
    /// A cell of the lot's sheet far from none: what follows `<c r="C60"`.
    Cell(&'static str),
    /// Something of the lot's sheet that follows its rows.
    After(&'static str),
    /// A part that the original has with one content has another.
    Other(&'static str, &'static str, &'static str),
    /// The archive, byte by byte.
    Bytes(fn(Vec<u8>) -> Vec<u8>),
}

use Edit::{After, Bytes, Cell, In, Other};

type Case = (&'static str, &'static [Edit], &'static str, &'static str, &'static str);

const STYLES: &str = "xl/styles.xml";
const BOOK: &str = "xl/workbook.xml";
const CORE: &str = "docProps/core.xml";
const RELS: &str = "xl/worksheets/_rels/sheet9.xml.rels";

#[rustfmt::skip]
const CASES: &[Case] = &[
    // Figures in cells.
    ("a cost", &[Cell("><v>{full}</v>")], "E0801", "!C60", "E0801"),
    ("a cost as the result of a formula", &[Cell("><f>SUM(E9:E10)</f><v>{full}</v>")], "E0801", "!C60", "E0801"),
    ("a cost in a formula", &[Cell("><f>{full}*1</f><v>0</v>")], "E0801", "!C60", "E0801"),
    ("a cost in words", &[Cell(" t=\"inlineStr\"><is><r><t>soit </t></r><r><t>{french} €</t></r></is>")], "E0801", "!C60", "E0801"),
    ("a number that the DQE does not have", &[Cell("><v>410.37</v>")], "E0801 E0811", "!C60", ""),
    ("a short number", &[Cell("><v>410</v>")], "E0801 E0811", "!C60", ""),
    ("thin spaces", &[Cell(" t=\"inlineStr\"><is><t>11\u{2009}695\u{2009}611,08</t></is>")], "E0801", "!C60", "E0801"),
    ("figure spaces", &[Cell(" t=\"inlineStr\"><is><t>11\u{2007}695\u{2007}611,08</t></is>")], "E0801", "!C60", "E0801"),
    ("zero-width spaces", &[Cell(" t=\"inlineStr\"><is><t>116\u{200b}95611,\u{2060}08</t></is>")], "E0801", "!C60", "E0801"),
    ("digits of full width", &[Cell(" t=\"inlineStr\"><is><t>１１６９５６１１，０８</t></is>")], "E0801", "!C60", "E0801"),
    ("thousands of euros", &[Cell(" t=\"inlineStr\"><is><t>11 696 k€</t></is>")], "E0801", "!C60", "E0801"),
    ("millions of euros", &[Cell(" t=\"inlineStr\"><is><t>soit 11,70 M€</t></is>")], "E0801 E0811", "!C60", "W0809"),
    ("a margin", &[Cell(" t=\"inlineStr\"><is><t>14,5 %</t></is>")], "E0801 E0811", "!C60", "W0809"),
    ("a cost with an exponent", &[Cell("><v>1.169561108E7</v>")], "E0801", "!C60", "E0801"),
    ("a cost with more zeros", &[Cell("><v>{full}000000</v>")], "E0801", "!C60", "E0801"),
    ("a cost that is negative", &[Cell("><v>-{full}</v>")], "E0801", "!C60", "E0801"),
    ("apostrophes between thousands", &[Cell(" t=\"inlineStr\"><is><t>11'695'611.08</t></is>")], "E0801 E0811", "!C60", ""),
    ("Arabic digits", &[Cell(" t=\"inlineStr\"><is><t>١١٦٩٥٦١١</t></is>")], "E0801 E0811", "!C60", ""),
    ("a cost in letters", &[Cell(" t=\"inlineStr\"><is><t>onze millions six cent quatre-vingt-quinze mille</t></is>")], "E0811", "!C60", ""),
    ("half of a cost", &[Cell("><v>5847805.54</v>")], "E0801 E0811", "!C60", ""),
    ("a date", &[Cell(" t=\"d\"><v>2027-03-01</v>")], "E0811", "!C60", ""),
    // Figures elsewhere.
    ("in a colour scale", &[After("<conditionalFormatting sqref=\"C9\"><cfRule type=\"colorScale\" priority=\"9\"><colorScale><cfvo type=\"num\" val=\"{full}\"/></colorScale></cfRule></conditionalFormatting>")], "E0801", "{name}", "E0801"),
    ("in a filter", &[After("<autoFilter ref=\"B8:K48\"><filterColumn colId=\"0\"><filters><filter val=\"{full}\"/></filters></filterColumn></autoFilter>")], "E0801", "{name}", "E0801"),
    ("in an axis", &[Other("xl/charts/chart9.xml", "<c:chartSpace xmlns:c=\"c\"><c:max val=\"1\"/></c:chartSpace>", "<c:chartSpace xmlns:c=\"c\"><c:max val=\"{full}\"/></c:chartSpace>")], "E0801", "chart9", "E0801"),
    ("in a prompt", &[After("<dataValidations><dataValidation prompt=\"{full}\" sqref=\"C60\"/></dataValidations>")], "E0801", "{name}", "E0801"),
    ("in the name of a sheet", &[In(BOOK, "<sheet name=\"{name}\"", "<sheet name=\"{full}\"")], "E0801", "xl/workbook.xml", "E0801"),
    ("in the cache of a chart", &[Other("xl/charts/chart9.xml", "<c:v/>", "<c:numCache xmlns:c=\"c\"><c:pt><c:v>{full}</c:v></c:pt></c:numCache>")], "E0801", "chart9", "E0801"),
    // Words.
    ("cut into runs", &[Cell(" t=\"inlineStr\"><is><r><t>Near</t></r><r><rPr><b/></rPr><t>shore 30 %</t></r></is>")], "E0802", "!C60", "E0802"),
    ("a note", &[Cell(" t=\"inlineStr\"><is><t>outillage et déploiement uniformes entre les lots</t></is>")], "E0802", "!C60", "E0802"),
    ("a question", &[Cell(" t=\"inlineStr\"><is><t>Les deux équipes du ROR sont-elles maintenues ?</t></is>")], "E0802", "!C60", "E0802"),
    ("a reason for onshore", &[Cell(" t=\"inlineStr\"><is><t>data room and the buyer's premises, Q18</t></is>")], "E0802", "!C60", "E0802"),
    ("a team", &[Cell(" t=\"inlineStr\"><is><t>Équipe Alpha</t></is>")], "E0802 E0811", "!C60", "W0809"),
    ("an item of the platform", &[Cell(" t=\"inlineStr\"><is><t>Supervision et astreinte</t></is>")], "E0802 E0811", "!C60", "W0809"),
    ("a one-off cost", &[Cell(" t=\"inlineStr\"><is><t>Déplacements et ateliers de reprise</t></is>")], "E0802 E0811", "!C60", "W0809"),
    ("soft hyphens", &[Cell(" t=\"inlineStr\"><is><t>Near\u{ad}shore 30 %</t></is>")], "E0802", "!C60", "E0802"),
    ("zero-width joiners", &[Cell(" t=\"inlineStr\"><is><t>Near\u{200d}shore\u{feff} 30 %</t></is>")], "E0802", "!C60", "E0802"),
    ("letters that look alike", &[Cell(" t=\"inlineStr\"><is><t>Nеаrshоrе 30 %</t></is>")], "E0802", "!C60", "E0802"),
    ("a word of no secret", &[Cell(" t=\"inlineStr\"><is><t>Bonjour</t></is>")], "E0811", "!C60", ""),
    ("how a text is pronounced", &[Cell(" t=\"inlineStr\"><is><t>Prix</t><rPh sb=\"0\" eb=\"1\"><t>nearshore-30</t></rPh></is>")], "E0802", "!C60", "E0802"),
    ("in a prompt", &[After("<dataValidations><dataValidation prompt=\"nearshore-30\" sqref=\"C60\"/></dataValidations>")], "E0802", "{name}", "E0802"),
    ("in a footer after its codes", &[After("<headerFooter><oddHeader>&amp;L&amp;8nearshore-30</oddHeader></headerFooter>")], "E0802", "{name}", "E0802"),
    ("in a title", &[In(CORE, "<dcterms:created", "<dc:subject>models/lots/ror.toml</dc:subject><dcterms:created")], "E0802", "subject", "E0802"),
    ("in a text that no cell holds", &[In("xl/sharedStrings.xml", "</sst>", "<si><t>sites.porto.drift</t></si></sst>")], "E0802", "xl/sharedStrings.xml", "E0802"),
    ("in a number format", &[In(STYLES, "<fonts", "<numFmts><numFmt numFmtId=\"199\" formatCode=\"0 &quot;nearshore-30&quot;\"/></numFmts><fonts")], "E0802", "xl/styles.xml", "E0802"),
    ("in a drawing", &[Other("xl/drawings/drawing9.xml", "<a/>", "<a:p xmlns:a=\"a\"><a:r><a:t>near</a:t></a:r><a:r><a:rPr><a:solidFill/></a:rPr><a:t>shore-30</a:t></a:r></a:p>")], "E0802", "drawing9", "E0802"),
    ("letters apart", &[Cell(" t=\"inlineStr\"><is><t>n e a r s h o r e - 3 0</t></is>")], "E0802 E0811", "!C60", ""),
    ("mathematical letters", &[Cell(" t=\"inlineStr\"><is><t>𝐍𝐞𝐚𝐫𝐬𝐡𝐨𝐫𝐞 𝟑𝟎 %</t></is>")], "E0802", "!C60", "E0802"),
    ("written backwards", &[Cell(" t=\"inlineStr\"><is><t>03-erohsraen</t></is>")], "E0811", "!C60", ""),
    ("in another alphabet of bytes", &[Cell(" t=\"inlineStr\"><is><t>bmVhcnNob3JlLTMw</t></is>")], "E0811", "!C60", ""),
    ("between the marks of a text", &[Cell(" t=\"inlineStr\"><is><t><![CDATA[nearshore-30]]></t></is>")], "E0802", "!C60", "E0802"),
    ("in an attribute of nobody", &[In("{sheet}", "<sheetData>", "<sheetData xmlns:q=\"urn:q\" q:z=\"nearshore-30\">")], "E0802", "{name}", "E0802"),
    ("in an extension", &[After("<extLst><ext uri=\"{x}\"><q:a xmlns:q=\"u\">nearshore-30</q:a></ext></extLst>")], "E0802", "{name}", "E0802"),
    ("in a list to choose from", &[After("<dataValidations><dataValidation type=\"list\" sqref=\"C60\"><formula1>\"nearshore-30,onshore\"</formula1></dataValidation></dataValidations>")], "E0802", "{name}", "E0802"),
    ("in a scenario of the sheet", &[After("<scenarios><scenario name=\"nearshore-30\"><inputCells r=\"C9\" val=\"{full}\"/></scenario></scenarios>")], "E0802", "{name}", "E0802"),
    ("in an instruction", &[In("{sheet}", "<sheetData>", "<?nearshore-30 14?><sheetData>")], "E0802 E0811", "{name}", ""),
    ("in a kind of parts", &[In("[Content_Types].xml", "</Types>", "<Default Extension=\"q\" ContentType=\"application/x-nearshore-30\"/></Types>")], "E0802 E0811", "Content_Types", ""),
    ("in keywords", &[In(CORE, "<dcterms:created", "<cp:keywords>nearshore-30</cp:keywords><dcterms:created")], "E0802", "keywords", "E0802"),
    ("in the names of parts", &[In("docProps/app.xml", "</Properties>", "<TitlesOfParts><vt:lpstr>nearshore-30</vt:lpstr></TitlesOfParts></Properties>")], "E0802", "app.xml", "E0802"),
    // Out of sight.
    ("a hidden sheet", &[In(BOOK, "name=\"{name}\"", "name=\"{name}\" state=\"hidden\"")], "E0803", "{name}", "E0803"),
    ("a very hidden sheet", &[In(BOOK, "name=\"{name}\"", "name=\"{name}\" state=\"veryHidden\"")], "E0803", "{name}", "E0803"),
    ("a hidden window", &[In(BOOK, "<workbookView ", "<workbookView visibility=\"hidden\" ")], "E0803", "xl/workbook.xml", "E0803"),
    ("a hidden row", &[In("{sheet}", "<row r=\"10\"", "<row hidden=\"1\" r=\"10\"")], "E0803", "{name}", "E0803"),
    ("hidden rows", &[In("{sheet}", "<sheetFormatPr ", "<sheetFormatPr zeroHeight=\"1\" ")], "E0803", "{name}", "E0803"),
    ("a row of height 1", &[In("{sheet}", "<row r=\"10\"", "<row ht=\"1\" was=\"1\" r=\"10\"")], "E0803", "{name}", "E0803"),
    ("a hidden column", &[In("{sheet}", "<col min=\"3\"", "<col hidden=\"true\" min=\"3\"")], "E0803", "{name}", "E0803"),
    ("a column of width 1", &[In("{sheet}", "<col min=\"3\" max=\"3\" width=", "<col min=\"3\" max=\"3\" width=\"1\" was=")], "E0803", "{name}", "E0803"),
    ("near-white", &[Cell(" s=\"{xf}\" t=\"inlineStr\"><is><t>Bonjour</t></is>"), In(STYLES, "</fonts>", "<font><color rgb=\"FFFAFAFA\"/></font></fonts>"), In(STYLES, "</cellXfs>", "<xf fontId=\"{font}\"/></cellXfs>")], "E0803", "!C60", "E0803"),
    ("tinted", &[Cell(" s=\"{xf}\" t=\"inlineStr\"><is><t>Bonjour</t></is>"), In(STYLES, "</fonts>", "<font><color theme=\"1\" tint=\"0.95\"/></font></fonts>"), In(STYLES, "</cellXfs>", "<xf fontId=\"{font}\"/></cellXfs>")], "E0803", "!C60", "E0803"),
    ("tiny", &[Cell(" s=\"{xf}\" t=\"inlineStr\"><is><t>Bonjour</t></is>"), In(STYLES, "</fonts>", "<font><sz val=\"1\"/></font></fonts>"), In(STYLES, "</cellXfs>", "<xf fontId=\"{font}\"/></cellXfs>")], "E0803", "!C60", "E0803"),
    ("hidden by a condition", &[After("<conditionalFormatting sqref=\"C9:C40\"><cfRule type=\"expression\" dxfId=\"0\" priority=\"9\"><formula>1</formula></cfRule></conditionalFormatting>"), In(STYLES, "<dxfs", "<dxfs count=\"1\"><dxf><font><color rgb=\"FFFFFFFF\"/></font></dxf></dxfs><dxfs")], "E0803", "!C9:C40", "E0803"),
    ("under a merged cell", &[Cell(" t=\"inlineStr\"><is><t>Bonjour</t></is>"), After("<mergeCells count=\"1\"><mergeCell ref=\"B60:D60\"/></mergeCells>")], "E0803", "!C60", "E0803"),
    ("far from all others", &[In("{sheet}", "</sheetData>", "<row r=\"9000\"><c r=\"C9000\" t=\"inlineStr\"><is><t>Bonjour</t></is></c></row></sheetData>")], "E0811", "!C9000", "W0809"),
    // Comments, names, people, places.
    ("a comment", &[Other("xl/comments9.xml", "<comments><commentList><comment ref=\"E8\"><text><t>Prix</t></text></comment></commentList></comments>", "<comments><authors><author>J. Martin</author></authors><commentList><comment ref=\"E8\"><text><t>Cher</t></text></comment></commentList></comments>")], "E0804 E0806 E0811", "comments9", "E0804"),
    ("a threaded comment", &[Other("xl/threadedComments/threadedComment9.xml", "<ThreadedComments/>", "<ThreadedComments><threadedComment ref=\"B2\"><text>Cher</text></threadedComment></ThreadedComments>")], "E0804 E0811", "threadedComment9", "E0804"),
    ("a hidden name", &[In(BOOK, "</definedNames>", "<definedName name=\"x\" hidden=\"1\">0.145</definedName></definedNames>")], "E0805", "x", "E0805"),
    ("a name of another program", &[In(BOOK, "</definedNames>", "<definedName name=\"y\">cmd|'/C calc'!A0</definedName></definedNames>")], "E0807", "y", "E0807"),
    ("who saved it", &[In(CORE, "</cp:lastModifiedBy>", " J. Martin</cp:lastModifiedBy>")], "E0806", "lastModifiedBy", "E0806"),
    ("who contributed", &[In(CORE, "<dcterms:created", "<dc:contributor>J. Martin</dc:contributor><dcterms:created")], "E0806", "contributor", "E0806"),
    ("the company", &[In("docProps/app.xml", "</Company>", "Une société</Company>")], "E0806", "Company", "E0806"),
    ("who reserved it", &[In(BOOK, "<workbookPr ", "<fileSharing userName=\"J. Martin\"/><workbookPr ")], "E0806", "xl/workbook.xml", "E0806"),
    ("who may change a range", &[After("<protectedRanges><protectedRange name=\"Prix\" sqref=\"C9\" securityDescriptor=\"O:WDG:WDD:(A;;CC;;;S-1-5-21-1)\"/></protectedRanges>")], "E0806", "{name}", "E0806"),
    ("properties of one's own", &[Other("docProps/custom.xml", "<Properties/>", "<Properties><property name=\"suivi\"><lpwstr>offre</lpwstr></property></Properties>")], "E0806 E0811", "custom.xml", "E0806"),
    ("a path of a user", &[In(BOOK, "<workbookPr ", "<absPath url=\"C:\\Users\\martin\\offres\\\"/><workbookPr ")], "E0807", "xl/workbook.xml", "E0807"),
    ("a path of a server", &[Cell(" t=\"inlineStr\"><is><t>/srv/offres/2027/chiffrage</t></is>")], "E0807", "!C60", "E0807"),
    ("a drive with a slash", &[Cell(" t=\"inlineStr\"><is><t>S:/offres/chiffrage</t></is>")], "E0807", "!C60", "E0807"),
    ("a formula on another workbook", &[Cell("><f>[1]Coûts!A1</f><v>0</v>")], "E0807", "!C60", "E0807"),
    ("HYPERLINK to SharePoint", &[Cell("><f>HYPERLINK(\"https://societe.sharepoint.com/sites/offres/a.xlsx\",\"ici\")</f><v>0</v>")], "E0807", "!C60", "E0807"),
    ("a link to SharePoint", &[Other(RELS, "<Relationships/>", "<Relationships><Relationship Target=\"https://societe.sharepoint.com/sites/offres\" TargetMode=\"External\"/></Relationships>")], "E0807", "sheet9.xml.rels", "E0807"),
    ("a link to a file", &[Other(RELS, "<Relationships/>", "<Relationships><Relationship Target=\"file:///S:/couts.xlsx\" TargetMode=\"External\"/></Relationships>")], "E0807", "sheet9.xml.rels", "E0807"),
    ("a link to another workbook", &[Other("xl/externalLinks/externalLink9.xml", "<externalLink/>", "<externalLink><sheetData><v>3</v></sheetData></externalLink>")], "E0807 E0811", "externalLink9", "E0807"),
    ("a connection", &[Other("xl/connections.xml", "<connections/>", "<connections><connection name=\"Base\"/></connections>")], "E0807 E0811", "connections", "E0807"),
    // Parts that readers do not see.
    ("the cache of a pivot", &[Other("xl/pivotCache/pivotCacheRecords9.xml", "<r><n v=\"1\"/></r>", "<r><n v=\"{full}\"/></r>")], "E0801", "pivotCache", "E0801"),
    ("an embedded workbook", &[Other("xl/embeddings/oleObject9.bin", "avant", "après")], "E0808", "oleObject9", "E0808"),
    ("macros", &[Other("xl/vbaProject.bin", "avant", "après")], "E0808", "vbaProject", "E0808"),
    ("settings of a printer", &[Other("xl/printerSettings/printerSettings9.bin", "avant", "après")], "E0808", "printerSettings9", "E0808"),
    ("custom XML", &[Other("customXml/item9.xml", "<a/>", "<a><b>suivi</b></a>")], "E0808 E0811", "customXml", "E0808"),
    ("who commented", &[Other("xl/persons/person9.xml", "<personList/>", "<personList><person displayName=\"J. Martin\"/></personList>")], "E0806 E0808 E0811", "person9", ""),
    ("a label of secrecy", &[Other("docMetadata/LabelInfo.xml", "<labelList/>", "<labelList><label siteId=\"{1}\" name=\"interne\"/></labelList>")], "E0808 E0811", "LabelInfo", ""),
    ("a log of changes", &[Other("xl/revisions/revisionLog9.xml", "<revisions/>", "<revisions><rcc><oc><v>{full}</v></oc></rcc></revisions>")], "E0801", "revisionLog9", "E0801"),
    ("a signature", &[Other("_xmlsignatures/sig9.xml", "<Signature/>", "<Signature><X509SubjectName>CN=J. Martin</X509SubjectName></Signature>")], "E0808 E0811", "sig9", ""),
    ("an extension of the web", &[Other("xl/webextensions/webextension9.xml", "<webextension/>", "<webextension><property name=\"suivi\" value=\"offre\"/></webextension>")], "E0808 E0811", "webextension9", ""),
    ("a slicer", &[Other("xl/slicers/slicer9.xml", "<slicers/>", "<slicers><slicer caption=\"nearshore-30\"/></slicers>")], "E0802", "slicer9", "E0802"),
    ("an image", &[Other("xl/media/image9.png", "avant", "après")], "E0808", "image9", "W0810"),
    ("a part named as a folder", &[Other("docs/", "avant", "après")], "E0808", "docs/", "E0808"),
    ("a part of no workbook", &[Other("notes.txt", "avant", "après")], "E0808", "notes.txt", "E0808"),
    ("the name of a part", &[Other("xl/media/porto-marge.png", "avant", "après")], "E0808", "porto-marge", "W0810"),
    ("a sheet that the workbook does not name", &[Other("xl/worksheets/sheet99.xml", "<worksheet/>", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>15</v></c></row></sheetData></worksheet>")], "E0808 E0811", "sheet99", "E0808"),
    ("a description of no secret", &[In(CORE, "<dcterms:created", "<dc:description>Bonjour</dc:description><dcterms:created")], "E0811", "description", ""),
    ("a text box of no secret", &[Other("xl/drawings/drawing9.xml", "<a/>", "<a:t xmlns:a=\"a\">Bonjour</a:t>")], "E0811", "drawing9", ""),
    ("a comment of the XML", &[In("{sheet}", "<sheetData>", "<!-- Bonjour --><sheetData>")], "E0811", "{name}", ""),
    ("one more name", &[In(BOOK, "</definedNames>", "<definedName name=\"TVA_2\">0.2</definedName></definedNames>")], "E0805", "TVA_2", "E0805"),
    // The archive.
    ("a folder of nothing", &[Bytes(empty_folder)], "E0808", "porto-marge/", "E0808"),
    ("a comment of the archive", &[Bytes(archive_comment)], "E0804", "", "E0804"),
    ("bytes between parts", &[Bytes(bytes_between)], "E0808", "", "E0808"),
    ("bytes after the end", &[Bytes(bytes_after)], "E0808", "", "E0808"),
    ("bytes after a packed part", &[Bytes(bytes_in_part)], "E0808", "", "E0808"),
    ("a field of an entry", &[Bytes(field_of_entry)], "E0808", "", "E0808"),
    ("another name before a part", &[Bytes(other_name)], "E0808", "", "E0808"),
];

// ---- The files ------------------------------------------------------------------------------------------------------

/// The shipped bid, its DQE, and what is secret in it.
pub struct Shop {
    pub text: model::Text,
    pub bid: Bid,
    inputs: Inputs<Exact>,
    estimate: Estimate<Exact>,
    pub dqe: Vec<u8>,
    /// The DQE of the lot ROR alone.
    ror: Vec<u8>,
}

pub fn shop() -> &'static Shop {
    static SHOP: OnceLock<Shop> = OnceLock::new();
    SHOP.get_or_init(|| {
        let text = model::load(&support::root().join("models"), &support::root().join("templates"));
        let (bid, inputs, estimate) = support::shipped();
        let dqe = |lot| bytes(&sheet::dqe(&bid, &estimate.dqe, lot)).unwrap();
        let (dqe, ror) = (dqe(None), dqe(bid.lot("ror")));
        Shop { text, bid, inputs, estimate, dqe, ror }
    })
}

pub const FORM: &str = "tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx";
const MAP: &str = "[tables.ror]\nsheet = \"Lot 3 ROR\"\nlot = \"ror\"\nheader = 8\n[tables.ror.columns]\nunit = \"D\"\n\
    unit_price = \"E\"\nquantity = \"J\"\namount = \"K\"\n[tables.ror.rows]\n10 = \"1.1\"\n14 = \"2.1\"\n18 = \"3.1\"\n\
    19 = \"3.2\"\n20 = \"3.3\"\n";

impl Shop {
    pub fn alone(&self, file: Vec<u8>, whose: Whose) -> Vec<Leak> {
        with_secrets(|secrets| leaks(&book(file), secrets, whose))
    }

    pub fn against(&self, dqe: &[u8], file: Vec<u8>) -> Compared {
        let dqe = book(dqe.to_vec());
        with_secrets(|secrets| compared(&dqe, &book(file), secrets, Against::Dqe, &|_, _, _| false))
    }

    pub fn against_form(&self, form: &Read, file: Vec<u8>) -> Compared {
        let listed = Listed::of_form(&self.estimate.dqe, form);
        let may = |sheet, at, value| listed.may(sheet, at, value);
        with_secrets(|secrets| compared(&form.book, &book(file), secrets, Against::Buyer, &may))
    }

    /// A form with prices of the lot ROR in it.
    pub fn filled(&self, form: &Read) -> Vec<u8> {
        let mut sources = Sources::default();
        let map = Map::read(sources.add("map.toml".into(), MAP.into()), MAP, &self.bid).unwrap();
        Plan::of(&self.bid, &self.estimate.dqe, &map, form, Asked { partial: true, quantities: false })
            .write()
            .unwrap()
            .bytes
    }

    /// The full cost of the lot ROR, to the cent.
    fn full(&self) -> String {
        let lot = self.bid.lot("ror").unwrap();
        self.estimate.dqe.lots[lot].full.shown().round_dp(2).to_string()
    }

    /// The text of an edit, with what is written for the file at hand.
    fn said(&self, text: &str, sheet: (&str, &str), file: &[u8]) -> String {
        let french = digits(self.full().parse().unwrap(), 2, Lang::Fr);
        let mut text = text.replace("{sheet}", sheet.0).replace("{name}", sheet.1);
        text = text.replace("{full}", &self.full()).replace("{french}", &french);
        if text.contains("{xf}") || text.contains("{font}") {
            let styles = part(file, STYLES).unwrap();
            let within = |from: &str, to: &str| styles[styles.find(from).unwrap()..styles.find(to).unwrap()].to_owned();
            let formats = within("<cellXfs", "</cellXfs>").matches("<xf ").count();
            // Planted before the formats: the last font.
            let fonts = within("<fonts", "</fonts>").matches("</font>").count() - 1;
            text = text.replace("{xf}", &formats.to_string()).replace("{font}", &fonts.to_string());
        }
        text
    }

    /// A file with a case planted in it.
    fn planted(&self, edits: &[Edit], sheet: (&str, &str), mut file: Vec<u8>, again: bool) -> Vec<u8> {
        for edit in edits {
            let (part, find, with) = match *edit {
                In(part, find, with) => (part, find, with.to_owned()),
                Cell(inner) => {
                    ("{sheet}", "</sheetData>", format!("<row r=\"60\"><c r=\"C60\"{inner}</c></row></sheetData>"))
                }
                After(xml) => ("{sheet}", "</worksheet>", format!("{xml}</worksheet>")),
                Other(part, _, after) => (part, "", after.to_owned()),
                Bytes(_) => continue,
            };
            let said = |text: &str| self.said(text, sheet, &file);
            let (find, with) = (said(find), said(&with));
            file = with_part(&file, &said(part), &|text| {
                if find.is_empty() { with.clone() } else { text.replacen(&find, &with, 1) }
            });
        }
        if again {
            file = saved_again(&file);
        }
        for edit in edits {
            if let Bytes(change) = edit {
                file = change(file);
            }
        }
        file
    }
}

/// The secrets of the shipped bid, gathered once for each thread.
pub fn with_secrets<T>(of: impl FnOnce(&Secrets<'static>) -> T) -> T {
    thread_local! {
        static SECRETS: Secrets<'static> = {
            let shop = shop();
            Secrets::of(&shop.bid, &shop.inputs, &shop.estimate, &shop.text.root)
        };
    }
    SECRETS.with(of)
}

/// The buyer's form.
pub fn form() -> Read {
    Read::of(book(fs::read(support::root().join(FORM)).unwrap())).unwrap()
}

pub fn book(file: Vec<u8>) -> Book {
    Book::open(file).unwrap_or_else(|finding| panic!("{finding:?}"))
}

fn part(xlsx: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// A workbook with a part changed or added: how its text becomes another. Every other entry is as it was.
pub fn with_part(xlsx: &[u8], name: &str, change: &dyn Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut done = false;
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        if file.name().unwrap() != name {
            writer.raw_copy_file(file).unwrap();
            continue;
        }
        let options = file.options();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let changed = change(text.clone());
        assert_ne!(text, changed, "nothing was planted in {name}");
        writer.start_file(name, options).unwrap();
        writer.write_all(changed.as_bytes()).unwrap();
        done = true;
    }
    if !done {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(change(String::new()).as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The file as another program saves it: every part written anew, texts that say the same.
pub fn saved_again(xlsx: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if content.starts_with(b"<?xml") {
            let text = String::from_utf8(content).unwrap();
            content = text.replacen("?>", "?>\n", 1).into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

// ---- Archives, byte by byte -----------------------------------------------------------------------------------------

const SECRET: &[u8] = b"nearshore-30";

fn u32_at(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

fn set_u32(bytes: &mut [u8], at: usize, value: usize) {
    bytes[at..at + 4].copy_from_slice(&u32::try_from(value).unwrap().to_le_bytes());
}

/// Where the record that ends the archive is, and its directory.
fn ends(bytes: &[u8]) -> (usize, usize) {
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    (end, u32_at(bytes, end + 16))
}

/// Bytes put into the archive at a place, what follows it named at its new place.
fn inserted(mut bytes: Vec<u8>, at: usize, new: &[u8]) -> Vec<u8> {
    let (end, directory) = ends(&bytes);
    let mut record = directory;
    while bytes[record..].starts_with(b"PK\x01\x02") {
        let header = u32_at(&bytes, record + 42);
        if header >= at {
            set_u32(&mut bytes, record + 42, header + new.len());
        }
        let size = |at: usize| usize::from(u16::from_le_bytes([bytes[record + at], bytes[record + at + 1]]));
        record += 46 + size(28) + size(30) + size(32);
    }
    if directory >= at {
        set_u32(&mut bytes, end + 16, directory + new.len());
    }
    bytes.splice(at..at, new.iter().copied());
    bytes
}

fn archive_comment(mut bytes: Vec<u8>) -> Vec<u8> {
    let (end, _) = ends(&bytes);
    bytes[end + 20] = u8::try_from(SECRET.len()).unwrap();
    bytes.extend_from_slice(SECRET);
    bytes
}

fn bytes_between(bytes: Vec<u8>) -> Vec<u8> {
    let (_, directory) = ends(&bytes);
    inserted(bytes, directory, SECRET)
}

fn bytes_after(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend_from_slice(SECRET);
    bytes
}

/// In the bytes of the first entry, after the end of what is packed.
fn bytes_in_part(mut bytes: Vec<u8>) -> Vec<u8> {
    let (_, directory) = ends(&bytes);
    let packed = u32_at(&bytes, directory + 20) + SECRET.len();
    let header = u32_at(&bytes, directory + 42);
    set_u32(&mut bytes, directory + 20, packed);
    set_u32(&mut bytes, header + 18, packed);
    let start = header + 30 + usize::from(bytes[header + 26]) + usize::from(bytes[header + 28]);
    inserted(bytes, start + packed - SECRET.len(), SECRET)
}

/// A field of a kind that nobody knows, in the header before the first entry.
fn field_of_entry(mut bytes: Vec<u8>) -> Vec<u8> {
    let (_, directory) = ends(&bytes);
    let header = u32_at(&bytes, directory + 42);
    let field = [&[0xEF, 0xBE, u8::try_from(SECRET.len()).unwrap(), 0], SECRET].concat();
    bytes[header + 28] += u8::try_from(field.len()).unwrap();
    let at = header + 30 + usize::from(bytes[header + 26]);
    inserted(bytes, at, &field)
}

/// The entry of a folder that no part is in.
fn empty_folder(bytes: Vec<u8>) -> Vec<u8> {
    with_part(&bytes, "porto-marge/", &|_| String::new())
}

fn other_name(mut bytes: Vec<u8>) -> Vec<u8> {
    let (_, directory) = ends(&bytes);
    let header = u32_at(&bytes, directory + 42);
    bytes[header + 30..header + 35].copy_from_slice(b"Porto");
    bytes
}

// ---- The table ------------------------------------------------------------------------------------------------------

/// Is one of the codes among the sure leaks, or the doubts, at that place?
fn meets(found: &[Leak], codes: &str, at: &str) -> bool {
    let met = |leak: &Leak| {
        let code = leak.code().name();
        (leak.sure || code.starts_with('W'))
            && codes.split(' ').any(|c| c == code)
            && (format!("{} {}", leak.part, leak.place)).contains(at)
    };
    found.iter().any(met)
}

#[test]
fn whatever_a_dqe_does_not_say_is_found() {
    let (shop, sheet) = (shop(), ("xl/worksheets/sheet2.xml", "Lot 3"));
    for again in [false, true] {
        for (name, edits, codes, at, _) in CASES {
            let found = shop.against(&shop.ror, shop.planted(edits, sheet, shop.ror.clone(), again)).leaks;
            let at = shop.said(at, sheet, &shop.ror);
            assert!(meets(&found, codes, &at), "{name}, saved again: {again}: {found:#?}");
        }
    }
}

#[test]
fn whatever_the_buyer_s_form_does_not_say_is_found() {
    let (shop, sheet) = (shop(), ("xl/worksheets/sheet5.xml", "Lot 3 ROR"));
    let plain_form = form();
    let plain_filled = shop.filled(&plain_form);
    for (name, edits, codes, at, _) in CASES {
        let mut with_parts = None;
        for edit in *edits {
            if let Other(part, before, _) = edit {
                let form = with_part(plain_form.book.package.bytes(), part, &|_| (*before).to_owned());
                let form = Read::of(book(form)).unwrap();
                let filled = shop.filled(&form);
                assert_eq!(shop.against_form(&form, filled.clone()).leaks, [], "{name}");
                with_parts = Some((form, filled));
            }
        }
        let (form, filled) = with_parts.as_ref().map_or((&plain_form, &plain_filled), |(form, filled)| (form, filled));
        for again in [false, true] {
            let found = shop.against_form(form, shop.planted(edits, sheet, filled.clone(), again)).leaks;
            let at = shop.said(at, sheet, filled);
            assert!(meets(&found, codes, &at), "{name}, saved again: {again}: {found:#?}");
        }
    }
}

#[test]
fn what_can_be_recognised_is_found_in_any_file() {
    let (shop, sheet) = (shop(), ("xl/worksheets/sheet2.xml", "Lot 3"));
    for (name, edits, _, at, code) in CASES.iter().filter(|case| !case.4.is_empty()) {
        let found = shop.alone(shop.planted(edits, sheet, shop.ror.clone(), false), Whose::Theirs);
        let at = shop.said(at, sheet, &shop.ror);
        assert!(meets(&found, code, &at), "{name}: {found:#?}");
    }
}

/// What is searched for leaves out what a DQE says itself: that must be all it says.
#[test]
fn the_words_of_a_dqe_are_those_that_it_shows() {
    let shop = shop();
    let (words, dqe) = (sheet::dqe_words(&shop.bid), sheet::dqe(&shop.bid, &shop.estimate.dqe, None));
    let headings = dqe.sheets.iter().flat_map(|sheet| &sheet.columns).map(|column| &column.title);
    assert!(headings.clone().all(|heading| words.headings.contains(heading)));
    assert!(words.headings.iter().all(|heading| headings.clone().any(|h| h == heading)));
    let mut names: Vec<_> = dqe.names.iter().map(|(name, _)| name.clone()).collect();
    names.sort();
    let mut told = words.names;
    told.sort();
    assert_eq!(told, names);
}

/// No false alarm: what we write, and what a spreadsheet program makes of it.
#[test]
fn nothing_leaks_from_what_we_write() {
    let shop = shop();
    assert_eq!(shop.alone(shop.dqe.clone(), Whose::Ours), []);
    assert_eq!(shop.alone(shop.dqe.clone(), Whose::Theirs), []);
    let same = shop.against(&shop.dqe, shop.dqe.clone());
    assert_eq!((same.how, same.leaks), (How::Same, vec![]));
    let again = shop.against(&shop.dqe, saved_again(&shop.dqe));
    assert_eq!((again.how, again.leaks), (How::SavedAgain, vec![]));
    let form = form();
    let filled = shop.filled(&form);
    let same = shop.against_form(&form, filled.clone());
    assert_eq!((same.how, same.leaks), (How::Same, vec![]));
    let again = shop.against_form(&form, saved_again(&filled));
    assert_eq!((again.how, again.leaks), (How::SavedAgain, vec![]));
}

/// A change that says nothing is one all the same: a width, a format, a value of the buyer's.
#[test]
fn whatever_differs_from_the_buyer_s_file_is_told() {
    let shop = shop();
    let form = form();
    let filled = shop.filled(&form);
    let changes: [(&str, &str, &str); 7] = [
        ("a width", "<col min=\"3\" max=\"3\" width=\"52.7109375\"", "<col min=\"3\" max=\"3\" width=\"52\""),
        ("a format", "<c r=\"E39\" s=\"7\"", "<c r=\"E39\" s=\"8\""),
        ("a format of a row", "<row r=\"46\"", "<row s=\"3\" customFormat=\"1\" r=\"46\""),
        ("a quantity", "<c r=\"F38\" s=\"8\"><v>5</v>", "<c r=\"F38\" s=\"8\"><v>6</v>"),
        ("a formula", "<f>K46+K47</f>", "<f>K46+K47+0</f>"),
        ("a condition", "LEN(TRIM(E9))=0", "LEN(TRIM(E9))=1"),
        ("protection", "<sheetProtection sheet=\"1\"", "<sheetProtection sheet=\"0\""),
    ];
    for (name, find, with) in changes {
        let changed = |text: String| text.replacen(find, with, 1);
        // The first sheet whose text has it, of a lot.
        let found = shop.against_form(&form, with_part(&filled, "xl/worksheets/sheet5.xml", &changed));
        assert_eq!(found.how, How::Changed, "{name}");
        assert!(meets(&found.leaks, "E0811", "sheet5"), "{name}: {:#?}", found.leaks);
    }
    // A price of the DQE where none is due, a result that its formula does not give.
    let price = shop.estimate.dqe.lines.raw[0].raw[0].unit_price.shown();
    let cell = format!("<row r=\"60\"><c r=\"C60\"><v>{price}</v></c></row></sheetData>");
    let result = "<f>K46+K47</f><v>1</v></c></row><row r=\"49\"></row></sheetData>";
    for (with, at) in [(cell.as_str(), "!C60"), (result, "!K48")] {
        let changed = |text: String| {
            let till =
                if at == "!K48" { text.find("<f>K46+K47</f>").unwrap() } else { text.find("</sheetData>").unwrap() };
            let rest = &text[text.find("</sheetData>").unwrap() + "</sheetData>".len()..];
            format!("{}{with}{rest}", &text[..till])
        };
        let file = with_part(&filled, "xl/worksheets/sheet5.xml", &changed);
        for file in [saved_again(&file), file] {
            let found = shop.against_form(&form, file).leaks;
            assert!(meets(&found, "E0811", at), "{found:#?}");
        }
    }
}

/// The numbers of the reports for the bidder, each in a cell of the buyer's file: whoever copies a figure is found out.
#[test]
fn every_figure_of_the_price_report_leaks() {
    let shop = shop();
    let report = sheet::price(&shop.bid, &shop.inputs, &shop.estimate, sheet::By::Nature, None, Lang::Fr);
    let secret = |key: &str| ["direct_cost", "full_cost"].contains(&key);
    let columns: Vec<usize> = (0..report.columns.len()).filter(|c| secret(&report.columns[*c].key)).collect();
    assert_eq!(columns.len(), 2, "{:?}", report.columns.iter().map(|c| &c.key).collect::<Vec<_>>());
    let numbers: Vec<Decimal> = report
        .rows
        .iter()
        .flat_map(|row| columns.iter().filter_map(|c| row.cells.get(*c).and_then(|cell| cell.number())))
        .collect();
    assert!(numbers.len() > 50, "{}", numbers.len());
    let cells: String = numbers.iter().map(|n| format!("<row><c><v>{n}</v></c></row>")).collect();
    let change = |text: String| text.replacen("</sheetData>", &format!("{cells}</sheetData>"), 1);
    let found = shop.alone(with_part(&shop.dqe, "xl/worksheets/sheet1.xml", &change), Whose::Theirs);
    let figures = found.iter().filter(|leak| leak.code().name() == "E0801").count();
    assert_eq!(figures, numbers.len());
}

/// Short numbers and words of the language are no leaks in another's file; a doubt is reported.
#[test]
fn what_may_be_the_buyer_s_own_is_a_doubt() {
    let shop = shop();
    let cells = "<row r=\"60\"><c r=\"A60\"><v>410</v></c><c r=\"B60\"><v>0.15</v></c><c r=\"C60\" t=\"inlineStr\"><is><t>20 rue X, Paris, hors marge</t></is></c></row></sheetData>";
    let change = |text: String| text.replacen("</sheetData>", cells, 1);
    let found = shop.alone(with_part(&shop.dqe, "xl/worksheets/sheet2.xml", &change), Whose::Theirs);
    let told: Vec<_> = found.iter().map(|leak| (leak.code().name(), leak.sure)).collect();
    assert_eq!(told, [("W0809", false), ("W0809", false)], "{found:#?}");
}

#[test]
fn files_of_text_are_searched_line_by_line() {
    let shop = shop();
    let french = digits(shop.full().parse().unwrap(), 2, Lang::Fr);
    let page = format!("<p>Prix</p>\n<p>{french} €</p>\n<!-- nearshore-30 -->\n");
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [page.into_bytes(), latin, wide] {
        let found = with_secrets(|secrets| plain(&bytes, secrets, &Budget::default()));
        let told: Vec<_> =
            found.iter().filter(|leak| leak.sure).map(|leak| (leak.code().name(), leak.place.as_str())).collect();
        assert!(told.contains(&("E0801", "line 2")) && told.contains(&("E0802", "line 3")), "{found:#?}");
    }
    let found = with_secrets(|secrets| {
        plain(b"%PDF-1.7\n\x00\x01/Author (scenario nearshore-30)", secrets, &Budget::default())
    });
    let codes: Vec<_> = found.iter().map(|leak| leak.code().name()).collect();
    assert!(codes.contains(&"E0802") && codes.contains(&"W0810"), "{found:#?}");
}

/// An internal word in what the buyer reads: `check` and `dqe` say where, and there is no file.
#[test]
fn a_dqe_that_would_leak_is_not_written() {
    let folder = Folder::new();
    let common = folder.read("templates/parts/common.toml");
    folder.write(
        "templates/parts/common.toml",
        common.replacen("d’évolution simple", "d'évolution simple (Porto, marge de 15 %)", 1),
    );
    for verb in ["check", "dqe"] {
        let run = folder.run(&[verb]);
        assert_eq!(run.code, 2, "{}", run.err);
        let words = ["E0812", "Porto", "marge", "templates/parts/common.toml:"];
        assert!(words.iter().all(|word| run.err.contains(word)), "{}", run.err);
    }
    assert!(!folder.path("dqe.xlsx").exists());
}

/// The command says what the file was compared with, and ends with 1 where anything is to be looked at.
#[test]
fn the_command_finds_what_a_file_was_made_from() {
    let folder = Folder::new();
    let leaks = |file: &str, more: &[&str]| {
        let run = folder.run(&[&["leaks", file], more].concat());
        (run.code, run.out)
    };
    assert_eq!(folder.run(&["dqe"]).code, 0);
    assert_eq!(folder.run(&["dqe", "--lot", "ror", "-o", "ror.xlsx"]).code, 0);
    assert_eq!(folder.run(&["dqe", "--scenario", "nearshore-50", "-o", "nearshore.xlsx"]).code, 0);
    for (file, scenario) in [("dqe.xlsx", "base"), ("ror.xlsx", "base"), ("nearshore.xlsx", "nearshore-50")] {
        let (code, out) = leaks(file, &[]);
        assert!(code == 0 && out.contains("Octet pour octet") && out.contains(scenario), "{file}: {code}, {out}");
    }
    // A short number, in the file as it was and saved again by another program.
    let bytes = fs::read(folder.path("dqe.xlsx")).unwrap();
    let cell =
        |text: String| text.replacen("</sheetData>", "<row r=\"60\"><c r=\"C60\"><v>410</v></c></row></sheetData>", 1);
    let planted = with_part(&bytes, "xl/worksheets/sheet4.xml", &cell);
    for (bytes, words) in
        [(planted.clone(), "Comparé au DQE"), (saved_again(&planted), "Enregistré par un autre programme")]
    {
        folder.write("planted.xlsx", bytes);
        let (code, out) = leaks("planted.xlsx", &[]);
        assert!(code == 1 && out.contains(words) && out.contains("Lot 3!C60"), "{code}, {out}");
    }
    // The buyer's form, filled by a map or as its columns say; with another price in one of its cells.
    fs::copy(support::root().join(FORM), folder.path("form.xlsx")).unwrap();
    folder.write("map.toml", MAP);
    assert_eq!(folder.run(&["fill", "form.xlsx", "--map", "map.toml", "-o", "filled.xlsx", "--partial"]).code, 0);
    for more in [&["--buyer", "form.xlsx"][..], &["--buyer", "form.xlsx", "--map", "map.toml"]] {
        let (code, out) = leaks("filled.xlsx", more);
        assert!(code == 0 && out.contains("Octet pour octet le fichier de l’acheteur"), "{code}, {out}");
    }
    let swapped = MAP.replace("18 = \"3.1\"", "18 = \"3.2!\"");
    folder.write("other.toml", swapped);
    let (code, out) = leaks("filled.xlsx", &["--buyer", "form.xlsx", "--map", "other.toml"]);
    assert!(code == 1 && out.contains("Lot 3 ROR!E18"), "{code}, {out}");
    // Files of which nothing is known: what was not read is not said to be clean.
    let price = folder.run(&["price", "--format", "csv"]).out;
    folder.write("price.csv", price);
    folder.write("page.pdf", b"%PDF-1.7\n\x00\x01");
    for (file, word) in [("price.csv", "E0801"), ("page.pdf", "W0810")] {
        let (code, out) = leaks(file, &[]);
        assert!(code == 1 && out.contains(word) && out.contains("Aucun original"), "{file}: {code}, {out}");
    }
    assert_eq!(leaks("nothing.xlsx", &[]).0, 2);
}

/// Files that LibreOffice saved say what they did: no false alarm.
#[test]
fn files_saved_by_libreoffice_do_not_leak() {
    let folder = Folder::new();
    let shop = shop();
    let forms = ["fr_dqe_four_lots_synthetic.xlsx", "fr_uo_complexity_protected.xlsx", "fr_made_dpgf_over_dqe.xlsx"];
    let mut files = vec![shop.dqe.clone()];
    let mut originals = vec![None];
    for form in forms {
        fs::copy(support::root().join("tests/samples/buyer").join(form), folder.path(form)).unwrap();
        let map = format!("{form}.toml");
        assert_eq!(folder.run(&["map", form, "-o", &map]).code, 0, "{form}");
        let filled = format!("filled-{form}");
        let run = folder.run(&["fill", form, "--map", &map, "-o", &filled, "--partial"]);
        assert_eq!(run.code, 0, "{form}: {}", run.err);
        let bytes = fs::read(folder.path(&filled)).unwrap();
        assert_eq!(folder.run(&["leaks", &filled, "--buyer", form]).code, 0, "{form}");
        files.push(bytes);
        originals.push(Some(form));
    }
    let work = tempfile::tempdir().unwrap();
    let Some(saved) = support::spreadsheet::recalculated_all(&files, work.path()) else { return };
    for (bytes, original) in saved.into_iter().zip(originals) {
        folder.write("saved.xlsx", bytes);
        let mut arguments = vec!["leaks", "saved.xlsx"];
        arguments.extend(original.into_iter().flat_map(|form| ["--buyer", form]));
        let run = folder.run(&arguments);
        let clean = run.out.contains("Enregistré par un autre programme") && run.out.contains("Aucune fuite");
        assert!(run.code == 0 && clean, "{original:?}: {}", run.out);
    }
}

/// A rate of VAT has as many decimals as the model states: the DQE shows and computes with all of them.
#[test]
fn a_rate_of_vat_is_written_with_every_decimal() {
    let shop = support::bid::Bid::new();
    let contract = shop.read("models/contract.toml");
    assert!(contract.contains("value = 0.20"));
    shop.write("models/contract.toml", contract.replacen("value = 0.20", "value = 0.1234567", 1));
    assert_eq!(shop.run(&["check"]).code, 0);
    let dqe = shop.run(&["dqe", "--output", "dqe.xlsx"]);
    assert_eq!(dqe.code, 0, "{}", dqe.err);
    assert!(dqe.out.contains("12,34567\u{a0}%"), "{}", dqe.out);
    let (values, _) = support::spreadsheet::cells(&fs::read(shop.path("dqe.xlsx")).unwrap());
    assert!(values.values().any(|value| *value == calamine::Data::Float(0.1234567)));
}

/// A word of no secret in a cell that shows nothing: by a format of empty sections, by letters white on white, by letters
/// of the colour behind them. Black on white, and white on blue, show it.
#[test]
fn what_a_cell_does_not_show_is_found() {
    use rust_xlsxwriter::{Format, Workbook};
    let shop = shop();
    let white = || Format::new().set_font_color(0x00FF_FFFF);
    let formats = [
        (Format::new().set_num_format(";;;"), true),
        (white(), true),
        (Format::new().set_font_color(0x0012_3456).set_background_color(0x0012_3456), true),
        (white().set_background_color(0x0012_3456), false),
        (Format::new().set_num_format("0.00;-0.00;"), false),
        (Format::new(), false),
    ];
    for (format, unseen) in formats {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string_with_format(2, 1, "Prix", &format).unwrap();
        let found = shop.alone(workbook.save_to_buffer().unwrap(), Whose::Theirs);
        let hidden: Vec<_> =
            found.iter().filter(|leak| leak.code().name() == "E0803").map(|leak| &leak.place).collect();
        assert_eq!(hidden, if unseen { vec!["Sheet1!B3"] } else { vec![] }, "{format:?}");
    }
}
