#!/usr/bin/env python3
"""OCR beside its peer: characters read wrong and pages a second, on one decree printed and scanned.

    ocr.py VANBAN

Prints the decree with LibreOffice, makes a scan of its first 20 pages at 200 dpi, as they are and again turned by 1 degree
with 2 % of the pixels black or white, and has both VANBAN and pdftoppm + tesseract read them with as many processes as there
are processors. Needs soffice, pdftoppm, pdftotext, tesseract with Vietnamese and ../shared; without them it says so and ends.
Standard library only.
"""
import difflib, glob, math, os, pathlib, random, re, shutil, subprocess, sys, tempfile, time, unicodedata, zlib

PAGES, DENSITY = 20, 200
QUIET = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def skip(why):
    print(f"ocr: skipped: {why}")
    sys.exit(0)


def image(path):
    """Width, height and pixels of a PGM."""
    content = path.read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", content)
    return int(head[1]), int(head[2]), content[head.end():]


def scan(images, degrees, path):
    """A PDF whose pages are these images, each turned about its middle."""
    parts, places = [b"%PDF-1.4\n"], []

    def add(head, stream=None):
        places.append(sum(map(len, parts)))
        body = b"" if stream is None else b"\nstream\n" + stream + b"\nendstream"
        parts.append(b"%d 0 obj\n" % len(places) + head + body + b"\nendobj\n")

    kids = b" ".join(b"%d 0 R" % (3 + 3 * n) for n in range(len(images)))
    add(b"<</Type/Catalog/Pages 2 0 R>>")
    add(b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % len(images))
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    for n, (width, height, pixels) in enumerate(images):
        w, h = width * 72 / DENSITY, height * 72 / DENSITY
        a, b, c, d = w * cos, w * sin, -h * sin, h * cos
        draw = f"q {a} {b} {c} {d} {(w - a - c) / 2} {(h - b - d) / 2} cm /I Do Q".encode()
        add(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %f %f]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
            % (w, h, 4 + 3 * n, 5 + 3 * n))
        add(b"<</Length %d>>" % len(draw), draw)
        packed = zlib.compress(pixels, 1)
        add(b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
            b"/Filter/FlateDecode/Length %d>>" % (width, height, len(packed)), packed)
    start = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table
                 + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))
    path.write_bytes(b"".join(parts))


def rendered(pdf, folder):
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", str(DENSITY), "-gray", "-l", str(PAGES), pdf, folder / "p"], check=True, **QUIET)
    return [image(path) for path in sorted(folder.glob("*.pgm"))]


def noisy(images):
    chance = random.Random(7)
    for width, height, pixels in images:
        pixels = bytearray(pixels)
        for _ in range(len(pixels) // 50):
            pixels[chance.randrange(len(pixels))] = chance.choice((0, 255))
        yield width, height, bytes(pixels)


def words(text):
    """Without page numbers: a reader of documents leaves them out."""
    lines = unicodedata.normalize("NFC", text).replace("\f", "\n").split("\n")
    return [word for line in lines if not re.fullmatch(r"\s*\d{1,3}\s*", line) for word in line.split()]


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def error(true, read):
    """Characters read wrong, missed or added, by those that there are; words are aligned first."""
    true, read = words(true), words(read)
    wrong = 0
    for kind, a, b, c, d in difflib.SequenceMatcher(None, true, read, autojunk=False).get_opcodes():
        if kind != "equal":
            wrong += distance(" ".join(true[a:b]), " ".join(read[c:d]))
    return wrong / len(" ".join(true))


def main():
    vanban = pathlib.Path(sys.argv[1]).resolve()
    shared = pathlib.Path(__file__).resolve().parents[3] / "shared"
    missing = [tool for tool in ("soffice", "pdftoppm", "pdftotext", "tesseract") if not shutil.which(tool)]
    if missing:
        skip(f"{', '.join(missing)} not installed")
    decree = glob.glob(str(shared / "corpus/docx/570a8bff__ND-71-2019*"))
    if not decree:
        skip("../shared is not there")
    processors = str(os.cpu_count())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        shutil.copy(decree[0], folder / "decree.docx")
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "pdf",
                        "--outdir", folder, folder / "decree.docx"], check=True, **QUIET)
        printed = folder / "decree.pdf"
        true = subprocess.run(["pdftotext", "-l", str(PAGES), printed, "-"], check=True, capture_output=True, text=True).stdout
        straight = rendered(printed, folder / "straight")
        scan(straight, 1.0, folder / "turned.pdf")
        turned = list(noisy(rendered(folder / "turned.pdf", folder / "turned")))
        print(f"ocr: {len(straight)} pages of {len(words(true))} words, {processors} processes; characters read wrong, pages/s")
        for name, images in (("as they are", straight), ("turned by 1°, 2 % noise", turned)):
            place = folder / name.split()[0].strip(",")
            (place / "kho").mkdir(parents=True, exist_ok=True)
            scan(images, 0.0, place / "kho/scan.pdf")
            began = time.monotonic()
            subprocess.run([vanban, "build", "kho", "--index", "index", "--threads", processors], cwd=place, check=True, **QUIET)
            ours = len(images) / (time.monotonic() - began)
            text = subprocess.run([vanban, "show", "kho/scan.pdf", "--text", "--index", "index"], cwd=place,
                                  capture_output=True, text=True, check=True).stdout
            (place / "peer").mkdir()
            peer = (f"pdftoppm -r {DENSITY} -gray kho/scan.pdf peer/p && ls peer/*.pgm | "
                    f"xargs -P {processors} -I {{}} tesseract {{}} {{}} -l vie --psm 3")
            began = time.monotonic()
            subprocess.run(peer, shell=True, cwd=place, env=os.environ | {"OMP_THREAD_LIMIT": "1"}, check=True, **QUIET)
            theirs = len(images) / (time.monotonic() - began)
            pages = "\n".join(path.read_text() for path in sorted((place / "peer").glob("*.txt")))
            print(f"  {name:24} vanban {error(true, text):.4f} {ours:.2f}   "
                  f"tesseract {error(true, pages):.4f} {theirs:.2f}   ratio {ours / theirs:.2f}", flush=True)


main()
