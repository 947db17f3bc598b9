//! The name of a setting: the part of an account that it is for, and its topic.

/// The part of an account that a setting is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Role {
    Password,
    /// A file, command, or secret store that has the password.
    PasswordReference,
    UserName,
    Host,
    Port,
    Region,
    Tls(Switch),
    /// A name whose value is another setting of the same block, and that value.
    PairName,
    PairValue,
    /// The kind of a Kubernetes object.
    Kind,
}

/// The TLS modes that a setting selects if it is on or off.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Switch {
    StartTls,
    /// STARTTLS, if TLS isn't used from the start.
    StartTlsAuto,
    /// One of a pair: `use_tls` is STARTTLS, and `use_ssl` is TLS from the start.
    UseTls,
    UseSsl,
    /// Programs differ in the meaning of these values.
    Tls,
    Ssl,
    /// TLS from the start, or not.
    Secure,
    /// The value is a word.
    Mode,
    /// The value is the scheme of a URL.
    Scheme,
}

/// The topic of a name, or of the names of the blocks around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Topic {
    Unknown,
    Mail,
    /// A database, an administrator, another protocol, another provider's API.
    Other,
}

/// The last words of a name, without separators. Roles with more words come first.
#[rustfmt::skip]
const ROLES: &[(&str, Role)] = &[
    ("accesskeyid", Role::UserName), ("secretaccesskey", Role::PairValue),
    ("password", Role::Password), ("passwd", Role::Password), ("pass", Role::Password), ("pwd", Role::Password),
    ("passwordfile", Role::PasswordReference), ("passwdfile", Role::PasswordReference), ("passfile", Role::PasswordReference),
    ("passwordeval", Role::PasswordReference), ("passeval", Role::PasswordReference), ("passwordcommand", Role::PasswordReference),
    ("passwordcmd", Role::PasswordReference), ("passcmd", Role::PasswordReference), ("passwordpath", Role::PasswordReference),
    ("passwordsecret", Role::PasswordReference), ("passwordref", Role::PasswordReference), ("passwordsecretref", Role::PasswordReference),
    ("passwordsecretname", Role::PasswordReference), ("passwordsecretkey", Role::PasswordReference), ("passwordenv", Role::PasswordReference),
    ("passwordfrom", Role::PasswordReference), ("passwordarn", Role::PasswordReference),
    ("username", Role::UserName), ("user", Role::UserName), ("login", Role::UserName), ("userid", Role::UserName),
    ("loginname", Role::UserName), ("smtpname", Role::UserName), ("usr", Role::UserName),
    ("hostname", Role::Host), ("host", Role::Host), ("hosts", Role::Host), ("server", Role::Host), ("servers", Role::Host),
    ("smarthost", Role::Host), ("relay", Role::Host), ("mailhub", Role::Host), ("machine", Role::Host),
    ("address", Role::Host), ("addr", Role::Host), ("smtp", Role::Host),
    ("port", Role::Port), ("portnumber", Role::Port),
    ("region", Role::Region),
    ("starttlsauto", Role::Tls(Switch::StartTlsAuto)), ("starttls", Role::Tls(Switch::StartTls)), ("starttlsenable", Role::Tls(Switch::StartTls)),
    ("starttlsenabled", Role::Tls(Switch::StartTls)), ("starttlsrequired", Role::Tls(Switch::StartTlsAuto)), ("starttlspolicy", Role::Tls(Switch::Mode)),
    ("usessl", Role::Tls(Switch::UseSsl)), ("sslenable", Role::Tls(Switch::UseSsl)), ("sslenabled", Role::Tls(Switch::UseSsl)),
    ("usetls", Role::Tls(Switch::UseTls)), ("ssl", Role::Tls(Switch::Ssl)), ("tls", Role::Tls(Switch::Tls)),
    ("opportunistictls", Role::Tls(Switch::StartTls)), ("wrappermode", Role::Tls(Switch::Secure)),
    ("forcetls", Role::Tls(Switch::Secure)), ("implicittls", Role::Tls(Switch::Secure)), ("secure", Role::Tls(Switch::Secure)),
    ("encryption", Role::Tls(Switch::Mode)), ("security", Role::Tls(Switch::Mode)), ("protocol", Role::Tls(Switch::Mode)),
    ("connectionsecurity", Role::Tls(Switch::Mode)), ("using", Role::Tls(Switch::Mode)), ("mode", Role::Tls(Switch::Mode)), ("crypto", Role::Tls(Switch::Mode)),
    ("scheme", Role::Tls(Switch::Mode)), ("encryptiontype", Role::Tls(Switch::Mode)),
    ("name", Role::PairName), ("key", Role::PairName), ("value", Role::PairValue), ("valuefrom", Role::PairValue), ("kind", Role::Kind),
];

/// Words before a role that show that the setting is about something else.
#[rustfmt::skip]
const DECOYS: &[&str] = &[
    "from", "reply", "replyto", "to", "sender", "helo", "ehlo", "local", "bind", "listen", "bounce", "return", "contact", "support",
    "recipient", "recipients", "cc", "bcc", "ip", "allowed", "trusted", "proxy", "test", "policy", "ca", "cert", "min", "max", "forgot",
    "reset", "change", "old", "new", "confirm", "hash", "salt", "show", "virtual", "verify", "smtpd", "disable", "no", "ignore", "skip",
];

/// Words without a meaning for the topic of a setting.
#[rustfmt::skip]
const NOISE: &[&str] = &[
    "set", "export", "public", "private", "protected", "const", "static", "final", "var", "let", "my", "string", "int", "def",
    "self", "this", "config", "configuration", "cfg", "conf", "settings", "env", "environment", "auth", "authentication", "sasl", "server",
    "host", "user", "name", "login", "use", "enable", "enabled", "readonly", "data", "values",
    "options", "define", "default", "defaults", "tls", "ssl",
];

const MAIL: &[&str] = &[
    "relay",
    "relayhost",
    "smarthost",
    "mta",
    "outgoing",
    "notifier",
    "submission",
    "submissions",
];

#[rustfmt::skip]
const OTHER: &[&str] = &[
    "imap", "imaps", "pop", "pop3", "incoming", "admin", "administrator", "superuser", "root", "db", "database", "postgres", "postgresql", "pg",
    "mysql", "mariadb", "mongo", "mongodb", "mssql", "sql", "oracle", "jdbc", "datasource", "redis", "valkey", "cache", "memcached", "rabbitmq", "amqp",
    "kafka", "nats", "mqtt", "ldap", "s3", "storage", "aws", "minio", "bucket", "backup", "elastic", "elasticsearch", "opensearch", "ftp",
    "sftp", "ssh", "oauth", "oauth2", "oidc", "saml", "jwt", "session", "sms", "twilio", "sendgrid", "mailgun", "mailjet", "sparkpost", "postmark",
    "mandrill", "mailchimp", "brevo", "slack", "github", "http", "https", "proxy", "webhook", "keystore", "truststore", "vault", "ingress",
    "web", "captcha", "recaptcha", "push", "websocket", "cable", "metrics", "registry", "doveadm", "dovecot", "bind",
];

/// A name, split into its parts.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) role: Option<Role>,
    /// The rest of the name, without the role and words that have no meaning.
    pub(crate) stem: String,
    pub(crate) topic: Topic,
}

impl Name {
    pub(crate) fn parse(text: &str) -> Self {
        // Lua's word for a variable isn't a part of its name.
        let text = text.trim_start();
        let mut words = words(text.strip_prefix("local ").unwrap_or(text));
        let (role, used) = role(&mut words);
        let rest = &words[..words.len() - used];
        // `relay host` is a relay's host.
        let rest = match used {
            2 if topic(&words[rest.len()..=rest.len()]) != Topic::Unknown => &words[..=rest.len()],
            _ => rest,
        };
        let role = match role {
            Some(Role::Tls(Switch::Ssl)) if words.len() == 1 => Some(Role::Tls(Switch::UseSsl)),
            role => role,
        };
        let is_decoy = rest.iter().any(|word| DECOYS.contains(&word.as_str()));
        let stem = rest.iter().filter(|word| !NOISE.contains(&word.as_str()));
        Self {
            role: role.filter(|_| !is_decoy),
            stem: stem.map(String::as_str).collect::<Vec<_>>().join(" "),
            topic: topic(&words),
        }
    }

    /// Returns the same name for another part of the value.
    pub(crate) fn with_role(&self, role: Role) -> Self {
        Self {
            role: Some(role),
            ..self.clone()
        }
    }

    pub(crate) fn is_bare(&self) -> bool {
        self.stem.is_empty() && self.topic == Topic::Unknown
    }
}

/// Returns the words of a name in lower case: `SMTPUserName` and `smtp.user-name` have the same.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next_is_lower = chars.peek().is_some_and(char::is_ascii_lowercase);
        let starts_word = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase() || before.is_ascii_uppercase() && next_is_lower);
        if (starts_word || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Returns the role of the last words, and their number. A last word that consists of two words,
/// such as `smtphost`, is split.
fn role(words: &mut Vec<String>) -> (Option<Role>, usize) {
    for used in (1..=words.len().min(3)).rev() {
        if let Some(role) = row(&words[words.len() - used..].concat()) {
            return (Some(role), used);
        }
    }
    let Some(last) = words.last() else {
        return (None, 0);
    };
    let compound = ROLES.iter().find_map(|(suffix, role)| {
        let before = last.strip_suffix(suffix)?;
        let is_clear = matches!(*suffix, "password" | "passwd" | "username" | "hostname");
        let is_known = topic(&[before.to_owned()]) != Topic::Unknown || NOISE.contains(&before);
        (is_clear || is_known).then(|| (before.to_owned(), *suffix, *role))
    });
    match compound {
        Some((before, suffix, role)) => {
            words.pop();
            words.extend([before, suffix.to_owned()]);
            (Some(role), 1)
        }
        None => (None, 0),
    }
}

fn row(word: &str) -> Option<Role> {
    let mut rows = ROLES.iter();
    rows.find(|(name, _)| *name == word).map(|(_, role)| *role)
}

/// Returns the topic of words. A word about SMTP decides first, then a word about something else,
/// then a word about mail.
pub(crate) fn topic(words: &[String]) -> Topic {
    let has = |table: &[&str]| words.iter().any(|word| table.contains(&word.as_str()));
    let speaks_of = |part: &str| words.iter().any(|word| word.contains(part));
    if speaks_of("smtp") || words.iter().any(|word| word == "ses") {
        Topic::Mail
    } else if has(OTHER) {
        Topic::Other
    } else if speaks_of("mail") || has(MAIL) {
        Topic::Mail
    } else {
        Topic::Unknown
    }
}
