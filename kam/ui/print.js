// Charts keep the width they have on the screen, so a page is printed in that width and made smaller as a whole.
(() => {
  if (window.kamPrint) return;
  window.kamPrint = true;
  const WIDTH = 714, HEIGHT = 1030, LEAST = 0.6; // CSS pixels of A4 within margins of 10 mm
  const root = document.documentElement.style;
  window.addEventListener("beforeprint", () => {
    const block = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!block) return;
    const inner = block.querySelector('[data-testid="stVerticalBlock"]') || block;
    const across = WIDTH / inner.offsetWidth;
    // One sheet where that leaves it readable; a page that is far too long takes several.
    const down = Math.max(HEIGHT / inner.scrollHeight, across * LEAST);
    const zoom = document.querySelector(".st-key-print_whole") ? Math.min(across, down) : across;
    const colours = getComputedStyle(document.querySelector('[data-testid="stMain"]')).backgroundColor.match(/\d+/g) || [];
    const isDark = colours.length > 2 && colours.slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 300;
    root.setProperty("--kam-print-width", `${inner.offsetWidth}px`);
    root.setProperty("--kam-print-zoom", String(zoom));
    root.setProperty("--kam-print-filter", isDark ? "invert(1) hue-rotate(180deg)" : "none");
    // Turned around, black cards are white on paper.
    if (isDark) root.setProperty("--kam-card", "#000000");
  });
  window.addEventListener("afterprint", () => root.removeProperty("--kam-card"));
})();
