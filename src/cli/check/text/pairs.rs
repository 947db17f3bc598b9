//! Settings whose name is a value, and the values of a Kubernetes Secret.

use std::collections::{HashMap, HashSet};

use super::{Config, Setting, Value};
use crate::cli::check::name::{Name, Role};

/// Joins a name and a value of one block, as in `{"name": "SMTP_PORT", "value": "587"}`.
pub(crate) fn join(config: &mut Config) {
    let mut names: HashMap<usize, usize> = HashMap::new();
    let mut joined = Vec::new();
    for (number, setting) in config.settings.iter().enumerate() {
        match setting.name.role {
            Some(Role::PairName) => {
                names.insert(setting.block, number);
            }
            Some(Role::PairValue) => {
                let name = names
                    .get(&setting.block)
                    .map(|name| &config.settings[*name]);
                joined.extend(name.map(|name| pair(config, name, &setting.value)));
            }
            _ => {}
        }
    }
    for number in names.into_values() {
        let name = &config.settings[number];
        if config.blocks[name.block].has_reference {
            let reference = Value {
                is_reference: true,
                ..Value::plain("$")
            };
            joined.push(pair(config, name, &reference));
        }
    }
    config.settings.extend(
        joined
            .into_iter()
            .filter(|setting| setting.name.role.is_some()),
    );
    config
        .settings
        .retain(|setting| !matches!(setting.name.role, Some(Role::PairName | Role::PairValue)));
    config.settings.sort_by_key(|setting| setting.line);
}

fn pair(config: &Config, name: &Setting, value: &Value) -> Setting {
    Setting {
        name: Name::parse(&name.value.text),
        value: value.clone(),
        line: name.line,
        block: config.blocks[name.block].parent,
    }
}

/// Decodes the values under `data:` beside `kind: Secret`.
pub(crate) fn decode_secrets(config: &mut Config) {
    let is_secret = |setting: &&Setting| {
        setting.name.role == Some(Role::Kind) && *setting.value.text == "Secret"
    };
    let secrets: HashSet<_> = config
        .settings
        .iter()
        .filter(is_secret)
        .map(|setting| setting.block)
        .collect();
    for setting in &mut config.settings {
        let block = &config.blocks[setting.block];
        if !block.is_data || !secrets.contains(&block.parent) || setting.value.is_reference {
            continue;
        }
        setting.value.decode_base64();
    }
    config
        .settings
        .retain(|setting| setting.name.role != Some(Role::Kind));
}
