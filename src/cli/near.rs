//! The rows of our tables that a mistyped name is near to.

/// Returns the rows of a table that are nearest to a text. They are at most two edits away, and
/// fewer than half of the row's characters. A transposition is one edit. No secret is that near.
pub(crate) fn near<'a>(text: &str, rows: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    const MAX: usize = 2;

    // A longer text is near to no row, and may be a secret, so it isn't copied.
    if text.len() > 32 {
        return Vec::new();
    }
    let text = text.to_ascii_lowercase();
    let distances = rows
        .into_iter()
        .map(|row| (strsim::osa_distance(&text, row), row));
    let near: Vec<_> = distances
        .filter(|(distance, row)| *distance <= MAX && 2 * distance < row.len())
        .collect();
    let nearest = near.iter().map(|(distance, _)| *distance).min();
    near.into_iter()
        .filter(|(distance, _)| Some(*distance) == nearest)
        .map(|(_, row)| row)
        .collect()
}
