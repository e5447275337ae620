"use strict";
// Keys for the scorecard, beside those that a browser brings (Tab, arrows in a group of levels). A digit rates only
// while a level has the focus, so that a number in a sentence stays a number.
(() => {
  const form = document.getElementById("scorecard"), help = document.getElementById("keys");
  if (!form) return;

  const takesText = (field) => field.matches("textarea, select, input:not([type=radio])");
  const rate = (focused, digit) => {
    const level = focused.closest("fieldset.levels")?.querySelector(`.level-list input[value="${digit}"]`);
    if (!level || level.disabled) return false;
    level.focus();
    level.click();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || !(event.target instanceof Element)) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "Enter" || !form.contains(event.target)) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=summary]"));
    } else if (event.key === "?" && help && !takesText(event.target)) {
      event.preventDefault();
      if (!help.open) help.showModal();
    } else if (/^[0-9]$/.test(event.key) && event.target.matches("input[type=radio]")) {
      if (rate(event.target, event.key)) event.preventDefault();
    }
  });

  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
})();
