#!/usr/bin/env python3
"""Verifies a sealed batch: verify_batch.py BATCH.zip PUBLIC_KEY CONTROLLER [YYYY-MM-DD]"""
import datetime, hashlib, json, pathlib, subprocess, sys, tempfile, zipfile

def check(holds, problem):
    if not holds:
        sys.exit(f"refused: {problem}")

path, key, controller, *day = sys.argv[1:]
today = day[0] if day else datetime.datetime.now(datetime.timezone.utc).date().isoformat()
with zipfile.ZipFile(path) as batch, tempfile.TemporaryDirectory() as folder:
    entries = batch.infolist()
    check(not batch.comment and not any(e.compress_type or e.extra or e.comment or e.flag_bits
          for e in entries), "the container")
    check([e.filename for e in entries[:2]] == ["manifest.json", "manifest.json.minisig"]
          and max(e.file_size for e in entries[:2]) < 16 << 20, "manifest or signature")
    for e in entries[:2]:
        pathlib.Path(folder, e.filename).write_bytes(batch.read(e))
    check(subprocess.run(["minisign", "-V", "-q", "-P", key, "-m", f"{folder}/manifest.json"])
          .returncode == 0, "the signature")
    manifest = json.loads(batch.read(entries[0]))
    check(manifest["format"] == "cardsieve-batch-1", "the format")
    check(manifest["controller"] == controller, "the controller")
    named = [manifest["rows"], *manifest["photos"]]
    check([e.filename for e in entries[2:]] == [item["name"] for item in named], "the entries")
    for item, e in zip(named, entries[2:]):
        check(item["bytes"] == e.file_size and hashlib.sha256(batch.read(e)).hexdigest()
              == item["sha256"], e.orig_filename if e.filename.startswith("rows") else "a photo")
check(manifest["delete_by"] >= today, "to be deleted since " + manifest["delete_by"])
print("verified: batch", manifest["batch"], "with", manifest["rows"]["count"], "rows")
