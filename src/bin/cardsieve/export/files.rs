//! The files of one run; begun before anything is read, so that a fault there comes first.

use std::path::Path;

use cardsieve::Profile;
use cardsieve::inspect::{Looked, Outgoing};
use cardsieve::ledger::FileDigest;

use super::Args;
use super::account::Entering;
use super::goods::{Closing, Goods, Papers};
use super::sift::Sifted;
use super::targets::{Kind, Target};
use crate::beside::Beside;
use crate::failure::{Failure, Failures, Outcome};
use crate::output::{self, Output};
use crate::{console, stale, standing};

pub(super) struct Files {
    rows: Option<Output>,
    report: Option<Output>,
    flagged: Option<Output>,
    manifest: Option<Output>,
    signature: Option<Output>,
}

impl Files {
    pub(super) fn begin(args: &Args, target: &Target, profile: &Profile) -> Result<Self, Failure> {
        let rows = target.file.as_deref();
        // bare rows of nobody to nobody are warned about, and have no papers
        let beside = rows.filter(|_| target.kind == Kind::Bare).map(Beside::of);
        let manifest = beside.as_ref().map(|beside| beside.manifest.as_path());
        let signature = beside.as_ref().map(|beside| beside.signature.as_path());
        let manifest_goes = !profile.is_unnamed();
        warn_of_older(manifest.filter(|_| !manifest_goes), "manifest");
        warn_of_older(signature.filter(|_| args.sign.is_none()), "signature");
        let manifest = manifest.filter(|_| manifest_goes);
        let signature = signature.filter(|_| args.sign.is_some());
        let (report, flagged) = (args.report.as_deref(), args.flagged_report.as_deref());
        let named = [rows, report, flagged];
        stale::name_beside(named.into_iter().flatten());
        let mut failures = Failures::default();
        let mut begin = |path: Option<&Path>| {
            failures
                .take(path.map(Output::create).transpose())
                .flatten()
        };
        let files = Self {
            rows: begin(rows),
            report: begin(report),
            flagged: begin(flagged),
            manifest: begin(manifest),
            signature: begin(signature),
        };
        failures.check().map(|()| files)
    }

    /// Writes all of them under their temporary names; goods for standard output are given back. What
    /// was written is looked at as its recipient would, and may turn out not to go.
    pub(super) fn fill(
        &mut self,
        sifted: &mut Sifted,
        closing: &Closing,
        outgoing: &Outgoing,
    ) -> Result<Option<Goods>, Failure> {
        let mut left = None;
        if let Some(goods) = sifted.goods.take() {
            let (looked, rest) = self.fill_with(goods, closing, outgoing)?;
            left = rest;
            for looked in looked {
                sifted.judge(&looked);
            }
        }
        if let Some(report) = &mut self.report {
            report.fill(|out| writeln!(out, "{}", sifted.report.to_json()))?;
        }
        if let Some(flagged) = &mut self.flagged {
            flagged.fill(|out| {
                sifted
                    .report
                    .flagged_rows()
                    .try_for_each(|row| writeln!(out, "{row}"))
            })?;
        }
        Ok(left.filter(|_| sifted.refusal.is_none()))
    }

    fn fill_with(
        &mut self,
        goods: Goods,
        closing: &Closing,
        outgoing: &Outgoing,
    ) -> Result<(Vec<Looked>, Option<Goods>), Failure> {
        let mut looked = Vec::new();
        if let (Some(manifest), Goods::Rows(rows)) = (&mut self.manifest, &goods) {
            let papers = Papers::of(rows, closing, outgoing)?;
            looked.push(papers.looked);
            manifest.fill(|out| out.write_all(papers.manifest.as_bytes()))?;
            if let (Some(output), Some(signature)) = (&mut self.signature, papers.signature) {
                output.fill(|out| out.write_all(signature.as_bytes()))?;
            }
        }
        let left = match (&mut self.rows, goods) {
            (Some(output), goods) => {
                looked.push(goods.write(closing, outgoing, output)?);
                None
            }
            // what is already out on standard output could not be called back
            (None, goods) => {
                looked.extend(goods.look(outgoing));
                Some(goods)
            }
        };
        Ok((looked, left))
    }

    /// The reports first, the rows last: no rows without what speaks of them. All, or none.
    ///
    /// Under a ledger, the entry comes before any of them has its name. If `is_all`, the run has then done
    /// what it had to do, and a signal that comes later changes nothing.
    pub(super) fn release(
        self,
        with_rows: bool,
        is_all: bool,
        entering: Option<Entering<'_>>,
    ) -> Outcome {
        let digest = match (&self.rows, &entering) {
            (Some(rows), Some(_)) => Some(rows.read(|file| FileDigest::of(file))?),
            _ => None,
        };
        let mut files = vec![self.report, self.flagged];
        if with_rows {
            files.extend([self.manifest, self.signature, self.rows]);
        }
        let files = files.into_iter().flatten().collect();
        match (entering, digest) {
            (Some(entering), Some(digest)) => {
                let before = || entering.prepare(&digest);
                output::release_between(files, before, |entered, have_names| {
                    if have_names {
                        standing::is_complete();
                        entered.released()
                    } else {
                        entered.abandoned()
                    }
                })
            }
            _ => output::release_between(
                files,
                || Ok(()),
                |(), have_names| {
                    if have_names && is_all {
                        standing::is_complete();
                    }
                    Ok(())
                },
            ),
        }
    }
}

/// Nothing that is not ours to replace is deleted, but it must not be taken for this run's.
fn warn_of_older(path: Option<&Path>, what: &str) {
    if let Some(older) = path.filter(|path| path.exists()) {
        console::warn(
            &format!("{}: the {what} of an earlier run", older.display()),
            Some(
                "delete it: it does not fit the new rows, and `inspect --signer` refuses the two together",
            ),
        );
    }
}
