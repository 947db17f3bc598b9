//! The SMTP accounts of a configuration: passwords, and the settings that belong to each.

use std::collections::{HashMap, HashSet};
use std::mem::Discriminant;

use super::name::{Role, Switch, Topic};
use super::shape;
use super::text::{Block, Config, Setting, Value};
use crate::access_key_id;

/// A password or its replacement, such as a reference, with its settings.
pub(crate) struct Account<'a> {
    pub(crate) password: &'a Setting,
    pub(crate) user_name: Option<&'a Value>,
    pub(crate) host: Option<&'a Value>,
    pub(crate) port: Option<&'a Value>,
    pub(crate) region: Option<&'a Value>,
    pub(crate) tls: Vec<(Switch, &'a str)>,
    topic: Topic,
    ranks: HashMap<Discriminant<Role>, Rank>,
}

/// The distance between a setting and a password: by block, by name, and in lines.
type Rank = (u8, u8, usize);

/// The number of passwords before and after a setting that the setting can belong to.
const NEAR: usize = 4;

/// The number of blocks around a password that are examined.
const MAX_REACH: usize = 8;

/// Returns the SMTP accounts.
pub(crate) fn find(config: &Config) -> Vec<Account<'_>> {
    let settings = last_of_each_name(config);
    let is_anchor = |setting: &&Setting| {
        matches!(
            setting.name.role,
            Some(Role::Password | Role::PasswordReference)
        )
    };
    let (anchors, others): (Vec<_>, Vec<_>) = settings.into_iter().partition(is_anchor);
    let anchors = without_needless_references(&anchors);
    let mut accounts: Vec<_> = anchors
        .iter()
        .map(|anchor| Account::new(anchor, config))
        .collect();
    for setting in others {
        let next = anchors.partition_point(|anchor| anchor.line < setting.line);
        let near = next.saturating_sub(NEAR)..(next + NEAR).min(anchors.len());
        let ranked =
            near.filter_map(|number| Some((rank(config, setting, &accounts[number])?, number)));
        if let Some((rank, number)) = ranked.min() {
            accounts[number].add(setting, rank);
        }
    }
    accounts.retain(Account::is_smtp);
    if accounts.iter().any(Account::is_like_ses) {
        accounts.retain(Account::is_like_ses);
    }
    accounts
}

/// Keeps the last value of a name that repeats in a block.
fn last_of_each_name(config: &Config) -> Vec<&Setting> {
    let mut last: HashMap<_, usize> = HashMap::new();
    for (number, setting) in config.settings.iter().enumerate() {
        let name = &setting.name;
        let key = (setting.block, name.role, name.is_bare(), &name.stem);
        let earlier = last.entry(key).or_insert(number);
        // `--server $SERVER` refers to the value of the variable.
        if !setting.value.is_reference && !shape::is_reference(&setting.value.text) {
            *earlier = number;
        }
    }
    let mut numbers: Vec<_> = last.into_values().collect();
    numbers.sort_unstable();
    numbers
        .into_iter()
        .map(|number| &config.settings[number])
        .collect()
}

/// Keeps one of a password and a reference beside it: the password, unless only it is empty.
fn without_needless_references<'a>(anchors: &[&'a Setting]) -> Vec<&'a Setting> {
    let present: HashSet<_> = anchors
        .iter()
        .filter(|anchor| !anchor.value.text.is_empty())
        .map(|anchor| (anchor.block, &anchor.name.stem, anchor.name.role))
        .collect();
    let is_needed = |anchor: &&&Setting| {
        let has = |role| present.contains(&(anchor.block, &anchor.name.stem, Some(role)));
        let is_empty = anchor.value.text.is_empty();
        match anchor.name.role {
            Some(Role::PasswordReference) => !is_empty && !has(Role::Password),
            _ => !is_empty || !has(Role::PasswordReference),
        }
    };
    anchors.iter().filter(is_needed).copied().collect()
}

impl<'a> Account<'a> {
    fn new(password: &'a Setting, config: &Config) -> Self {
        let topic = match password.name.topic {
            Topic::Unknown => config.blocks[password.block].topic,
            topic => topic,
        };
        Self {
            password,
            user_name: None,
            host: None,
            port: None,
            region: None,
            tls: Vec::new(),
            topic,
            ranks: HashMap::new(),
        }
    }

    fn add(&mut self, setting: &'a Setting, rank: Rank) {
        let Some(role) = setting.name.role else {
            return;
        };
        if let Role::Tls(tls) = role {
            self.tls.push((tls, &setting.value.text));
            return;
        }
        let best = self
            .ranks
            .entry(std::mem::discriminant(&role))
            .or_insert(rank);
        if rank > *best {
            return;
        }
        *best = rank;
        let place = match role {
            Role::UserName => &mut self.user_name,
            Role::Host => &mut self.host,
            Role::Port => &mut self.port,
            Role::Region => &mut self.region,
            _ => return,
        };
        *place = Some(&setting.value);
    }

    /// Returns whether this is an SMTP account.
    fn is_smtp(&self) -> bool {
        match self.topic {
            Topic::Mail => true,
            Topic::Unknown => self.is_like_ses(),
            Topic::Other => shape::is_like_password(&self.password.value.text),
        }
    }

    /// Returns whether the password, its own user name, or its own host looks like SES's.
    fn is_like_ses(&self) -> bool {
        let is_user = |user: &str| {
            let user = shape::bare(user);
            shape::is_access_key_id(user)
                || access_key_id::is_temporary(user)
                || shape::is_password(user)
        };
        shape::is_like_password(&self.password.value.text)
            || self.user_name.is_some_and(|user| is_user(&user.text))
            || self
                .host
                .is_some_and(|host| shape::is_like_ses_host(&host.text))
    }
}

/// Returns the distance of a setting, if it can belong to the password.
fn rank(config: &Config, setting: &Setting, account: &Account) -> Option<Rank> {
    let anchor = account.password;
    let own = setting.name.topic;
    let topic = if own == Topic::Unknown {
        config.blocks[setting.block].topic
    } else {
        own
    };
    let same_name = setting.name.stem == anchor.name.stem;
    let by_shape =
        shape::is_like_password(&anchor.value.text) || shape::is_password(&setting.value.text);
    let is_mail = account.topic == Topic::Mail || by_shape && account.topic == Topic::Unknown;
    let is_tls = is_tls_beside(setting, anchor, config);
    let fits = match (same_name, setting.name.is_bare(), anchor.name.is_bare()) {
        (true, ..) => {
            topic == account.topic || topic != Topic::Other && account.topic != Topic::Other
        }
        _ if is_tls => true,
        (_, true, false) => {
            by_shape && anchor.name.topic == Topic::Unknown || is_known(setting, topic)
        }
        _ => own == Topic::Mail && (is_mail || anchor.name.is_bare()) || is_known(setting, topic),
    };
    if !fits {
        return None;
    }
    let place = place(&config.blocks, setting, anchor, same_name || is_tls, own)?;
    let name = match (same_name, setting.name.is_bare()) {
        (true, false) => 0,
        (false, false) => 1,
        (_, true) => 2,
    };
    Some((place, name, setting.line.abs_diff(anchor.line)))
}

/// Returns whether a setting is about TLS and beside the password, such as `use_tls` beside
/// `mail_password` in a block, or `APP_SSL` beside `APP_SMTP_PASSWORD`.
fn is_tls_beside(setting: &Setting, anchor: &Setting, config: &Config) -> bool {
    let is_switch = |switch| !matches!(switch, Switch::Tls | Switch::Ssl);
    let is_in_block =
        setting.name.is_bare() && config.blocks[setting.block].parent != setting.block;
    let is_prefix = !setting.name.is_bare() && anchor.name.stem.starts_with(&setting.name.stem);
    match setting.name.role {
        Some(Role::Tls(switch)) => is_in_block && is_switch(switch) || is_prefix,
        _ => false,
    }
}

/// Returns whether a value shows by itself that it belongs to SES.
fn is_known(setting: &Setting, topic: Topic) -> bool {
    let text = &setting.value.text;
    topic != Topic::Other && (shape::is_access_key_id(text) || text.contains("email-smtp"))
}

/// Returns the distance between the blocks of a setting and a password.
fn place(
    blocks: &[Block],
    setting: &Setting,
    anchor: &Setting,
    may_be_apart: bool,
    own: Topic,
) -> Option<u8> {
    let is_within = |inner: usize, outer: usize| outer <= inner && inner <= blocks[outer].end;
    if setting.block == anchor.block {
        Some(0)
    } else if is_within(anchor.block, setting.block) {
        let reach = own == Topic::Mail || is_in_reach(blocks, anchor.block, setting.block);
        reach.then_some(1)
    } else if is_within(setting.block, anchor.block) {
        Some(1)
    } else {
        (may_be_apart && !setting.name.is_bare()).then_some(2)
    }
}

/// Returns whether a block around a password is about the same account. The blocks up to the first
/// one with a mail name are, or else only the next block.
fn is_in_reach(blocks: &[Block], inner: usize, outer: usize) -> bool {
    let mut block = inner;
    for step in 0..MAX_REACH {
        if block == outer {
            return step <= 1 || blocks[block].names_topic;
        }
        if blocks[block].names_topic || blocks[block].parent == block {
            return false;
        }
        block = blocks[block].parent;
    }
    false
}
