//! Who may come in: users with their passwords and tokens for reading, hashed, in a file beside the database and never in
//! it, so that a project can be mailed as one database.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use rasid_coder::article::sha256_hex;
use serde::{Deserialize, Serialize};

use crate::outcome::UsageError;
use crate::replace::replace;

/// Shortest password: NIST SP 800-63B asks for 8, and for 15 where nothing else is asked for; people type these.
const SHORTEST_PASSWORD: usize = 10;
const LONGEST_PASSWORD: usize = 1000;
const LONGEST_NAME: usize = 64;
/// Bytes of chance in a token.
const TOKEN_BYTES: usize = 24;

/// The content of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keys {
    /// Who may sign in and decide.
    #[serde(default, rename = "user")]
    users: Vec<User>,
    /// What lets a program, or a guest, read.
    #[serde(default, rename = "token")]
    tokens: Vec<Token>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct User {
    name: String,
    /// Argon2id, as a PHC string.
    password: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Token {
    name: String,
    /// In hexadecimal digits. A token is long and random: no slow hash is needed.
    sha256: String,
}

impl Keys {
    /// The file beside a database.
    pub(crate) fn beside(db: &Path) -> PathBuf {
        let mut name: OsString = db.as_os_str().to_owned();
        name.push(".users");
        PathBuf::from(name)
    }

    /// What the file holds; nobody where there is none.
    ///
    /// # Errors
    /// A file that cannot be read, or is none of ours.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).with_context(|| path.display().to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    /// Puts the file in its place, whole, readable by its owner alone.
    ///
    /// # Errors
    /// What the file system reports.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let text = toml::to_string(self)?;
        let head = "# Who may sign in, and which tokens may read. Made by `rasid serve user` and `rasid serve token`.\n";
        replace(path, |out: &mut dyn Write| out.write_all(format!("{head}{text}").as_bytes()))
            .with_context(|| path.display().to_string())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(path, fs::Permissions::from_mode(0o600))
                .with_context(|| path.display().to_string())?;
        }
        Ok(())
    }

    /// Lets somebody in, or gives who is let in another password.
    ///
    /// # Errors
    /// A name or password that will not do; a system without chance.
    pub(crate) fn add_user(&mut self, name: &str, password: &str) -> Result<()> {
        check_name(name)?;
        if password.chars().count() < SHORTEST_PASSWORD || password.len() > LONGEST_PASSWORD {
            let told = format!("the password has fewer than {SHORTEST_PASSWORD} characters, or too many");
            return Err(UsageError(told).into());
        }
        let password = hashed(password)?;
        match self.users.iter_mut().find(|user| user.name == name) {
            Some(user) => user.password = password,
            None => self.users.push(User { name: name.to_owned(), password }),
        }
        Ok(())
    }

    /// Makes a token and gives it: it is told once.
    ///
    /// # Errors
    /// As [`Keys::add_user`], and where the name is taken.
    pub(crate) fn add_token(&mut self, name: &str) -> Result<String> {
        check_name(name)?;
        if self.tokens.iter().any(|token| token.name == name) {
            return Err(UsageError(format!("there is a token {name}; remove it first")).into());
        }
        let token = chance(TOKEN_BYTES)?;
        self.tokens.push(Token { name: name.to_owned(), sha256: sha256_hex(token.as_bytes()) });
        Ok(token)
    }

    /// Takes a user out; whether there was one.
    pub(crate) fn remove_user(&mut self, name: &str) -> bool {
        let before = self.users.len();
        self.users.retain(|user| user.name != name);
        self.users.len() < before
    }

    /// Takes a token out; whether there was one.
    pub(crate) fn remove_token(&mut self, name: &str) -> bool {
        let before = self.tokens.len();
        self.tokens.retain(|token| token.name != name);
        self.tokens.len() < before
    }

    /// The names of the users.
    pub(crate) fn users(&self) -> impl Iterator<Item = &str> {
        self.users.iter().map(|user| user.name.as_str())
    }

    /// The names of the tokens.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| token.name.as_str())
    }

    /// Whether this is the password of this user. It takes as long for a user that there is not.
    pub(crate) fn is_password(&self, name: &str, password: &str) -> bool {
        /// Of nobody's password.
        const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$jyZ6rK3yqjP0NNTTwYpQZ0gZ5Gy0L3pKX3k0dLr9w0M";
        let user = self.users.iter().find(|user| user.name == name);
        let hash = PasswordHash::new(user.map_or(NOBODY, |user| &user.password));
        let fits = password.len() <= LONGEST_PASSWORD
            && hash.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        fits && user.is_some()
    }

    /// What tells the password of a user from another one, and does not tell the password.
    pub(crate) fn print_of(&self, name: &str) -> Option<String> {
        let user = self.users.iter().find(|user| user.name == name)?;
        Some(sha256_hex(user.password.as_bytes()))
    }

    /// The name of a token; `None` of what is none.
    pub(crate) fn token(&self, token: &str) -> Option<&str> {
        let sha256 = sha256_hex(token.as_bytes());
        self.tokens.iter().find(|known| known.sha256 == sha256).map(|known| known.name.as_str())
    }
}

/// Letters and digits of any script, and what stands inside names.
fn check_name(name: &str) -> Result<(), UsageError> {
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | ' ');
    if name.trim() != name
        || name.is_empty()
        || name.chars().count() > LONGEST_NAME
        || !name.chars().all(sound)
    {
        return Err(UsageError(format!("{name:?}: a name has letters, digits, and - _ . @ between them")));
    }
    Ok(())
}

fn hashed(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|error| anyhow!("{error}"))?;
    Ok(hash.to_string())
}

/// So many bytes of chance, in hexadecimal digits.
///
/// # Errors
/// A system without chance.
pub(crate) fn chance(bytes: usize) -> Result<String> {
    let mut buffer = vec![0_u8; bytes];
    getrandom::fill(&mut buffer).map_err(|error| anyhow!("no random numbers: {error}"))?;
    Ok(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_and_tokens_come_in_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = Keys::beside(&folder.path().join("a.db"));
        assert!(path.ends_with("a.db.users"));
        let mut keys = Keys::read(&path).unwrap();
        keys.add_user("سلمى", "a long password").unwrap();
        let token = keys.add_token("desk").unwrap();
        assert!(keys.add_token("desk").is_err() && keys.add_user("x", "short").is_err());
        for name in ["", " a", "a\nb", "a\u{202e}b", "<b>"] {
            assert!(keys.add_user(name, "a long password").is_err(), "{name:?}");
        }
        keys.write(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("a long password") && !text.contains(&token));
        let mut keys = Keys::read(&path).unwrap();
        assert!(keys.is_password("سلمى", "a long password"));
        assert!(
            !keys.is_password("سلمى", "a long passwore") && !keys.is_password("nobody", "a long password")
        );
        assert_eq!((keys.token(&token), keys.token("x")), (Some("desk"), None));
        assert!(keys.remove_user("سلمى") && !keys.remove_user("سلمى") && keys.remove_token("desk"));
        assert!(!keys.is_password("سلمى", "a long password") && keys.token(&token).is_none());
        fs::write(&path, "user = 1").unwrap();
        assert!(Keys::read(&path).is_err());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            keys.write(&path).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
