//! A disk that takes no more: nothing is half written, the store is readable, and work goes on when there is room.
//!
//! The disk is a small one in memory, within a mount namespace of its own; where the system gives none, the test says so and proves nothing.

use std::process::Command;

use super::{Folder, article, check_whole, dateline, json_line, open};
use dateline::store::IncidentStore;

/// The options of `unshare` that give a namespace where one may mount, as root or as anybody else.
fn namespace() -> Option<&'static [&'static str]> {
    let all: [&[&str]; 2] = [&["--mount"], &["--user", "--map-root-user", "--mount"]];
    all.into_iter().find(|options| {
        let trial = Command::new("unshare")
            .args(*options)
            .args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"])
            .output();
        trial.is_ok_and(|output| output.status.success())
    })
}

/// Fills the small disk, looks at what is there, makes room, and goes on; what each step said stands in a file of the folder outside.
const SCRIPT: &str = r#"
mount -t tmpfs -o size=3500k tmpfs "$1/disk" || exit 9
"$0" ingest "$1/articles.jsonl" --store "$1/disk/news.gpkg" >"$1/acknowledged" 2>"$1/refused"; echo $? >"$1/codes"
"$0" export --store "$1/disk/news.gpkg" --format geojsonseq >"$1/exported" 2>"$1/export_said"; echo $? >>"$1/codes"
mount -o remount,size=64m "$1/disk"
"$0" ingest "$1/articles.jsonl" --store "$1/disk/news.gpkg" >/dev/null 2>"$1/resumed"; echo $? >>"$1/codes"
cp "$1"/disk/news.gpkg* "$1"
"#;

#[test]
fn a_full_disk_is_told_and_what_was_acknowledged_stays() {
    const ARTICLES: usize = 768;
    let Some(options) = namespace() else {
        #[expect(clippy::print_stderr, reason = "a test that proves nothing says so")]
        {
            eprintln!("skipped: this system gives no mount namespace for a small disk");
        }
        return;
    };
    let folder = Folder::new();
    std::fs::create_dir(folder.0.join("disk")).unwrap();
    let lines: String = (0..ARTICLES).map(|number| json_line(&article(number))).collect();
    std::fs::write(folder.0.join("articles.jsonl"), lines).unwrap();
    let mut shell = Command::new("unshare");
    shell
        .args(options)
        .args(["sh", "-c", SCRIPT])
        .arg(dateline(&[]).get_program());
    let done = shell.arg(&folder.0).output();
    assert!(done.unwrap().status.success());
    let said = |name: &str| std::fs::read_to_string(folder.0.join(name)).unwrap();
    assert_eq!(said("codes"), "1\n0\n0\n", "{}{}", said("refused"), said("export_said"));
    let refused = said("refused");
    let expected = format!(
        "the disk is full: nothing was added to the store `{}`",
        folder.0.join("disk/news.gpkg").display()
    );
    assert!(refused.contains(&expected), "{refused}");
    let kept = said("acknowledged").lines().count();
    assert!(0 < kept && kept < ARTICLES, "the disk should fill after some: {kept}");
    assert_eq!(said("exported").lines().count(), kept, "each tells one incident");
    check_whole(&folder.store(), &(0..ARTICLES).collect::<Vec<_>>());
    assert_eq!(open(&folder.store()).unwrap().counts().unwrap().documents, ARTICLES);
}
