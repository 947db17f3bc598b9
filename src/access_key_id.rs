//! What an access key ID looks like.

/// The ID of an IAM user's access key, `AKIA…`.
pub(crate) fn is_long_term(text: &str) -> bool {
    text.starts_with("AKIA") && is_id(text)
}

/// The ID of temporary credentials, `ASIA…`, alone or joined to something.
pub(crate) fn is_temporary(text: &str) -> bool {
    text.starts_with("ASIA") && (is_id(text) || starts_pair(text))
}

/// An access key ID followed by a separator, such as a row of a CSV file or `ID:SECRET`.
pub(crate) fn starts_pair(text: &str) -> bool {
    text.find([',', ':', ';', '|', '=']).is_some_and(|end| {
        let id = &text[..end];
        (id.starts_with("AKIA") || id.starts_with("ASIA")) && is_id(id)
    })
}

/// AWS issues 20 characters and documents 16 to 128. A bound of 32 leaves no room for a mistake
/// about a secret access key, which has 40 characters of a larger alphabet.
fn is_id(text: &str) -> bool {
    (16..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
