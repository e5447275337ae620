"use strict";
// After a refused form, and after a part of the page came anew, the summary of what is wrong has the focus.
const focusFirst = (root) => root.querySelector("[data-focus-first]")?.focus();
document.addEventListener("DOMContentLoaded", () => focusFirst(document));
document.addEventListener("htmx:afterSwap", (event) => focusFirst(event.detail.target));

// A link in the summary goes to the control itself, with its label in sight.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  (control.closest(".field, fieldset") || control).scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
});
