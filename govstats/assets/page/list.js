"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const find = (id) => document.getElementById(id);
const order = new Intl.Collator("zh-CN", { numeric: true });
const BATCH = 60;
let lang = (navigator.language || "zh").toLowerCase().startsWith("en") ? "en" : "zh";
let sorting = ["", 1], shown = 0, rows = [], missingOf = new Map();

function make(name, text, attributes = {}) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
const word = (key) => data.words[key][lang];
const named = (unit) => (lang === "zh" ? unit.n : unit.e || unit.n);
const href = (unit, year, file) => [unit.i, year, file].map(encodeURIComponent).join("/");
const fileOf = (page) => page.f.find((f) => f[1] === lang && f[2].includes("html")) || page.f.find((f) => f[2].includes("html"));

for (const unit of data.units) {
  unit.hay = [unit.n, unit.e, unit.i, unit.r].join("\n").toLowerCase();
  missingOf.set(unit, [...unit.s].filter((state) => state === "m").length);
}

function pageOf(unit) {
  const year = find("year").value;
  return year ? unit.p.find((page) => page.y === +year) : unit.p[unit.p.length - 1];
}

const tests = {
  all: () => true,
  pages: (unit) => Boolean(pageOf(unit)),
  errors: (unit) => (pageOf(unit) || { b: [0] }).b[0] > 0,
  missing: (unit) => { const at = data.years.indexOf(+find("year").value); return at < 0 ? missingOf.get(unit) > 0 : unit.s[at] === "m"; },
  excerpts: (unit) => unit.s.includes("x"),
  failed: (unit) => unit.p.some((page) => page.x),
  synthetic: (unit) => Boolean(unit.t),
};
const keys = {
  name: (unit) => named(unit),
  filed: (unit) => String(missingOf.get(unit)),
  year: (unit) => String((pageOf(unit) || { y: 0 }).y),
  checks: (unit) => { const page = pageOf(unit); return page && page.b.length ? String(page.b[0] * 1000 + page.b[1] + 1) : "0"; },
};

function yearsCell(unit) {
  const cell = make("td", undefined, { class: "years", "data-label": word("filed") });
  data.years.forEach((year, at) => {
    const page = unit.p.find((one) => one.y === year), state = data.states[unit.s[at]];
    const file = page && fileOf(page), said = `${year} ${state[lang]}`;
    const label = String(year).slice(2);
    const chip = file ? make("a", label, { href: href(unit, year, file[0] + "." + file[1] + ".html") }) : make("span", label);
    chip.className = "chip " + state.code;
    chip.title = said;
    chip.setAttribute("aria-label", said);
    if (!file) chip.setAttribute("role", "img");
    cell.append(chip);
  });
  return cell;
}

function pageCell(unit, page) {
  const cell = make("td", undefined, { "data-label": word("headline") });
  if (!page) {
    const part = unit.x && unit.x[unit.x.length - 1];
    if (!part) return cell;
    cell.append(make("span", word("excerpt_of").replace("{}", part[0]).replace("{}", part[1]) + " "));
    if (/^https?:/.test(part[2])) cell.append(make("a", new URL(part[2]).host, { href: part[2], rel: "noreferrer" }));
    return cell;
  }
  cell.append(make("small", page.a ? `${page.a} → ${page.y}` : String(page.y)));
  cell.append(make("div", page.x || page.h[lang] || page.h.zh || page.h.en || "", page.x ? { class: "fault" } : {}));
  const links = make("div", undefined, { class: "files" });
  for (const [stem, code, forms] of page.f)
    for (const form of forms) {
      const own = form === "html" ? data.names[code] : `${data.names[form][lang]} (${data.names[code]})`;
      const text = stem === "comparison" ? own : `${data.words[stem] ? word(stem) : stem} ${own}`;
      links.append(make("a", text, { href: href(unit, page.y, `${stem}.${code}.${form}`) }), " ");
    }
  if (page.l) links.append(make("a", word("look"), { href: page.l.split("/").map(encodeURIComponent).join("/") }));
  cell.append(links);
  return cell;
}

function badges(page) {
  const cell = make("td", undefined, { class: "checks", "data-label": word("checks") });
  if (!page) return cell;
  if (page.x) cell.append(make("span", word("broken"), { class: "badge error" }));
  const [errors, questions] = page.b;
  if (errors) cell.append(make("span", word("errors").replace("{}", errors), { class: "badge error" }), " ");
  if (questions) cell.append(make("span", word("questions").replace("{}", questions), { class: "badge question" }));
  if (!page.x && errors === 0 && questions === 0) cell.append(make("span", word("clean"), { class: "badge clean" }));
  return cell;
}

function row(unit) {
  const page = pageOf(unit), line = make("tr"), head = make("th", undefined, { scope: "row" });
  head.append(make("span", named(unit)));
  const second = [lang === "zh" ? unit.e : unit.n, unit.r].filter((text) => text && text !== named(unit)).join(" · ");
  if (second) head.append(make("br"), make("small", second));
  if (unit.t) head.append(" ", make("span", word("synthetic"), { class: "badge question" }));
  line.append(head, yearsCell(unit), pageCell(unit, page), badges(page));
  return line;
}

function more(count = BATCH) {
  const part = document.createDocumentFragment();
  for (const unit of rows.slice(shown, shown + count)) part.append(row(unit));
  shown = Math.min(rows.length, shown + count);
  find("rows").append(part);
  find("more").hidden = shown >= rows.length;
}

function whole(one) {
  const code = one.f[lang] ? lang : Object.keys(one.f)[0], line = make("li");
  const year = one.y || word("every_year"), title = lang === "zh" ? `${one.n.zh}（${year}）` : `${one.n.en} (${year})`;
  line.append(make("a", title, { href: one.f[code].split("/").map(encodeURIComponent).join("/") }));
  if (one.t) line.append(" ", make("span", word("synthetic"), { class: "badge question" }));
  line.append(make("div", one.h[code]));
  return line;
}

function update() {
  const words = find("search").value.toLowerCase().split(/\s+/).filter(Boolean), test = tests[find("show").value];
  rows = data.units.filter((unit) => words.every((text) => unit.hay.includes(text)) && test(unit));
  const [key, way] = sorting;
  if (key) {
    const value = new Map(rows.map((unit) => [unit, keys[key](unit)]));
    rows.sort((a, b) => way * order.compare(value.get(a), value.get(b)));
  }
  find("count").textContent = word("count").replace("{}", rows.length).replace("{}", data.units.length);
  find("rows").replaceChildren();
  shown = 0;
  more();
}

function translate() {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = word("title") + " · govstats";
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  if (data.wholes.length) find("wholes").replaceChildren(...data.wholes.map(whole));
  find("search").placeholder = word("search");
  for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", button.dataset.lang === lang);
  update();
}

for (const button of document.querySelectorAll("[data-lang]"))
  button.addEventListener("click", () => { lang = button.dataset.lang; translate(); });
for (const button of document.querySelectorAll("[data-sort]"))
  button.addEventListener("click", () => {
    const key = button.dataset.sort, first = key === "name" ? 1 : -1;
    sorting = [key, sorting[0] === key ? -sorting[1] : first];
    for (const head of document.querySelectorAll("[aria-sort]")) head.setAttribute("aria-sort", "none");
    button.parentElement.setAttribute("aria-sort", sorting[1] > 0 ? "ascending" : "descending");
    update();
  });
find("search").addEventListener("input", update);
find("year").addEventListener("change", update);
find("show").addEventListener("change", update);
find("more").addEventListener("click", () => more());
new IntersectionObserver((seen) => seen[0].isIntersecting && shown < rows.length && more(), { rootMargin: "600px" }).observe(find("end"));
addEventListener("beforeprint", () => more(rows.length));
find("list").hidden = false;
translate();
