"""Search engines of Debian beside ours: reads documents and queries as JSON Lines, writes ranked places and times.

    peers.py DEPTH [ENGINE...] < documents-and-queries.jsonl

In:  {"document": 0, "text": "..."} and {"query": 0, "text": "..."}
Out: {"engine": "xapian", "query": 0, "ranked": [3, 1], "seconds": 0.001}
     {"engine": "xapian", "indexed": seconds, "cpu": seconds, "bytes": bytes of the index}
     {"engine": "xapian", "missing": "apt install python3-xapian"}
"""

import glob
import json
import os
import pathlib
import pwd
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time


class Missing(Exception):
    """What to install."""


def quoted(query):
    """Every word in quotes, any of them."""
    words = [word.replace('"', "") for word in query.split()]
    return ['"%s"' % word for word in words if re.search(r"\w", word)]


class Fts5:
    """SQLite FTS5 with its default tokenizer, which leaves marks of two bytes alone."""

    name = "fts5"
    tokenizer = "unicode61"

    def __init__(self, folder):
        try:
            import sqlite3

            self.path = os.path.join(folder, self.name + ".db")
            self.db = sqlite3.connect(self.path)
            # Without the texts: the size is that of the index.
            self.db.execute(f"create virtual table d using fts5(t, content='', tokenize='{self.tokenizer}')")
        except Exception as error:
            raise Missing(f"{error}: apt install python3 libsqlite3-0") from error

    def index(self, documents):
        self.db.executemany("insert into d(rowid, t) values (?, ?)", ((at + 1, text) for at, text in documents))
        self.db.commit()

    def search(self, query, depth):
        words = quoted(query)
        if not words:
            return []
        rows = self.db.execute(
            "select rowid from d where d match ? order by rank limit ?", (" OR ".join(words), depth)
        )
        return [row[0] - 1 for row in rows]

    def bytes(self):
        return os.path.getsize(self.path)

    def close(self):
        self.db.close()


class Fts5Bare(Fts5):
    """SQLite FTS5 that takes every mark away."""

    name = "fts5 bare"
    tokenizer = "unicode61 remove_diacritics 2"


class Postgres:
    """PostgreSQL full-text search with unaccent, in a cluster of its own."""

    name = "postgres"

    def __init__(self, folder):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        try:
            import psycopg2
        except ImportError as error:
            raise Missing("apt install postgresql python3-psycopg2") from error
        if not found:
            raise Missing("apt install postgresql python3-psycopg2")
        self.bin = found[-1]
        # It does not run as root.
        self.user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.folder = os.path.join(folder, "postgres")
        os.mkdir(self.folder)
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
            os.chmod(folder, 0o755)
        self.run("initdb", "-D", self.data(), "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c shared_buffers=512MB -c jit=off"
        self.run("pg_ctl", "-D", self.data(), "-w", "-l", os.path.join(self.folder, "log"), "-o", options, "start")
        try:
            self.db = psycopg2.connect(host=self.folder, user="bench", dbname="postgres")
            self.cursor = self.db.cursor()
            self.cursor.execute("create extension unaccent")
        except psycopg2.Error as error:
            self.close()
            raise Missing(f"{error}: apt install postgresql postgresql-contrib") from error
        self.cursor.execute("create text search configuration vi (copy = simple)")
        self.cursor.execute("alter text search configuration vi alter mapping for hword, hword_part, word with unaccent, simple")
        self.cursor.execute("create table d (id int primary key, v tsvector)")

    def data(self):
        return os.path.join(self.folder, "data")

    def run(self, program, *arguments):
        command = [os.path.join(self.bin, program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def index(self, documents):
        from psycopg2.extras import execute_values

        texts = ((at, text.replace("\0", "")) for at, text in documents)
        execute_values(self.cursor, "insert into d values %s", texts, "(%s, to_tsvector('vi', %s))", page_size=500)
        self.cursor.execute("create index on d using gin (v)")
        self.db.commit()
        self.db.autocommit = True
        self.cursor.execute("vacuum analyze d")

    def search(self, query, depth):
        self.cursor.execute(
            "select id from d, (select replace(plainto_tsquery('vi', %s)::text, '&', '|')::tsquery as q) as w"
            " where v @@ q order by ts_rank(v, q, 1) desc, id limit %s",
            (query.replace("\0", ""), depth),
        )
        return [row[0] for row in self.cursor.fetchall()]

    def bytes(self):
        self.cursor.execute("select pg_total_relation_size('d')")
        return self.cursor.fetchone()[0]

    def cpu(self):
        """Of the processes of the cluster, in seconds."""
        ticks = 0
        for stat in glob.glob("/proc/[0-9]*/stat"):
            try:
                fields = pathlib.Path(stat).read_text().rsplit(")", 1)[1].split()
                command = pathlib.Path(stat).with_name("cmdline").read_text()
            except OSError:
                continue
            if command.startswith("postgres: bench"):
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def close(self):
        self.run("pg_ctl", "-D", self.data(), "-m", "immediate", "stop")


class Xapian:
    """Xapian with its own BM25 and no stemmer."""

    name = "xapian"

    def __init__(self, folder):
        try:
            import xapian
        except ImportError as error:
            raise Missing("apt install python3-xapian") from error
        self.xapian = xapian
        self.path = os.path.join(folder, "xapian")
        self.db = xapian.WritableDatabase(self.path, xapian.DB_CREATE_OR_OPEN)

    def index(self, documents):
        generator = self.xapian.TermGenerator()
        for at, text in documents:
            document = self.xapian.Document()
            generator.set_document(document)
            generator.index_text(text)
            self.db.replace_document(at + 1, document)
        self.db.commit()

    def search(self, query, depth):
        parser = self.xapian.QueryParser()
        parser.set_default_op(self.xapian.Query.OP_OR)
        enquire = self.xapian.Enquire(self.db)
        enquire.set_query(parser.parse_query(query, 0))
        return [match.docid - 1 for match in enquire.get_mset(0, depth)]

    def bytes(self):
        return sum(entry.stat().st_size for entry in os.scandir(self.path))

    def close(self):
        self.db.close()


def say(engine, **what):
    print(json.dumps({"engine": engine, **what}), flush=True)


def cpu(peer):
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime + (peer.cpu() if hasattr(peer, "cpu") else 0)


def run(kind, folder, documents, queries, depth):
    try:
        peer = kind(folder)
    except Missing as missing:
        say(kind.name, missing=str(missing))
        return
    try:
        start, used = time.perf_counter(), cpu(peer)
        peer.index(documents)
        say(kind.name, indexed=time.perf_counter() - start, cpu=cpu(peer) - used, bytes=peer.bytes())
        for at, query in queries:
            start = time.perf_counter()
            ranked = peer.search(query, depth)
            say(kind.name, query=at, ranked=ranked, seconds=time.perf_counter() - start)
    finally:
        peer.close()


def main():
    depth, engines = int(sys.argv[1]), sys.argv[2:]
    documents, queries = [], []
    for line in sys.stdin:
        line = json.loads(line)
        if "document" in line:
            documents.append((line["document"], line["text"]))
        else:
            queries.append((line["query"], line["text"]))
    for kind in (Fts5, Fts5Bare, Postgres, Xapian):
        if engines and kind.name not in engines:
            continue
        with tempfile.TemporaryDirectory() as folder:
            run(kind, folder, documents, queries, depth)


main()
