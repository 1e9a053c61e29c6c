//! Packs the page for a release: with `embed` and `server`, each file of `web/` that the page asks for goes into the binary compressed.

#[cfg(all(feature = "embed", feature = "server"))]
use std::error::Error;

#[cfg(all(feature = "embed", feature = "server"))]
#[path = "src/server/pack.rs"]
mod pack;

#[cfg(all(feature = "embed", feature = "server"))]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/server/pack.rs");
    page::write()
}

#[cfg(not(all(feature = "embed", feature = "server")))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(all(feature = "embed", feature = "server"))]
mod page {
    use std::error::Error;
    use std::fmt::Write;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    /// What of `web/` is the page; the rest are its tests, scripts and notes.
    const PARTS: [&str; 4] = ["index.html", "css", "js", "vendor"];

    /// Writes `page.rs`, the table of files that `src/server/assets.rs` includes: path, tag, compressed bytes; sorted by path.
    pub(super) fn write() -> Result<(), Box<dyn Error>> {
        let web = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("web");
        let target = PathBuf::from(env::var("OUT_DIR")?);
        let mut files = Vec::new();
        for part in PARTS {
            println!("cargo::rerun-if-changed=web/{part}");
            collect(&web, Path::new(part), &mut files)?;
        }
        files.sort();
        let mut table = String::from("&[\n");
        for (number, path) in files.iter().enumerate() {
            let packed = super::pack::pack(path, &fs::read(web.join(path))?)?;
            let file = target.join(format!("page-{number}.gz"));
            fs::write(&file, packed.zipped)?;
            writeln!(
                table,
                "({path:?}, {:?}, include_bytes!({:?})),",
                packed.tag,
                file.to_string_lossy()
            )?;
        }
        table.push_str("]\n");
        Ok(fs::write(target.join("page.rs"), table)?)
    }

    /// Adds the files at or below a path of `web/`, with `/` between the parts of their names. What is missing is left out.
    fn collect(web: &Path, path: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
        let full = web.join(path);
        if full.is_dir() {
            for entry in fs::read_dir(full)? {
                collect(web, &path.join(entry?.file_name()), files)?;
            }
        } else if full.is_file() {
            let parts: Option<Vec<_>> = path.iter().map(|part| part.to_str()).collect();
            files.push(parts.ok_or("a file of web/ has a name that is not Unicode")?.join("/"));
        }
        Ok(())
    }
}
