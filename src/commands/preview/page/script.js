"use strict";
const at = (id) => document.getElementById(id);
const make = (name, fields = {}, ...inner) => {
  const element = Object.assign(document.createElement(name), fields);
  element.append(...inner);
  return element;
};
const pages = at("pages");
let state = null, words = null, look = null, asked = emptyLook();
let hits = [], hit = -1, here = null, zoom = null;

function emptyLook() {
  return { theme: null, paper: null, variant: null, lang: null, pages: null, settings: {} };
}

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/* Pages */

const stream = new EventSource("events");
stream.addEventListener("state", (event) => show(JSON.parse(event.data)));
stream.addEventListener("error", () => say("recto has stopped; this page shows its last state.", true));

function say(text, bad = false) {
  at("status").textContent = text;
  at("status").classList.toggle("bad", bad);
}

async function show(next) {
  const same = state && state.document && next.document
    && JSON.stringify(state.document.pages) === JSON.stringify(next.document.pages);
  state = next;
  if (!same) words = null;
  at("file").textContent = next.file;
  document.title = `${next.file} – recto preview`;
  showMessages(next);
  const errors = next.messages.filter((it) => it.severity === "error").length;
  pages.classList.toggle("bad", !next.good);
  const count = next.document ? next.document.pages.length : 0;
  const fitted = next.document && next.document.fitted ? `, ${next.document.fitted}` : "";
  say(next.good ? `${count} ${count === 1 ? "page" : "pages"} in ${next.milliseconds} ms${fitted}`
    : `${errors} ${errors === 1 ? "error" : "errors"}: these are the last good pages`, !next.good);
  if (next.document) await showPages(next);
  if (next.look !== look) await showLook(next.look);
  await refresh();
  if (state === next) document.body.dataset.shown = next.version;
}

async function showPages(next) {
  const wanted = next.document.pages;
  while (pages.children.length > wanted.length) pages.lastElementChild.remove();
  const swaps = wanted.map(async (page, i) => {
    let figure = pages.children[i];
    if (!figure) {
      figure = make("figure", {}, shape("svg", "sheet", { role: "img" }));
      figure.dataset.replaced = 0;
      pages.append(figure);
    }
    const hash = JSON.stringify(page);
    figure.wanted = hash;
    if (figure.shown === hash) return;
    const [width, height] = figure.size ?? [];
    if (width !== page.width || height !== page.height) {
      figure.size = [page.width, page.height];
      scale(figure);
    }
    const sheet = figure.querySelector(".sheet");
    const had = new Map([...sheet.children].map((it) => [it.getAttribute("href"), it]));
    const sources = page.pictures.map(([name]) => source(name, next.added));
    // Loaded before it is shown, so that nothing flickers.
    await Promise.all(sources.filter((it) => !had.has(it)).map((it) => Object.assign(new Image(), { src: it }).decode().catch(() => {})));
    // A newer one may have come meanwhile.
    if (figure.wanted !== hash) return;
    sheet.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
    const parts = page.pictures.map(([, x, y, width, height], k) => {
      const part = had.get(sources[k]) ?? shape("image", "part", { href: sources[k] });
      had.delete(sources[k]);
      for (const [key, value] of Object.entries({ x, y, width, height })) {
        if (part.getAttribute(key) !== String(value)) part.setAttribute(key, value);
      }
      return part;
    });
    // Parts that stay are not moved, since a part that is inserted again is laid out again.
    for (const part of had.values()) part.remove();
    parts.forEach((part, k) => {
      if (sheet.children[k] !== part) sheet.insertBefore(part, sheet.children[k] ?? null);
    });
    figure.shown = hash;
    figure.dataset.replaced = Number(figure.dataset.replaced) + 1;
  });
  await Promise.all(swaps);
  if (state === next) forget(wanted);
  [...pages.children].forEach((figure, i) => {
    const sheet = figure.querySelector(".sheet");
    sheet.setAttribute("aria-label", `Page ${i + 1} of ${wanted.length}`);
    sheet.setAttribute("lang", next.document.lang);
  });
}

/* Addresses of pictures that came with an event. */
const sent = new Map();

function source(name, added) {
  // An address of a blob would be resolved by another process of the browser, which takes longer.
  if (added[name] && !sent.has(name)) sent.set(name, `data:image/svg+xml,${encodeURIComponent(added[name])}`);
  return sent.get(name) ?? `page/${name}.svg`;
}

/* Frees pictures that are no longer shown. */
function forget(wanted) {
  const names = new Set(wanted.flatMap((page) => page.pictures.map(([name]) => name)));
  for (const name of sent.keys()) {
    if (!names.has(name)) sent.delete(name);
  }
}

function scale(figure) {
  if (!figure.size) return;
  const [width, height] = figure.size;
  const beside = pages.classList.contains("beside");
  const style = getComputedStyle(pages);
  const inner = pages.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const room = beside ? (inner - 16) / 2 : Math.min(inner, 1000);
  const factor = zoom ?? Math.max(room, 120) / width;
  figure.style.width = `${width * factor}px`;
  figure.style.height = `${height * factor}px`;
  at("zoom").textContent = `${Math.round(factor * 75)} %`;
}

function scaleAll(keepCentre = true) {
  const before = pages.scrollHeight;
  const centre = (pages.scrollTop + pages.clientHeight / 2) / before;
  [...pages.children].forEach(scale);
  if (keepCentre && before) pages.scrollTop = centre * pages.scrollHeight - pages.clientHeight / 2;
}

function setZoom(change) {
  const figure = pages.firstElementChild;
  if (!figure || !figure.size) return;
  const now = parseFloat(figure.style.width) / figure.size[0];
  zoom = change === null ? null : Math.min(8, Math.max(.2, now * change));
  at("fit").setAttribute("aria-pressed", zoom === null);
  scaleAll();
}

const toggle = (id, then) => at(id).addEventListener("click", () => {
  const on = at(id).getAttribute("aria-pressed") !== "true";
  at(id).setAttribute("aria-pressed", on);
  then(on);
});
at("smaller").onclick = () => setZoom(1 / 1.2);
at("larger").onclick = () => setZoom(1.2);
at("fit").onclick = () => setZoom(null);
toggle("beside", (on) => { pages.classList.toggle("beside", on); scaleAll(); });
toggle("margins", () => refresh());
toggle("baselines", () => refresh());
new ResizeObserver(() => scaleAll()).observe(pages);

// Single keys work only where the focus is in the pages, so that they are in nobody's way.
pages.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const button = { "+": "larger", "=": "larger", "-": "smaller", f: "fit", s: "beside", m: "margins", b: "baselines" }[event.key];
  if (button) at(button).click();
  else if (event.key === "/") at("query").focus();
  else return;
  event.preventDefault();
});

/* What lies over the pages */

const isOn = (id) => at(id).getAttribute("aria-pressed") === "true";

async function needWords() {
  while (!words && state && state.document) {
    const wanted = state;
    const found = (await ask("words")).words;
    // A newer state may have come meanwhile: these may be the words of the one before.
    if (state === wanted) words = found;
  }
  return words ?? [];
}

async function refresh() {
  const text = !at("text").hidden;
  if (text || isOn("baselines") || at("query").value.trim()) await needWords();
  if (text) showText();
  if (at("query").value.trim()) search(false);
  drawAll();
}

const SVG = "http://www.w3.org/2000/svg";
const shape = (name, kind, fields) => {
  const element = document.createElementNS(SVG, name);
  element.setAttribute("class", kind);
  for (const [key, value] of Object.entries(fields)) element.setAttribute(key, value);
  return element;
};
const box = (word, kind) => shape("rect", kind, { x: word[1] - 1, y: word[2], width: word[3] + 2, height: word[4], rx: 1.5 });

/* Words of one line as one box. */
function joined(numbers) {
  const boxes = [];
  let last = -2;
  for (const n of numbers) {
    const word = words[n], box = boxes.at(-1);
    if (box && n === last + 1 && !word[6]) {
      const right = Math.max(box[1] + box[3], word[1] + word[3]);
      box[1] = Math.min(box[1], word[1]);
      box[3] = right - box[1];
    } else boxes.push([...word]);
    last = n;
  }
  return boxes;
}

function drawAll() {
  [...pages.children].forEach((figure, page) => {
    figure.querySelector(".over")?.remove();
    if (!figure.size || !state?.document) return;
    const [width, height] = figure.size;
    const over = shape("svg", "over", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    const [top, right, bottom, left] = state.document.margins;
    if (isOn("margins") && [top, right, bottom, left].every((side) => side !== null)) {
      over.append(shape("rect", "margin", { x: left, y: top, width: width - left - right, height: height - top - bottom }));
    }
    if (isOn("baselines") && words) {
      const lines = new Set(words.filter((word) => word[0] === page).map((word) => word[7]));
      for (const y of lines) over.append(shape("line", "baseline", { x1: 0, x2: width, y1: y, y2: y }));
    }
    const draw = (numbers, kind) => {
      for (const word of joined(numbers.filter((n) => words?.[n]?.[0] === page))) over.append(box(word, kind));
    };
    hits.forEach((numbers) => draw(numbers, "hit"));
    draw(here ?? [], "here");
    if (over.children.length) figure.append(over);
  });
}

/* From a word to its line */

pages.addEventListener("click", (event) => {
  const figure = event.target.closest("figure");
  if (!figure) return;
  const frame = figure.getBoundingClientRect();
  const factor = figure.size[0] / frame.width;
  const page = [...pages.children].indexOf(figure);
  find({ page, x: (event.clientX - frame.left) * factor, y: (event.clientY - frame.top) * factor, open: true });
});

let place = null;
async function find(what) {
  const found = await ask("find", what).catch((error) => ({ error: error.message }));
  await needWords();
  place = found.line ? found : null;
  at("open").hidden = !place || !state.editor;
  here = found.words ?? null;
  at("source").textContent = place
    ? `${found.file}:${found.line}: ${found.text}  (${found.path})${found.error ? `. ${found.error}` : ""}`
    : found.error;
  drawAll();
  if (here?.length && what.word !== undefined) reveal(what.word);
}
at("open").onclick = async () => {
  const done = await ask("open", place);
  if (done.error) at("source").textContent = done.error;
};

function reveal(number) {
  const word = words[number];
  const figure = pages.children[word[0]];
  if (!figure) return;
  const factor = figure.getBoundingClientRect().width / figure.size[0];
  const y = figure.offsetTop - pages.offsetTop + word[2] * factor;
  if (y < pages.scrollTop + 20 || y > pages.scrollTop + pages.clientHeight - 60) {
    pages.scrollTop = y - pages.clientHeight / 3;
  }
}

/* A word that is looked for */

function search(moves) {
  const query = at("query").value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  hits = [];
  if (query.length && words) {
    const texts = words.map((word) => word[5].toLocaleLowerCase());
    for (let i = 0; i + query.length <= texts.length; i += 1) {
      if (query.every((part, k) => texts[i + k].includes(part))) hits.push(query.map((_, k) => i + k));
    }
  }
  if (hit >= hits.length || moves) hit = moves ? -1 : hits.length - 1;
  at("hits").textContent = query.length ? (hits.length ? `${Math.max(hit, 0) + 1} of ${hits.length}` : "none") : "";
}

at("query").addEventListener("input", async () => { await needWords(); search(true); here = null; drawAll(); });
const step = async (by) => {
  await needWords();
  search(false);
  if (!hits.length) return drawAll();
  hit = (hit + by + hits.length) % hits.length;
  at("hits").textContent = `${hit + 1} of ${hits.length}`;
  await find({ word: hits[hit][0] });
};
at("search").addEventListener("submit", (event) => { event.preventDefault(); step(1); });
at("previous").onclick = () => step(-1);

/* Panels */

const panels = ["look", "text", "problems"];
function panel(name) {
  const isOpen = name !== null && at(name).hidden;
  for (const other of panels) {
    at(other).hidden = !(isOpen && other === name);
    at(`show-${other}`).setAttribute("aria-expanded", !at(other).hidden);
  }
  at("side").hidden = !isOpen;
  scaleAll();
  refresh();
}
for (const name of panels) at(`show-${name}`).onclick = () => panel(name);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || at("side").hidden) return;
  const open = panels.find((name) => !at(name).hidden);
  panel(null);
  at(`show-${open}`).focus();
});

function showText() {
  const lines = [];
  words.forEach((word, i) => {
    if (word[6] || !lines.length) lines.push({ first: i, texts: [], page: word[0] });
    lines.at(-1).texts.push(word[5]);
  });
  const count = words.filter((word) => /[\p{L}\p{N}]/u.test(word[5])).length;
  at("words").textContent = `${count} words on ${state.document.pages.length} pages, in the order in which they are stored`;
  const had = document.activeElement?.dataset?.line;
  at("lines").replaceChildren(...lines.map((line, i) => {
    const button = make("button", { type: "button", textContent: line.texts.join(" ") });
    button.dataset.line = i;
    button.onclick = () => find({ word: line.first });
    return make("li", {}, button);
  }));
  if (had) at("lines").querySelector(`[data-line="${had}"]`)?.focus();
}

function showMessages(next) {
  at("count").textContent = next.messages.length;
  at("messages").replaceChildren(...next.messages.map((message) => {
    const item = make("li", { className: message.severity }, make("pre", { textContent: message.text, tabIndex: 0 }));
    if (message.line && next.editor) {
      const button = make("button", { type: "button", textContent: `Open ${message.file}:${message.line}` });
      button.onclick = async () => {
        const done = await ask("open", { file: message.file, line: message.line });
        if (done.error) at("source").textContent = done.error;
      };
      item.append(button);
    }
    return item;
  }));
  if (!next.messages.length) at("messages").append(make("li", { textContent: "None." }));
  if (!next.good && at("problems").hidden) { at("side").dataset.by = "error"; panel("problems"); }
  if (next.good && at("side").dataset.by === "error") {
    delete at("side").dataset.by;
    if (!at("problems").hidden) panel("problems");
  }
}

/* The look */

async function showLook(hash) {
  look = hash;
  const controls = await ask("look");
  // The answer to an older question may arrive last.
  if (!controls || look !== hash) return;
  asked = controls.asked;
  at("flags").textContent = controls.flags || "(nothing: it looks as the file says)";
  const isChanged = JSON.stringify(asked) !== JSON.stringify(emptyLook());
  at("write").disabled = at("reset").disabled = !isChanged;
  const form = at("controls");
  // The same controls stay where they are, so that a slider can be dragged on.
  const shape = JSON.stringify([controls.theme, controls.variants, controls.languages, controls.options.map((it) => [it.name, it.kind])]);
  if (form.dataset.shape === shape) {
    for (const it of controls.options) refreshOption(it);
    for (const [key, value] of [["theme", controls.theme], ["paper", controls.paper], ["variant", controls.variant ?? ""], ["lang", controls.language], ["pages", controls.pages]]) {
      const input = at(`control-${key}`);
      if (!input) continue;
      if (input !== document.activeElement || input.tagName === "SELECT") input.value = value;
      input.closest(".field").classList.toggle("changed", asked[key] !== null);
    }
    return;
  }
  form.dataset.shape = shape;
  const focus = document.activeElement?.id;
  const choice = (key, name, list, value, changed) => field(key, name, select(key, list, value), "", changed);
  const fields = [
    choice("theme", "Theme", controls.themes.map((it) => [it.name, it.name]), controls.theme, asked.theme),
    choice("paper", "Paper", controls.papers.map((it) => [it, it]), controls.paper, asked.paper),
  ];
  fields[0].append(make("small", { textContent: controls.description }));
  if (controls.variants.length) {
    const list = [["", "(the whole file)"], ...controls.variants.map((it) => [it, it])];
    fields.push(choice("variant", "Variant", list, controls.variant ?? "", asked.variant));
  }
  const languages = controls.languages.includes(controls.language) ? controls.languages : [controls.language, ...controls.languages];
  fields.push(choice("lang", "Language", languages.map((it) => [it, it]), controls.language, asked.lang));
  const count = make("input", { type: "text", value: controls.pages, placeholder: "1, 1-2 …" });
  fields.push(field("pages", "Pages", count, "1 exactly, 1-2 a range, as-designed", asked.pages));
  count.onchange = () => change((it) => { it.pages = count.value.trim() || null; });
  const groups = [["This theme's own options", false], ["Options of every theme", true]].map(([title, common]) => {
    const group = make("fieldset", {}, make("legend", { textContent: title }));
    const own = controls.options.filter((it) => it.common === common);
    group.append(...own.map((it) => option(it, controls.families)));
    return own.length ? group : null;
  });
  form.replaceChildren(...fields, ...groups.filter(Boolean));
  if (focus && form.querySelector(`#${CSS.escape(focus)}`)) at(focus).focus();
}

function field(key, name, control, doc, changed) {
  const row = control.matches?.(".row") ? control : null;
  const input = row ? row.firstElementChild : control;
  input.id = `control-${key}`;
  const label = make("label", { htmlFor: input.id, textContent: name });
  const whole = make("div", { className: changed === null || changed === undefined ? "field" : "field changed" }, label, control);
  if (doc) {
    whole.append(make("small", { id: `doc-${key}`, textContent: doc }));
    (row ? [...row.querySelectorAll("input")] : [input]).forEach((it) => it.setAttribute("aria-describedby", `doc-${key}`));
  }
  return whole;
}

function select(key, list, value) {
  const element = make("select", {}, ...list.map(([name, text]) => make("option", { value: name, textContent: text })));
  element.value = value;
  element.onchange = () => change((it) => { it[key] = element.value || null; });
  return element;
}

function option(it, families) {
  const set = (value) => change((look) => { look.settings[it.name] = String(value); });
  const hasRange = it.min !== null && it.max !== null;
  const number = /^(-?[\d.]+)(.*)$/.exec(it.value);
  let control;
  if (it.kind === "boolean") {
    control = make("input", { type: "checkbox", checked: it.value === "true" });
    control.onchange = () => set(control.checked);
  } else if (it.kind === "choice") {
    control = make("select", {}, ...it.choices.map((name) => make("option", { value: name, textContent: name })));
    control.value = it.value;
    control.onchange = () => set(control.value);
  } else if (it.kind === "color") {
    const picker = make("input", { type: "color", value: it.value });
    const text = make("input", { type: "text", value: it.value, ariaLabel: `${it.name}, as text` });
    picker.onchange = () => set(picker.value);
    text.onchange = () => set(text.value);
    control = make("div", { className: "row" }, picker, text);
  } else if (number && (hasRange || it.kind === "length") && it.kind !== "text") {
    const unit = it.kind === "length" ? number[2] || "pt" : "";
    const value = Number(number[1]);
    const [min, max] = [it.min ?? 0, it.max ?? (unit === "em" ? Math.max(3, value) : Math.max(100, value))];
    const step = it.kind === "integer" ? 1 : unit === "pt" ? .5 : .05;
    const range = make("input", { type: "range", min, max, step, value });
    const text = make("input", { type: "text", value: it.value, ariaLabel: `${it.name}, as text` });
    range.setAttribute("aria-valuetext", it.value);
    range.oninput = () => { text.value = `${range.value}${unit}`; range.setAttribute("aria-valuetext", text.value); set(text.value); };
    text.onchange = () => set(text.value);
    control = make("div", { className: "row" }, range, text);
  } else {
    control = make("input", { type: "text", className: "wide", value: it.value });
    if (it.kind === "font") {
      control.setAttribute("list", "families");
      if (!at("families")) document.body.append(make("datalist", { id: "families" }, ...families.map((name) => make("option", { value: name }))));
    }
    control.onchange = () => set(control.value);
  }
  const bounds = hasRange ? ` From ${it.min} to ${it.max}${it.kind === "length" ? ` ${number?.[2] ?? "pt"}` : ""}.` : "";
  return field(`option-${it.name}`, it.name, control, `${it.doc}.${bounds}`, asked.settings[it.name]);
}

function refreshOption(it) {
  const input = at(`control-option-${it.name}`);
  const whole = input.closest(".field");
  whole.classList.toggle("changed", asked.settings[it.name] !== undefined);
  for (const one of whole.querySelectorAll("input, select")) {
    if (one === document.activeElement && one.type !== "checkbox" && one.tagName !== "SELECT") continue;
    if (one.type === "checkbox") one.checked = it.value === "true";
    else if (one.type === "range") { one.value = parseFloat(it.value); one.setAttribute("aria-valuetext", it.value); }
    else one.value = it.value;
  }
}

async function change(how) {
  how(asked);
  const done = await ask("look", asked);
  if (done.error) at("source").textContent = done.error;
}
at("controls").addEventListener("submit", (event) => event.preventDefault());
at("reset").onclick = () => change(() => { asked = emptyLook(); });
at("copy").onclick = async () => {
  const text = at("flags").textContent;
  await navigator.clipboard.writeText(text).catch(() => {
    const range = document.createRange();
    range.selectNodeContents(at("flags"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand("copy");
  });
  at("source").textContent = "The flags are copied.";
};
at("write").onclick = async () => {
  const done = await ask("write", {});
  at("source").textContent = done.error ? `Not written: ${done.error}` : `Written: ${done.written.join(", ")}`;
};
