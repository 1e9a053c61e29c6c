//! An online map that the user may choose to lie under the incidents. Without it nothing on the page is asked of another machine.

/// Where the pictures of an online map come from, as `https://tiles.example.org/{z}/{x}/{y}.png`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileSource {
    address: String,
    /// Its scheme, host and port: all that the page's policy lets in.
    origin: String,
    attribution: String,
}

/// Why an address is none of tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileSourceError {
    /// It does not begin with `https://` or `http://`, or names no host.
    #[error("give an address that begins with https:// and a host")]
    Scheme,
    /// A part that tells the tiles apart is missing.
    #[error("the address must hold {{z}}, {{x}} and {{y}} in its path")]
    Placeholder,
    /// The host holds a character that a host has not.
    #[error("the host may hold letters, digits, dots, hyphens and a port; {{s}} is not understood: name one host")]
    Host,
}

impl TileSource {
    /// A source at an address, with the line that its makers want under the map.
    ///
    /// # Errors
    /// [`TileSourceError`] where the address cannot be one of tiles.
    pub fn new(address: &str, attribution: &str) -> Result<TileSource, TileSourceError> {
        let (scheme, rest) = address.split_once("://").ok_or(TileSourceError::Scheme)?;
        let (host, path) = rest.split_once('/').ok_or(TileSourceError::Placeholder)?;
        if !matches!(scheme, "http" | "https") || host.is_empty() {
            return Err(TileSourceError::Scheme);
        }
        // The host becomes a part of a header that forbids everything else; nothing may end it early.
        if !host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':'))
        {
            return Err(TileSourceError::Host);
        }
        if !["{z}", "{x}", "{y}"].iter().all(|part| path.contains(part)) {
            return Err(TileSourceError::Placeholder);
        }
        Ok(TileSource {
            address: address.to_owned(),
            origin: format!("{scheme}://{host}"),
            attribution: attribution.to_owned(),
        })
    }

    /// The address with its placeholders.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The line under the map.
    pub fn attribution(&self) -> &str {
        &self.attribution
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_lets_in_its_own_host_and_no_other() {
        let source = TileSource::new("https://tiles.example.org:8443/{z}/{x}/{y}.png?key=1", "Example").unwrap();
        assert_eq!(source.origin(), "https://tiles.example.org:8443");
        for (address, error) in [
            ("tiles.example.org/{z}/{x}/{y}.png", TileSourceError::Scheme),
            ("ftp://example.org/{z}/{x}/{y}.png", TileSourceError::Scheme),
            ("https:///{z}/{x}/{y}.png", TileSourceError::Scheme),
            ("https://example.org/{z}/{x}.png", TileSourceError::Placeholder),
            ("https://example.org", TileSourceError::Placeholder),
            ("https://{s}.example.org/{z}/{x}/{y}.png", TileSourceError::Host),
            ("https://a.org; script-src */{z}/{x}/{y}.png", TileSourceError::Host),
        ] {
            assert_eq!(TileSource::new(address, ""), Err(error), "{address}");
        }
    }
}
