"""What readers that this project did not write make of feed files: argv are paths, stdout is JSON.

Needs Debian's python3-feedparser, python3-html5lib and newsboat; says which are missing.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import xml.parsers.expat
from pathlib import Path
from xml.etree import ElementTree

MISSING = []
try:
    import feedparser
except ImportError:
    MISSING.append("python3-feedparser")
try:
    import html5lib
except ImportError:
    MISSING.append("python3-html5lib")
if shutil.which("newsboat") is None:
    MISSING.append("newsboat")


def well_formed(path):
    """The complaint of expat, the XML parser of most readers; None where there is none."""
    try:
        xml.parsers.expat.ParserCreate(namespace_separator=" ").Parse(path.read_bytes(), True)
    except xml.parsers.expat.ExpatError as error:
        return str(error)
    return None


ATOM = "{http://www.w3.org/2005/Atom}"
HTML = ["description", "{http://purl.org/rss/1.0/modules/content/}encoded", f"{ATOM}content"]


def html_errors(path):
    """What the W3C feed validator calls NotHtml: every parse error of the HTML standard in an item."""
    errors = []
    for item in ElementTree.parse(path).iter():
        if item.tag not in ("item", f"{ATOM}entry"):
            continue
        for element in item:
            if element.tag in HTML:
                parser = html5lib.HTMLParser()
                parser.parseFragment(element.text or "")
                errors += [code for _, code, _ in parser.errors]
    return errors


def by_feedparser(path):
    feed = feedparser.parse(path.read_bytes())
    return {
        "complaint": str(feed.bozo_exception) if feed.bozo else None,
        "version": feed.version,
        "entries": [
            {
                "id": entry.id,
                "title": entry.title,
                "link": entry.link,
                "published": entry.published,
                "authors": [author.name for author in entry.authors if author],
                "summary": entry.get("summary", ""),
                "html": entry.content[0].value,
            }
            for entry in feed.entries
        ],
    }


def by_newsboat(path):
    """What newsboat has kept of a feed; each in a home of its own, since it knows items by their ids alone."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "urls").write_text(f"{path.as_uri()}\n")
        (home / "config").write_text("")
        done = subprocess.run(
            ["newsboat", "-u", home / "urls", "-c", home / "cache", "-C", home / "config"]
            + ["-x", "reload"],
            check=True,
            capture_output=True,
            text=True,
            env={"HOME": folder, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            timeout=120,
        )
        if done.stderr.strip():
            raise RuntimeError(done.stderr)
        cache = sqlite3.connect(home / "cache")
        rows = cache.execute("SELECT guid, title, url, pubDate, content FROM rss_item")
        return [dict(zip(["id", "title", "link", "published", "html"], row)) for row in rows]


if MISSING:
    print(json.dumps({"missing": MISSING}))
    sys.exit()
PATHS = [Path(name).resolve() for name in sys.argv[1:]]
print(
    json.dumps(
        {
            "missing": [],
            "feeds": [
                {
                    "xml": well_formed(path),
                    "html": html_errors(path),
                    "feedparser": by_feedparser(path),
                    "newsboat": by_newsboat(path),
                }
                for path in PATHS
            ],
        }
    )
)
