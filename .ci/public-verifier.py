"""Reads files with the public C2PA verifier (PyPI c2pa-python): public-verifier.py ROOT.pem FILE..., one JSON object a line.

`alone`: what it says of a signer that it does not know; `withRoot`: once our root is an anchor."""

import json
import sys

from c2pa import C2paError, Context, Reader, Settings


def read(path, settings):
    try:
        with Reader(path, context=Context(settings)) as reader:
            return json.loads(reader.json())
    except C2paError as error:
        return {"validation_state": type(error).__name__, "manifests": {}}


def main(root, files):
    with open(root, encoding="utf-8") as pem:
        anchored = Settings.from_dict({"trust": {"trust_anchors": pem.read()}, "verify": {"verify_trust": True}})
    for file in files:
        alone, with_root = read(file, Settings()), read(file, anchored)
        codes = sorted({status["code"] for status in alone.get("validation_status", [])})
        answer = {
            "file": file,
            "alone": alone["validation_state"],
            "withRoot": with_root["validation_state"],
            "codes": codes,
            "ancestors": max(0, len(alone["manifests"]) - 1),
        }
        print(json.dumps(answer))


main(sys.argv[1], sys.argv[2:])
