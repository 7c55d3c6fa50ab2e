//! The text of a start tag, changed in one attribute.

/// The tag with one attribute set to a value, or taken out; everything else stays as it is written.
///
/// The attribute is found by its local name. A new one goes last.
pub(super) fn with_attribute(tag: &str, name: &str, value: Option<&str>) -> String {
    let end = tag.trim_end_matches('>').trim_end_matches('/').trim_end().len();
    match (place(&tag[..end], name), value) {
        (Some((_, from, to)), Some(value)) => format!("{}{value}{}", &tag[..from], &tag[to..]),
        (Some((start, _, to)), None) => format!("{}{}", &tag[..start], &tag[to + 1..]),
        (None, Some(value)) => format!("{} {name}=\"{value}\"{}", &tag[..end], &tag[end..]),
        (None, None) => tag.to_owned(),
    }
}

/// The place of an attribute: the blanks before it, and its value between the quotes.
fn place(tag: &str, name: &str) -> Option<(usize, usize, usize)> {
    let bytes = tag.as_bytes();
    let mut at = tag.find(|c: char| c.is_ascii_whitespace())?;
    while at < bytes.len() {
        let start = at;
        let key = at + tag[at..].len() - tag[at..].trim_start().len();
        let equals = key + tag[key..].find('=')?;
        let open = equals + tag[equals..].find(['"', '\''])?;
        let close = open + 1 + tag[open + 1..].find(char::from(bytes[open]))?;
        let local = tag[key..equals].trim_end();
        if local.rsplit(':').next() == Some(name) {
            return Some((start, open + 1, close));
        }
        at = close + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::with_attribute;

    #[test]
    fn one_attribute_changes_and_the_rest_stays() {
        let tag = "<x:c  r=\"A1\" t='s'  s = \"3\" />";
        assert_eq!(with_attribute(tag, "t", Some("str")), "<x:c  r=\"A1\" t='str'  s = \"3\" />");
        assert_eq!(with_attribute(tag, "t", None), "<x:c  r=\"A1\"  s = \"3\" />");
        assert_eq!(with_attribute(tag, "cm", Some("1")), "<x:c  r=\"A1\" t='s'  s = \"3\" cm=\"1\" />");
        assert_eq!(with_attribute("<c>", "t", Some("b")), "<c t=\"b\">");
        assert_eq!(with_attribute("<c/>", "t", None), "<c/>");
        assert_eq!(
            with_attribute("<row r=\"1\" x:spans=\"1:2\">", "spans", Some("1:5")),
            "<row r=\"1\" x:spans=\"1:5\">"
        );
    }
}
