// Walks the page with a dictionary. It translates whole texts only, and leaves alone what the app itself wrote
// (markdown, tables, charts), where an English word may be a customer's name.
const WORDS = __WORDS__;
const LEAVE = '[data-testid="stMarkdownContainer"],[data-testid="stDataFrame"],[data-testid="stPlotlyChart"],code,pre,textarea';
const ATTRIBUTES = ["aria-label", "placeholder", "title"];
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
    if (found) return words.replace("{n}", found[1]);
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

function walk(root) {
  if (root.nodeType === Node.TEXT_NODE) return word(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  attributes(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.nodeType === Node.TEXT_NODE ? word(node) : attributes(node);
  }
}

let observer = null;

export default function ({ data }) {
  if (observer) observer.disconnect();
  observer = null;
  document.documentElement.lang = data.lang === "en" ? "en" : "zh-CN";
  if (data.lang !== "zh") return;
  walk(document.body);
  observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") word(change.target);
      else if (change.type === "attributes") attributes(change.target);
      else change.addedNodes.forEach(walk);
    }
  });
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
}
