//! Tests tailoring: what is shown, and that the rest is not in the file.

use pdf_extract::Document;

use crate::program::{Folder, themes};

const MASTER: &str = "\
basics:
  name: Robin Vale
  label: Systems engineer
  image: robin.png
  email: robin.vale@secret.example
  phone: +44 20 7946 0018
  url: https://www.hidden.example/
  location: {address: 7 Larch Row, postalCode: LR7 1VA, city: Umberwick, countryCode: GB}
  profiles: [{network: GitHub, username: valerobin, url: https://github.com/valerobin}]
  summary: >
    Builds storage. Ask robin.vale@secret.example, call +44 (0)20-7946-0018, or
    read [more](https://www.hidden.example/talks).
work:
- id: northern
  name: Northern Disks
  position: Lead engineer
  startDate: 2019-04
  highlights:
  - Led a team of nine
  - {text: Wrote the block layer, tags: [kernel]}
  - {text: Sold nothing at all, tags: [sales]}
- {name: Ferry & Sons, position: Kernel engineer, startDate: 2012, endDate: 2019-03, summary: Kept the hosts.}
- {name: Corner Shop, position: Clerk, startDate: 2006, endDate: 2011, summary: Kept the till.}
references:
- {name: Dana Frostwick, phone: +44 20 7946 0990, reference: Robin kept our disks alive.}
meta:
  variants:
    kernel: {tags: kernel, label: Kernel engineer, sections: [summary, work]}
    public: {extends: kernel, redact: [contact, photo, references], output: 'public/{name}.pdf', pages: 1}
";

/// A PNG of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\xdac\xfc\xcf\xc0P\x0f\0\x04\x85\x01\x80\x84\xa9\x8c!\0\0\0\0IEND\xaeB`\x82";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER).write("robin.png", PIXEL);
    folder
}

fn text_of(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).expect("the PDF can be read");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of a PDF and all its decompressed streams.
fn text_and_streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let mut document = Document::load_mem(pdf).expect("the PDF can be read");
    document.decompress();
    let mut unpacked = Vec::new();
    document.save_to(&mut unpacked).expect("the PDF can be written");
    vec![text_of(pdf).into_bytes(), unpacked]
}

fn holds(pdf: &[u8], secret: &str) -> bool {
    let utf16: Vec<u8> = secret.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = utf16.iter().map(|byte| format!("{byte:02X}")).collect();
    let escaped: Vec<u8> = secret.bytes().collect();
    text_and_streams(pdf).iter().any(|bytes| {
        [escaped.as_slice(), &utf16, hex.as_bytes(), hex.to_lowercase().as_bytes()]
            .into_iter()
            .any(|needle| bytes.windows(needle.len()).any(|window| window == needle))
    })
}

#[test]
fn redacted_text_does_not_occur_in_the_pdf() {
    let folder = folder();
    let secrets = [
        "secret.example",
        "robin.vale",
        "7946 0018",
        "79460018",
        "hidden.example",
        "Larch Row",
        "LR7",
        "Umberwick",
        "valerobin",
        "Frostwick",
        "disks alive",
    ];
    folder.recto("build cv.yaml -o plain.pdf").succeeds();
    for secret in secrets {
        assert!(holds(&folder.read("plain.pdf"), secret), "{secret} cannot be found at all");
    }
    for theme in themes() {
        let args = format!("build cv.yaml -t {theme} --redact contact,photo,references -o red.pdf");
        let run = folder.recto(&args).succeeds();
        assert!(run.stderr.contains("redacted value also found here"), "{}", run.stderr);
        let pdf = folder.read("red.pdf");
        for secret in secrets {
            assert!(!holds(&pdf, secret), "{theme}: {secret}");
        }
        // Some themes use capitals.
        assert!(text_of(&pdf).to_uppercase().contains("ROBIN VALE"), "{theme}");
    }
}

#[test]
fn every_variant_is_built_under_its_own_name() {
    let folder = folder();
    let run = folder.recto("build cv.yaml --variant all").succeeds();
    assert!(run.stderr.contains("wrote cv-kernel.pdf"), "{}", run.stderr);
    let kernel = text_of(&folder.read("cv-kernel.pdf"));
    assert!(kernel.contains("Kernel engineer") && kernel.contains("Wrote the block layer"));
    assert!(!kernel.contains("Sold nothing") && !kernel.contains("Frostwick"));
    assert!(kernel.contains("7946"));
    assert!(!holds(&folder.read("public/cv.pdf"), "7946 0018"));

    folder.recto("build cv.yaml --variant all -o {variant}/{name}.pdf").succeeds();
    assert!(folder.exists("kernel/cv.pdf") && folder.exists("public/cv.pdf"));
    let run = folder.recto("build cv.yaml --variant all -o x.pdf").fails_with(2);
    assert!(run.stderr.contains("put `{variant}` into it"), "{}", run.stderr);
    let run = folder.recto("build cv.yaml --variant kernle").fails_with(2);
    assert!(run.stderr.contains("did you mean `kernel`?"), "{}", run.stderr);
}

#[test]
fn flags_override_variants_and_overlays() {
    let folder = folder();
    folder.write("job.yaml", "basics: {label: Storage person}\nwork:\n- {id: northern, position: Chief}\n- {name: Nobody, summary: x}\n");
    let run =
        folder.recto("build cv.yaml --variant kernel --overlay job.yaml --tags sales -o a.pdf");
    let run = run.succeeds();
    assert!(run.stderr.contains("nothing in `work` has the name `Nobody`"), "{}", run.stderr);
    assert!(run.stderr.contains("job.yaml:4:3"), "{}", run.stderr);
    let text = text_of(&folder.read("a.pdf"));
    assert!(
        text.contains("Storage person") && text.contains("Chief") && text.contains("Sold nothing")
    );
    assert!(!text.contains("block layer"));
    let args = [
        "build",
        "cv.yaml",
        "--overlay",
        "job.yaml",
        "--data",
        "basics.label=One more",
        "-o",
        "b.pdf",
    ];
    folder.run(args).succeeds();
    assert!(text_of(&folder.read("b.pdf")).contains("One more"));
}

#[test]
fn the_depfile_lists_overlays() {
    let folder = folder();
    folder.write("job.yaml", "basics: {label: Storage person}\n");
    folder.recto("build cv.yaml --overlay job.yaml --deps cv.d --set photo=true").succeeds();
    let rule = String::from_utf8(folder.read("cv.d")).unwrap();
    assert!(rule.starts_with("cv.pdf: cv.yaml job.yaml "), "{rule}");
}

#[test]
fn all_omissions_are_explained() {
    let folder = folder();
    let run = folder.recto(
        "build cv.yaml -q --explain --since 2012 --tags kernel --exclude references --set photo=true",
    );
    assert_eq!(
        run.succeeds().stderr,
        "omitted `work[0].highlights[2]` Sold nothing at all; tags kernel: its tags are sales\n\
         omitted `work[2]` Clerk, Corner Shop; since 2012: it ended 2011\n\
         omitted `references` references; exclude references\n"
    );
    let run = folder.recto("build cv.yaml -q --explain --redact contact --message-format json");
    let run = run.succeeds();
    assert!(run.stderr.contains(r#""code":"left-out","severity":"note","path":"basics.phone""#));
    assert!(!run.stderr.lines().filter(|l| l.contains("left-out")).any(|l| l.contains("7946")));
}

#[test]
fn tags_are_listed_one_per_line() {
    let folder = folder();
    assert_eq!(
        folder.recto("tags cv.yaml").succeeds().text(),
        "kernel\twork[0].highlights[1]\nsales\twork[0].highlights[2]\n"
    );
    folder.write("other.yaml", "basics: {name: A}\nwork: [{name: B, tags: [c]}]\n");
    let both = folder.recto("tags cv.yaml other.yaml").succeeds().text();
    assert!(both.ends_with("\tcv.yaml\nc\twork[0]\tother.yaml\n"), "{both}");
}

#[test]
fn pages_are_fitted_or_the_build_fails_without_output() {
    let folder = folder();
    let run = folder.recto("build cv.yaml --pages 1 -o one.pdf").succeeds();
    assert!(run.stderr.contains("fitted to 1 page: spacing "), "{}", run.stderr);
    let run = folder.recto("build cv.yaml --pages 3 -o three.pdf").fails_with(1);
    assert!(run.stderr.contains("too short for 3 pages"), "{}", run.stderr);
    assert!(!folder.exists("three.pdf"));
    let again = folder.read("one.pdf");
    folder.recto("build cv.yaml --pages 1 -o one.pdf").succeeds();
    assert_eq!(folder.read("one.pdf"), again);
    folder.recto("build cv.yaml --pages none").fails_with(2);
    folder.recto("check cv.yaml --pages 3").fails_with(1);
}

#[test]
fn all_invalid_flag_values_are_reported_at_once() {
    let folder = folder();
    let args = "build cv.yaml --tags a++b --since soon --max work --sort x --redact . --pages 0";
    let run = folder.recto(args).fails_with(2);
    for code in [
        "missing tag",
        "date `soon`",
        "limit `work`",
        "sort key `x`",
        "`.` is not a path",
        "`0` is not",
    ] {
        assert!(run.stderr.contains(code), "{code}: {}", run.stderr);
    }
    for data in ["basics.label", "=x", "work[9].name=x"] {
        folder.run(["build", "cv.yaml", "--data", data]).fails_with(2);
    }
    folder.recto("build cv.yaml --overlay none.yaml").fails_with(1);
}

#[test]
fn overlays_for_other_dialects_use_native_names() {
    let folder = Folder::new();
    folder.write(
        "cv.xml",
        "<resume><header><name><firstname>Ada</firstname><surname>Byron</surname></name></header>\
         <history><job><jobtitle>Analyst</jobtitle><employer>Engine Ltd</employer>\
         <period><from><date><year>1840</year></date></from><to><present/></to></period>\
         </job></history></resume>",
    );
    folder.write("job.yaml", "work: [{name: Engine Ltd, position: Poet}]\n");
    folder.recto("build cv.xml --overlay job.yaml").succeeds();
    let text = text_of(&folder.read("cv.pdf"));
    assert!(text.contains("Poet") && !text.contains("Analyst"), "{text}");
}
