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
