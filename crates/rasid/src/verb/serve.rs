//! `serve`: the chronicle in a browser, and who may come in.

use std::io::{self, IsTerminal, Write};

use anyhow::{Context, Result};

use super::chronology::open;
use crate::args::{KeyVerb, Serve, ServeVerb};
use crate::interrupt;
use crate::keys::Keys;
use crate::outcome::{Outcome, UsageError};
use crate::settings::Settings;
use crate::stderr;
use crate::web::{self, Reading};

pub(super) fn run(args: &Serve, settings: &Settings) -> Result<Outcome> {
    match &args.verb {
        None => serve(args, settings),
        Some(ServeVerb::User { verb }) => users(verb, settings),
        Some(ServeVerb::Token { verb }) => tokens(verb, settings),
    }
}

fn serve(args: &Serve, settings: &Settings) -> Result<Outcome> {
    // Whoever reaches the port reads everything, so nobody but this machine may.
    if !args.bind.ip().is_loopback() {
        let told =
            format!("--bind {}: expected an address of this machine alone, such as 127.0.0.1", args.bind);
        return Err(UsageError(told).into());
    }
    for name in &args.names {
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if name.is_empty() || !name.chars().all(is_host) {
            let told = format!(
                "--name {name}: expected a host, such as radar.example.org or radar.example.org:8443"
            );
            return Err(UsageError(told).into());
        }
    }
    drop(open(settings)?);
    Keys::read(&Keys::beside(&settings.db()))?;
    interrupt::hold();
    let reading = if args.private { Reading::ByToken } else { Reading::Open };
    web::serve(args.bind, &args.names, reading, settings)?;
    Ok(Outcome::Done)
}

fn users(verb: &KeyVerb, settings: &Settings) -> Result<Outcome> {
    let path = Keys::beside(&settings.db());
    let mut keys = Keys::read(&path)?;
    match verb {
        KeyVerb::Add { name } => {
            keys.add_user(name, &password()?)?;
            keys.write(&path)?;
        }
        KeyVerb::Remove { name } => {
            if !keys.remove_user(name) {
                return Err(UsageError(format!("there is no user {name}")).into());
            }
            keys.write(&path)?;
        }
        KeyVerb::List => listed(keys.users())?,
    }
    Ok(Outcome::Done)
}

fn tokens(verb: &KeyVerb, settings: &Settings) -> Result<Outcome> {
    let path = Keys::beside(&settings.db());
    let mut keys = Keys::read(&path)?;
    match verb {
        KeyVerb::Add { name } => {
            let token = keys.add_token(name)?;
            keys.write(&path)?;
            listed([token.as_str()].into_iter())?;
            if settings.remarks {
                stderr::line("this token is shown once: keep it now");
            }
        }
        KeyVerb::Remove { name } => {
            if !keys.remove_token(name) {
                return Err(UsageError(format!("there is no token {name}")).into());
            }
            keys.write(&path)?;
        }
        KeyVerb::List => listed(keys.tokens())?,
    }
    Ok(Outcome::Done)
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> Result<()> {
    let mut out = io::stdout().lock();
    names.into_iter().try_for_each(|name| writeln!(out, "{name}")).map_err(Into::into)
}

/// A password: typed twice without being shown, or the first line of what is piped in.
fn password() -> Result<String> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().read_line(&mut line).context("standard input")?;
        return Ok(line.trim_end_matches(['\n', '\r']).to_owned());
    }
    let password = rpassword::prompt_password("Password: ")?;
    if rpassword::prompt_password("Again: ")? != password {
        return Err(UsageError("these are two passwords".to_owned()).into());
    }
    Ok(password)
}
