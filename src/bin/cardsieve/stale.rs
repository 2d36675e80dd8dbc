//! What runs that were cut off left behind: unfinished files, and whole copies of keys.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cardsieve::BatchId;

use crate::console;
use crate::output::{self, PREFIX, SUFFIX};

/// What a key file's name is followed by, before an id, while the file is being replaced.
const COPY: &str = ".cardsieve-tmp-";

/// No more names are told of one folder.
const MOST: usize = 10;

/// What this run has named: once is enough.
static NAMED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Names the temporary files that other runs left beside any of the targets.
pub(crate) fn name_beside<'t>(targets: impl Iterator<Item = &'t Path>) {
    let folders: BTreeSet<&Path> = targets.map(output::folder).collect();
    for folder in folders {
        name_in(folder, is_unfinished, "unfinished files", UNFINISHED);
        name_in(folder, is_copy, "copies of a key file", COPIED);
    }
}

/// Names the copies of keys that other runs left beside a key file, wherever it is used.
pub(crate) fn name_copies(key_file: &Path) {
    // the copy lies beside the file itself, not beside a link to it
    let place = output::place(key_file);
    name_in(
        output::folder(&place),
        is_copy,
        "copies of a key file",
        COPIED,
    );
}

const UNFINISHED: &str = "delete them unless another run is at work there: they can hold released rows, a report, the rows \
     with a raised flag, or a ledger";

const COPIED: &str =
    "delete them unless the file is being changed at this moment: each holds every key that it had";

fn is_unfinished(name: &str) -> bool {
    let id = name
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_suffix(SUFFIX));
    id.is_some_and(|id| id.parse::<BatchId>().is_ok())
}

fn is_copy(name: &str) -> bool {
    let parts = name.rsplit_once(COPY);
    parts.is_some_and(|(_, id)| id.parse::<BatchId>().is_ok())
}

fn name_in(folder: &Path, is_left: fn(&str) -> bool, what: &str, next: &str) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let place = output::place(folder);
    let mut named = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
    let own: BTreeSet<PathBuf> = {
        let all = output::unfinished();
        all.iter().map(|path| output::place(path)).collect()
    };
    let mut is_news = |name: &String| {
        let path = place.join(name);
        is_left(name) && !own.contains(&path) && named.insert(path)
    };
    let mut left: Vec<String> = names.filter(|name| is_news(name)).collect();
    if left.is_empty() {
        return;
    }
    left.sort();
    let (count, more) = (left.len(), left.len().saturating_sub(MOST));
    left.truncate(MOST);
    let mut text = format!("{what} in {}: {}", folder.display(), left.join(", "));
    if more > 0 {
        text += &format!(" and {more} more, {count} in all");
    }
    console::warn(&text, Some(next));
}
