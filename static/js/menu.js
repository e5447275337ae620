"use strict";
// A menu made of <details> closes with Escape and with a click elsewhere.
const closeMenus = (except) => document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
  if (menu !== except) menu.open = false;
});
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details[data-menu][open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

// On a phone the navigation scrolls sideways; the entry one is under stands in sight.
document.addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector(".rail nav");
  const current = list?.querySelector("[aria-current]");
  if (current) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
});
