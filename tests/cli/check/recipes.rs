//! Wrong derivations. The passwords come from tests/vectors/recipes.py.

use super::accounts;
use crate::common::command;

#[test]
fn derivations_are_distinguished() {
    let rows = include_str!("../../vectors/recipes.tsv").lines();
    for row in rows {
        let cells: Vec<_> = row.split('\t').collect();
        let [secret, id, region, recipe, password] = cells[..] else {
            panic!("{row}");
        };
        let outcome = command(["check", "-fjson", "--from-env"])
            .variable("AWS_ACCESS_KEY_ID", id)
            .variable("AWS_SECRET_ACCESS_KEY", secret)
            .run(format!("SMTP_PASSWORD={password}\n"));
        let account = &accounts(&outcome)[0];
        let code = match recipe {
            "right" => "matches",
            "old" | "version-2" => "version-2",
            _ => "wrong-derivation",
        };
        let recipe = Some(recipe).filter(|recipe| !["right", "old"].contains(recipe));
        let region = Some(region).filter(|region| *region != "-");
        assert_eq!(account["recipe"].as_str(), recipe, "{row}");
        assert_eq!(account["region"].as_str(), region, "{row}");
        assert_eq!(account["findings"][0]["code"], code, "{row}");
    }
}
