"""How an outsider verifies a dossier: the words, and a program of the standard library alone."""

README = """\
What this is
------------
MANIFEST.json      every other file with its size and sha256, and the head of the record at which this was made
matter.json        what this dossier answers
claims/NNN/        one claim: page.html to read; decisions.json with who judged what when, on which evidence and which
                   archived copy ("is_at" marks the newest copy that was here when it was judged); judged-*.json are
                   the exact bytes of each decision; publications.json says what was public from when to when
articles/NNN/      each text of an article, with the hash of the bytes that it was read from; proof.html and proof.pdf show
                   the newest text with its claims in the margin and behind it
copies/            those bytes and the archived pages, each named by its sha256; copies.json says what they are
history/           entries.jsonl: the entries of the record; chain.txt: number and hash of every entry from there to
                   the head; heads.json and heads/: where the head was noted outside (.tsr: RFC 3161 time-stamps)
REDACTIONS.json    in a dossier for disclosure: every omission and its reason
NOT-INCLUDED.json  what could not be included

How to verify it
----------------
python3 verify.py       (Python 3.8 or newer, nothing else; run it in the unpacked folder)

By hand:
1. sha256 of each file is that in MANIFEST.json; sha256 of the ZIP itself is in the newsroom's record.
2. sha256 of judged-*.json is "content_sha256" of its decision (not where REDACTIONS.json names the file).
3. An entry's digest is sha256(salt + body), salt as bytes, body as UTF-8.
4. An entry's hash is sha256(F + 0x1E + digest + previous_hash), where F is UTF-8 of: seq, at_microseconds, actor, door,
   verb, type, id, article, claim; joined by 0x1F, each null written as "-".
5. An entry's previous_hash is the hash of the entry before it in chain.txt, its hash the one at its own number.
6. Each noted head in heads.json is in chain.txt. A time-stamp is of the text SEQ:HASH:
   printf '%s' SEQ:HASH > head; openssl ts -verify -data head -in FILE.tsr -CAfile ROOTS.pem

What that proves: no byte in here differs from what the record says, each entry stands in the chain at its place, and the
chain up to a head that was noted outside is as it was then. Of entries that are not in here chain.txt gives the hash alone:
that they follow from each other only the newsroom's own `verify_history` can show.
"""

VERIFY = '''\
"""Verifies a dossier: run it in the unpacked folder. Needs nothing but Python."""
import hashlib
import json
import pathlib
import sys


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def problems(root):
    manifest = json.loads((root / "MANIFEST.json").read_text("utf-8"))
    for file in manifest["files"]:
        path = root / file["path"]
        if not path.is_file() or sha256(path.read_bytes()) != file["sha256"]:
            yield "%s is missing or altered" % file["path"]
    listed = {file["path"] for file in manifest["files"]} | {"MANIFEST.json"}
    for path in root.rglob("*"):
        if path.is_file() and path.relative_to(root).as_posix() not in listed:
            yield "%s is not in the manifest" % path.relative_to(root).as_posix()
    cut = set()
    if (root / "REDACTIONS.json").is_file():
        cut = {one["path"] for one in json.loads((root / "REDACTIONS.json").read_text("utf-8"))
               if one["what"] == "entries among evidence or attempts"}
    for path in sorted(root.glob("claims/*/decisions.json")):
        for one in json.loads(path.read_text("utf-8")):
            name = one.get("file")
            if name and name not in cut and sha256((root / name).read_bytes()) != one["content_sha256"]:
                yield "%s is not what was judged" % name
    chain = dict(line.split() for line in (root / "history/chain.txt").read_text("ascii").splitlines())
    for line in (root / "history/entries.jsonl").read_text("utf-8").split("\\n"):
        if line:
            yield from entry_problems(json.loads(line), chain)
    for head in json.loads((root / "history/heads.json").read_text("utf-8")):
        if chain.get(str(head["seq"])) != head["hash"]:
            yield "the head noted at entry %s is not in the chain" % head["seq"]
    seq, _, digest = manifest["record_head"].partition(":")
    if chain and chain.get(seq) != digest:
        yield "the chain does not end at the head of the record"


def entry_problems(entry, chain):
    seq = entry["seq"]
    if entry["body"] is not None:
        if sha256(bytes.fromhex(entry["salt"]) + entry["body"].encode()) != entry["digest"]:
            yield "what entry %s says was altered" % seq
    names = ("seq", "at_microseconds", "actor", "door", "verb", "type", "id", "article", "claim")
    fields = "\\x1f".join("-" if entry[name] is None else str(entry[name]) for name in names)
    data = fields.encode() + b"\\x1e" + bytes.fromhex(entry["digest"]) + bytes.fromhex(entry["previous_hash"])
    if sha256(data) != entry["hash"]:
        yield "entry %s was altered" % seq
    if chain.get(str(seq)) != entry["hash"]:
        yield "entry %s is not in the chain" % seq
    before = chain.get(str(seq - 1))
    if before is not None and before != entry["previous_hash"]:
        yield "entry %s does not follow the entry before it" % seq


if __name__ == "__main__":
    found = list(problems(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\\n".join(found) or "All of it fits.")
    sys.exit(1 if found else 0)
'''
