//! Configurations as other readers read them: tests/vectors/configurations.py.

use super::{check, findings, wrong};

#[test]
fn values_are_the_same_as_in_other_programs() {
    for row in include_str!("../../vectors/configurations.tsv").lines() {
        let cells: Vec<_> = row.split('\t').collect();
        let [reader, values, text] = cells[..] else {
            panic!("{row}");
        };
        let values: [String; 4] = serde_json::from_str(values).expect("four values");
        let text: String = serde_json::from_str(text).expect("a text");
        let outcome = check(&text, false);
        let [_, password, ..] = &values;
        let is_right = password.len() == 44 && !password.contains(' ');
        let found = wrong(&outcome);
        assert_eq!(found.is_empty(), is_right, "{reader}\n{text}\n{found:?}");
        assert!(
            found.iter().all(|finding| finding.starts_with("password ")),
            "{reader}\n{text}"
        );
        let ok = findings(&outcome, "ok");
        assert_eq!(
            ok.len(),
            if is_right { 4 } else { 3 },
            "{reader}\n{text}\n{ok:?}"
        );
    }
}
