//! Lines whose parts have their meaning by position.

use super::block::Kind;
use super::words::next_word;
use super::{Doubt, Reader, Value};
use crate::cli::check::name::{Name, Role};
use crate::cli::check::{shape, url};

impl Reader {
    /// Reads a line whose parts have their meaning by position.
    pub(crate) fn positional(&mut self, line: &str) -> bool {
        let Some((host, user, password)) = by_position(line.trim_start()) else {
            return false;
        };
        let is_indented = line.starts_with([' ', '\t']) && self.blocks.kind() == Kind::Document;
        self.blocks.open("", Kind::Record);
        if !host.is_empty() {
            let name = Name::parse("host");
            let (host, port) = url::host_and_port(host).unwrap_or((host, ""));
            if !port.is_empty() {
                self.part(name.with_role(Role::Port), Value::plain(port), self.line);
            }
            self.part(name, Value::plain(host), self.line);
        }
        self.part(Name::parse("user"), Value::plain(user), self.line);
        let password = Value {
            doubt: (is_indented && host.starts_with('[')).then_some(Doubt::Indentation),
            ..Value::plain(password)
        };
        self.part(Name::parse("password"), password, self.line);
        self.blocks.close();
        true
    }
}

/// Returns host, user name, and password of a line such as `[HOST]:587 USER:PASSWORD`,
/// `HOST:USER:PASSWORD`, `USER|HOST:PASSWORD`, `LABEL USER:PASSWORD`, or `USER PASSWORD`.
fn by_position(line: &str) -> Option<(&str, &str, &str)> {
    let (first, rest) = next_word(line);
    let name = first.split([':', '|']).next().unwrap_or_default();
    if line.contains("://") || first.starts_with(['"', '\'']) || name.contains(['=', '{', '(', '<'])
    {
        return None;
    }
    // The spaces at the end of such a line belong to the password.
    if let Some((user, rest)) = first.split_once('|') {
        let (host, _) = rest.split_once(':')?;
        let password = &line[user.len() + host.len() + 2..];
        return (shape::is_host(host) && !password.is_empty()).then_some((host, user, password));
    }
    let (line, rest) = (line.trim_end(), rest.trim_end());
    let host = first
        .trim_start_matches('[')
        .split([']', ':'])
        .next()
        .unwrap_or_default();
    let names_something = Name::parse(first).role.is_some();
    let is_user = |user: &str| !user.is_empty() && !user.contains([' ', '=', '"']);
    if shape::is_like_ses_host(host) && first.starts_with('[') && !rest.is_empty() {
        // Quotes and spaces belong to the value of a table, and only a colon ends the user name.
        let (user, password) = rest.split_once(':').unwrap_or((rest, ""));
        return Some((first, user, password));
    }
    if shape::is_host(host) && !names_something && !first.ends_with(':') {
        if let Some((user, password)) = rest.split_once(':').filter(|(user, _)| is_user(user)) {
            return (!password.starts_with(' ')).then_some((first, user, password));
        }
    }
    if let Some((host, rest)) = line
        .split_once(':')
        .filter(|(host, _)| shape::is_host(host))
    {
        if let Some((user, password)) = rest.split_once(':').filter(|(user, _)| is_user(user)) {
            return Some((host, user, password));
        }
    }
    if let Some((user, password)) = pair(line).or_else(|| pair(rest)) {
        return Some(("", user, password));
    }
    (shape::is_access_key_id(first) && !rest.is_empty() && !rest.starts_with(['=', ':']))
        .then_some(("", first, rest))
}

/// Splits `ID:PASSWORD`, or `LABEL:ID:PASSWORD`, if the ID or the password looks like
/// one of SES.
pub(crate) fn pair(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once(':')?;
    let is_pair = |(user, password): &(&str, &str)| {
        shape::is_access_key_id(user)
            || shape::is_password(user)
            || shape::is_password(password) && !user.contains(['/', ' '])
    };
    let pairs = [Some((first, rest)), rest.split_once(':')];
    pairs.into_iter().flatten().find(is_pair)
}
