//! Comments that may span lines.

use zeroize::Zeroizing;

/// Removes comments that may span lines. The remaining lines keep their numbers.
pub(crate) fn without_block_comments(text: &str) -> Zeroizing<String> {
    const MARKS: &[(&str, &str)] = &[("/*", "*/"), ("<!--", "-->")];
    let mut kept = Zeroizing::new(text.to_owned());
    for (open, close) in MARKS {
        if kept.contains(open) {
            kept = without(&kept, open, close);
        }
    }
    kept
}

fn without(text: &str, open: &str, close: &str) -> Zeroizing<String> {
    let mut kept = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let (before, comment) = rest.split_at(start);
        kept.push_str(before);
        let is_comment = before.is_empty()
            || before
                .ends_with(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '{' | '(' | '>'))
            || open.starts_with('<');
        let end = comment.find(close).filter(|_| is_comment);
        match end {
            Some(end) => {
                let end = end + close.len();
                kept.extend(comment[..end].chars().filter(|c| *c == '\n'));
                rest = &comment[end..];
            }
            None if is_comment => {
                // This comment isn't closed, so no later comment is closed either.
                kept.push_str(comment);
                return kept;
            }
            None => {
                kept.push_str(open);
                rest = &comment[open.len()..];
            }
        }
    }
    kept.push_str(rest);
    kept
}
