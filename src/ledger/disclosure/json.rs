//! A disclosure as members of an entry.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};

use super::{
    COLUMNS, CommitmentsEntry, Disclosure, FileEntry, FileKind, KeyCheck, MapEntry, PhotosEntry,
    RowsEntry,
};
use crate::batch::{Form, ManifestColumn};
use crate::ledger::members::Members;
use crate::profile::{is_plain_text, is_profile_name};

/// Eight bytes of lower hex.
fn key_check(text: &str) -> Option<KeyCheck> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok()
}

const FORMS: [(Form, &str); 2] = [(Form::Csv, "csv"), (Form::Ndjson, "ndjson")];

impl Disclosure {
    pub(in crate::ledger) fn write(&self, into: &mut Map<String, Value>) {
        let columns: Vec<Value> = self.columns.iter().map(ManifestColumn::json).collect();
        let form = FORMS.iter().find(|(form, _)| *form == self.rows.form);
        let all = json!({
            "batch": self.batch.to_string(),
            "catalogue": {
                "fingerprint": HEXLOWER.encode(&self.catalogue.0),
                "version": self.catalogue.1,
            },
            COLUMNS: columns,
            "commitments": {
                "count": self.commitments.count,
                "key": HEXLOWER.encode(&self.commitments.key),
                "marks": HEXLOWER.encode(&self.commitments.marks),
                "new": self.commitments.new,
                "people": HEXLOWER.encode(&self.commitments.people),
                "sha256": HEXLOWER.encode(&self.commitments.sha256),
                "subjects": HEXLOWER.encode(&self.commitments.subjects),
                "year": self.commitments.year,
            },
            "controller": self.controller,
            "created": self.created.to_string(),
            "delete_by": self.delete_by.to_string(),
            "encrypted": self.encrypted,
            "epoch": self.epoch.as_str(),
            "file": {
                "kind": self.file.kind.name(),
                "sha256": HEXLOWER.encode(&self.file.sha256),
            },
            "manifest": HEXLOWER.encode(&self.manifest),
            "map": self.map.map(|map| json!({
                "fingerprint": HEXLOWER.encode(&map.fingerprint),
                "kept": map.kept,
            })),
            "photos": {"count": self.photos.count},
            "profile": {"fingerprint": HEXLOWER.encode(&self.profile.0), "name": self.profile.1},
            "purpose": self.purpose,
            "recipient": self.recipient,
            "rows": {
                "count": self.rows.count,
                "form": form.map(|(_, name)| *name),
                "sha256": HEXLOWER.encode(&self.rows.sha256),
            },
            "signed": self.signed,
        });
        if let Value::Object(members) = all {
            into.extend(members);
        }
    }

    pub(in crate::ledger) fn read(
        members: Members<'_>,
        columns: Arc<[ManifestColumn]>,
    ) -> Option<Self> {
        let catalogue = members.object("catalogue")?;
        let commitments = members.object("commitments")?;
        let file = members.object("file")?;
        let photos = members.object("photos")?;
        let profile = members.object("profile")?;
        let rows = members.object("rows")?;
        let plain = |members: Members<'_>, key: &str| {
            let text = members.text(key)?;
            is_plain_text(text, 80).then(|| text.to_owned())
        };
        let map = match members.value("map")? {
            Value::Null => None,
            map => {
                let map = Members::of(map);
                Some(MapEntry {
                    fingerprint: map.sha("fingerprint")?,
                    kept: map.flag("kept")?,
                })
            }
        };
        let kind = file.text("kind")?;
        let form = rows.text("form")?;
        Some(Self {
            batch: members.parse("batch")?,
            catalogue: (
                catalogue.sha("fingerprint")?,
                catalogue.number("version")?.try_into().ok()?,
            ),
            columns,
            commitments: CommitmentsEntry {
                count: commitments.number("count")?,
                key: key_check(commitments.text("key")?)?,
                marks: commitments.sha("marks")?,
                new: commitments.number("new")?,
                people: commitments.sha("people")?,
                sha256: commitments.sha("sha256")?,
                subjects: commitments.sha("subjects")?,
                year: commitments.number("year")?.try_into().ok()?,
            },
            controller: plain(members, "controller")?,
            created: members.parse("created")?,
            delete_by: members.parse("delete_by")?,
            encrypted: members.flag("encrypted")?,
            epoch: members.parse("epoch")?,
            file: FileEntry {
                kind: FileKind::ALL
                    .iter()
                    .copied()
                    .find(|one| one.name() == kind)?,
                sha256: file.sha("sha256")?,
            },
            manifest: members.sha("manifest")?,
            map,
            photos: PhotosEntry {
                count: photos.number("count")?,
            },
            profile: (
                profile.sha("fingerprint")?,
                profile
                    .text("name")
                    .filter(|name| is_profile_name(name))?
                    .to_owned(),
            ),
            purpose: plain(members, "purpose")?,
            recipient: plain(members, "recipient")?,
            rows: RowsEntry {
                count: rows.number("count")?,
                form: FORMS.iter().find(|(_, name)| *name == form)?.0,
                sha256: rows.sha("sha256")?,
            },
            signed: members.flag("signed")?,
        })
    }
}
