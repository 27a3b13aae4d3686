// A sheet as a table. Texts of a file are set as text, never as markup. A click on a row tells the server its number.
const MOST_STRETCH = 2;

function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function paint(cell, colours, kind) {
  const [ground, ink] = colours[kind] ?? colours["."];
  cell.style.background = ground;
  cell.style.color = ink;
}

function head(data) {
  const line = element("tr");
  line.append(element("th", data.words.row, "number"), element("th", data.words.kind, "kind"));
  for (const letter of data.letters) line.append(element("th", letter));
  const made = element("thead");
  made.append(line);
  return made;
}

function line(row, data) {
  const made = element("tr");
  made.dataset.row = row.row;
  const first = element("th", undefined, "number");
  const pick = element("button", String(row.row));
  pick.type = "button";
  first.append(pick);
  const kind = element("td", row.words, "kind");
  for (const cell of [first, kind]) paint(cell, data.colours, row.kind || ".");
  made.append(first, kind);
  for (const [text, letter, span, isNumber] of row.cells) {
    const cell = element("td", text, (isNumber ? "figure " : "") + ("ht".includes(letter) ? "strong" : ""));
    if (span > 1) cell.colSpan = span;
    if (text.length > 8) cell.title = text;
    paint(cell, data.colours, letter);
    made.append(cell);
  }
  return made;
}

function gap(data) {
  const cell = element("td", data.gap.words, "gap");
  cell.colSpan = data.letters.length + 2;
  paint(cell, data.colours, ".");
  const made = element("tr");
  made.append(cell);
  return made;
}

function drawn(data) {
  const table = element("table");
  table.setAttribute("aria-label", data.words.alt);
  const widths = element("colgroup");
  const mostWords = Math.max(2, ...data.rows.map((row) => row.words.length));
  const ours = [52, Math.min(24 + (/[^\x00-\xff]/.test(data.words.kind) ? 14 : 8) * mostWords, 140)];
  const all = [...ours, ...data.widths];
  for (const width of all) {
    const column = element("col");
    column.style.width = `${width}px`;
    widths.append(column);
  }
  const body = element("tbody");
  data.rows.forEach((row, place) => {
    if (data.gap && data.gap.at === place) body.append(gap(data));
    body.append(line(row, data));
  });
  table.append(widths, head(data), body);
  // A narrow table is drawn wider, its columns alike, but not torn apart over the whole page.
  const sum = all.reduce((total, width) => total + width, 0);
  table.style.width = `max(${sum}px, min(100%, ${MOST_STRETCH * sum}px))`;
  return table;
}

function mark(box, row) {
  for (const each of box.querySelectorAll("tr[data-row]")) {
    const isPicked = Number(each.dataset.row) === row;
    each.classList.toggle("picked", isPicked);
    each.querySelector("button").setAttribute("aria-pressed", String(isPicked));
  }
}

function begin(box, row) {
  const shown = [...box.querySelectorAll("tr[data-row]")];
  const place = shown.findIndex((each) => Number(each.dataset.row) === row);
  // Some rows above stay in sight, so that a header which begins higher is seen.
  if (place > 8) box.scrollTop = shown[place - 5].offsetTop - box.querySelector("thead").offsetHeight;
}

export default function ({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector(".sheet");
  const state = JSON.stringify({ ...data, selected: null });
  if (!box || box.kamState !== state) {
    box?.remove();
    box = element("div", undefined, "sheet");
    box.tabIndex = 0;
    box.kamState = state;
    box.append(drawn(data));
    parentElement.append(box);
    begin(box, data.focus);
  }
  box.onclick = (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row) return;
    mark(box, Number(row.dataset.row));
    setTriggerValue("row", Number(row.dataset.row));
  };
  mark(box, data.selected);
}
