"use strict";
// The button shows only where it works; folded parts open for paper and close again afterwards.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details.more:not([open])").forEach((part) => { part.open = true; part.dataset.closeAgain = ""; });
});
window.addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-close-again]").forEach((part) => { part.open = false; delete part.dataset.closeAgain; });
});
