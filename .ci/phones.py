"""Formats the example numbers of all regions and kinds, and compares the results with libphonenumber.

usage: phones.py RECTO OUT-FOLDER

Each region has a résumé whose referees have its numbers in national and international format and as digits only,
and one number that is too short; numbers without a country are added to each in turn. It is built with
`phone-format` national and international. The text of the page and the link targets must equal the results of the
Python port of libphonenumber; the number that is too short must be kept and reported. The embedded rules must
have the same version.
"""

import importlib.util
import json
import pathlib
import re
import subprocess
import sys

import phonenumbers as lib
import pypdf

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = ROOT / "data" / "phones"
FORMATS = {"national": lib.PhoneNumberFormat.NATIONAL, "international": lib.PhoneNumberFormat.INTERNATIONAL}
E164 = lib.PhoneNumberFormat.E164
# Résumés per run; each has one number that is too short, and a run prints at most 100 messages of a kind.
BATCH = 50


def rules():
    """Returns the rules that generate.py generates from the installed version."""
    spec = importlib.util.spec_from_file_location("generate", RULES / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    return [line.rstrip("\t") for text in generate.lines() for line in text.split("\n")]


def examples(region):
    """Returns example numbers of a region, one of each kind."""
    kinds = [kind for kind in lib.PhoneNumberType.values() if kind != lib.PhoneNumberType.UNKNOWN]
    numbers = [lib.example_number_for_type(region, kind) for kind in kinds]
    return list(dict.fromkeys(lib.format_number(number, E164) for number in numbers if number))


def too_short(number):
    """Returns a prefix of the number that is too short to be valid."""
    digits = str(number.national_number)
    for length in range(len(digits) - 1, 2, -1):
        short = lib.PhoneNumber(number.country_code, int(digits[:length]))
        if lib.is_possible_number_with_reason(short) == lib.ValidationResult.TOO_SHORT:
            return f"+{number.country_code}{digits[:length]}"
    return None


def written(number, region, form):
    """Returns the expected format of a number for a person in a region."""
    at_home = number.country_code == lib.country_code_for_region(region)
    return lib.format_number(number, FORMATS[form if at_home else "international"])


def cases(region, others):
    """Yields typed numbers with the numbers they denote."""
    for digits in [*examples(region), *others]:
        number = lib.parse(digits)
        own = number.country_code == lib.country_code_for_region(region)
        forms = [E164, FORMATS["international"], *([FORMATS["national"]] if own else [])]
        for typed in dict.fromkeys(lib.format_number(number, form) for form in forms):
            # Skips notations that are ambiguous in the region.
            if lib.parse(typed, region) == number:
                yield typed, number
        if own and digits == examples(region)[0] and (short := too_short(number)):
            yield short, None


def check(pdf, region, form, expected):
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    found = [" ".join(part.split()).removeprefix("· ") for part in re.split(r"Referee \d{3}", text)[1:]]
    links = [annotation.get_object()["/A"]["/URI"] for page in pypdf.PdfReader(pdf).pages
             for annotation in page.get("/Annots", [])]
    if len(found) != len(expected) or len(links) != len(expected):
        yield f"{len(expected)} numbers, {len(found)} on the page, {len(links)} links"
        return
    for (typed, number), shown, link in zip(expected, found, links):
        wanted = written(number, region, form) if number else typed
        if not shown.startswith(wanted) or shown[len(wanted):len(wanted) + 1].isdigit():
            yield f"{typed!r} is {shown!r}, not {wanted!r}"
        dialled = lib.format_number(number, E164) if number else typed
        if link != f"tel:{dialled}":
            yield f"{typed!r} leads to {link!r}"


def main():
    recto, out = sys.argv[1], pathlib.Path(sys.argv[2]) / "phones"
    out.mkdir(exist_ok=True)
    problems = []
    if rules() != (RULES / "regions.txt").read_text().splitlines():
        problems.append("data/phones/regions.txt is not what generate.py makes")
    regions = sorted(lib.SUPPORTED_REGIONS)
    worldwide = [lib.format_number(lib.example_number_for_non_geo_entity(code), E164)
                 for code in sorted(lib.COUNTRY_CODES_FOR_NON_GEO_REGIONS)]
    wanted, files = {}, []
    for at, region in enumerate(regions):
        wanted[region] = list(cases(region, [worldwide[at % len(worldwide)]]))
        referees = [{"name": f"Referee {n:03}", "phone": typed} for n, (typed, _) in enumerate(wanted[region])]
        resume = {"basics": {"name": "Ada Roe", "location": {"city": "Here", "countryCode": region}},
                  "references": referees}
        files.append(out / f"{region}.json")
        files[-1].write_text(json.dumps(resume))
    told = 0
    for form in FORMATS:
        for batch in (files[at:at + BATCH] for at in range(0, len(files), BATCH)):
            command = [recto, "build", *map(str, batch), "-t", "plain", "-o", str(out / f"{{name}}-{form}.pdf"),
                       "--set", f"phone-format={form}", "--no-system-fonts", "--date", "2026-01-31",
                       "--message-format", "json"]
            run = subprocess.run(command, check=True, capture_output=True, text=True)
            messages = [json.loads(line) for line in run.stderr.splitlines() if line.startswith("{")]
            told += sum(message.get("code") == "unknown-phone" for message in messages)
        for region in regions:
            found = check(out / f"{region}-{form}.pdf", region, form, wanted[region])
            problems += [f"{region} {form}: {problem}" for problem in found]
    numbers = [number for expected in wanted.values() for _, number in expected]
    short = len(FORMATS) * numbers.count(None)
    if told != short:
        problems.append(f"{told} numbers told of, {short} too short")
    print("\n".join(problems), file=sys.stderr)
    print(f"{len(numbers)} telephone numbers of {len(regions)} regions: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
