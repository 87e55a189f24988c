// The three ways in, as tabs; without this script they stand below each other.

const tabs = [...document.querySelectorAll("[role=tab]")].filter((tab) => tab instanceof HTMLElement);

/** @param {HTMLElement} chosen */
function choose(chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !isChosen;
  }
}

for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    next?.focus();
    if (next) choose(next);
  });
}

const first = tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? tabs[0];
document.querySelector("[role=tablist]")?.removeAttribute("hidden");
if (first) choose(first);
