"use strict";
// Light or dark by hand. The choice is a cookie, so that the server writes it into the page and nothing flashes.
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const dark = () => (root.dataset.bsTheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  document.querySelectorAll("[data-theme-toggle]").forEach((button) => {
    const name = () => { button.textContent = dark() ? "Light colours" : "Dark colours"; };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      root.dataset.bsTheme = dark() ? "light" : "dark";
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `theme=${root.dataset.bsTheme}; path=/; max-age=31536000; samesite=lax${secure}`;
      name();
    });
  });
});
