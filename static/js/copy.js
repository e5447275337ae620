"use strict";
// Copy buttons show only where they can work; the text stands in a field that can be selected by hand.
if (navigator.clipboard) {
  const show = (root) => root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  document.addEventListener("DOMContentLoaded", () => show(document));
  document.addEventListener("htmx:afterSwap", (event) => show(event.detail.target));
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
});
