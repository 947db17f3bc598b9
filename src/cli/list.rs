//! The lists: regions and formats, as a table or as JSON.

pub(crate) fn regions(_is_json: bool) -> String {
    String::new()
}

pub(crate) fn formats(_is_json: bool) -> String {
    String::new()
}
