"use strict";
// A form marked data-guard asks before the page is left with something typed and not yet saved.
// Whoever saves in between says so: form.dispatchEvent(new Event("concord:saved")).
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) form.dataset.unsaved = "";
});
document.addEventListener("concord:saved", (event) => { delete event.target.dataset.unsaved; }, true);
document.addEventListener("submit", (event) => { delete event.target.dataset.unsaved; });
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved]")) event.preventDefault();
});
