// Walks the page with a dictionary, and mends what a screen reader stumbles over. The dictionary translates whole texts
// only, and leaves alone what the app itself wrote (markdown, tables, charts), where an English word may be a
// customer's name.
const WORDS = __WORDS__;
const LEAVE = '[data-testid="stMarkdownContainer"],[data-testid="stDataFrame"],[data-testid="stPlotlyChart"],code,pre,textarea';
const ATTRIBUTES = ["aria-label", "placeholder", "title", "alt"];
const DAY = /^[A-Z][a-z]+ \d{1,2}, \d{4}$/; // how a date field reads out what it holds
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const EXACT = new Map();
const PATTERNS = [];
for (const [english, chinese] of Object.entries(WORDS)) {
  if (english.includes("{n}")) {
    PATTERNS.push([new RegExp("^" + english.split("{n}").map(escaped).join("(.+)") + "$"), chinese]);
  } else {
    EXACT.set(english, chinese);
  }
}

function chinese(text) {
  const trimmed = text.trim();
  if (!trimmed || trimmed.length > 120) return null;
  if (EXACT.has(trimmed)) return text.replace(trimmed, EXACT.get(trimmed));
  for (const [pattern, words] of PATTERNS) {
    const found = trimmed.match(pattern);
    if (found) {
      const day = DAY.test(found[1]) && new Date(found[1]);
      return words.replace("{n}", day ? `${day.getFullYear()}年${day.getMonth() + 1}月${day.getDate()}日` : found[1]);
    }
  }
  return null;
}

function word(node) {
  const parent = node.parentElement;
  // The uploader's own button carries its word as markdown; no file name stands inside the drop zone.
  if (!parent || (parent.closest(LEAVE) && !parent.closest('[data-testid="stFileUploaderDropzone"] button'))) return;
  const words = chinese(node.data);
  if (words !== null && words !== node.data) node.data = words;
}

function attributes(element) {
  for (const name of ATTRIBUTES) {
    const text = element.getAttribute(name);
    const words = text && chinese(text);
    if (words && words !== text) element.setAttribute(name, words);
  }
}

// What a screen reader would stumble over: the sparkline of a figure, whose points have no names, says nothing that the
// figure and its change do not; the phone's menu puts boxes between its list and the items.
function mend(root) {
  const found = (selector) => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];
  found('[data-testid="stMetricChart"]').forEach((chart) => chart.setAttribute("aria-hidden", "true"));
  found('[data-testid="stSidebarNavItems"] li').forEach((item) => {
    const box = item.parentElement;
    if (box.tagName === "UL") return;
    box.setAttribute("role", "list");
    box.closest("ul").setAttribute("role", "none");
  });
}

function walk(root) {
  if (root.nodeType === Node.TEXT_NODE) return isChinese && word(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  mend(root);
  if (!isChinese) return;
  attributes(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.nodeType === Node.TEXT_NODE ? word(node) : attributes(node);
  }
}

// A chart selects what lies under the pointer that it saw last; a finger comes without one, so that the first tap would
// select nothing.
function point(event) {
  const [touch, another] = event.touches;
  if (another || !event.target.closest?.(".js-plotly-plot .drag")) return;
  const { clientX, clientY } = touch;
  event.target.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, view: window, clientX, clientY }));
}

let observer = null;
let isChinese = false;

export default function ({ data }) {
  if (observer) observer.disconnect();
  observer = null;
  document.addEventListener("touchstart", point, { capture: true, passive: true });
  document.documentElement.lang = data.lang === "en" ? "en" : "zh-CN";
  isChinese = data.lang === "zh";
  walk(document.body);
  observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(walk);
      else if (!isChinese) continue;
      else change.type === "characterData" ? word(change.target) : attributes(change.target);
    }
  });
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
}
