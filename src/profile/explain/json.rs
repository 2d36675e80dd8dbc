//! An explanation as JSON.

use serde_json::{Value, json};

use super::{Block, Explanation, Phrase};
use crate::canonical_json;
use crate::field::listing;

impl Explanation {
    /// As RFC 8785 JSON: chapters of blocks, each with its kind.
    pub fn json(&self) -> String {
        let chapters: Vec<Value> = self
            .chapters
            .iter()
            .map(|chapter| {
                json!({
                    "blocks": chapter.blocks.iter().map(block).collect::<Vec<_>>(),
                    "id": chapter.id,
                    "title": chapter.title,
                })
            })
            .collect();
        canonical_json::to_string(&json!({
            "catalogue": { "fingerprint": listing::fingerprint(), "version": listing::VERSION },
            "chapters": chapters,
            "format": "cardsieve-explanation-1",
            "profile": { "fingerprint": self.fingerprint, "name": self.profile },
            "title": self.title,
        }))
    }
}

fn block(block: &Block) -> Value {
    match block {
        Block::Heading(words) => json!({ "kind": "heading", "text": words.plain() }),
        Block::Paragraph(words) => json!({ "kind": "paragraph", "text": words.plain() }),
        Block::List(items) => json!({
            "items": items.iter().map(Phrase::plain).collect::<Vec<_>>(),
            "kind": "list",
        }),
        Block::Table(table) => json!({
            "caption": table.caption,
            "head": table.head,
            "kind": "table",
            "rows": table
                .rows
                .iter()
                .map(|row| row.iter().map(Phrase::plain).collect::<Vec<_>>())
                .collect::<Vec<_>>(),
        }),
    }
}
