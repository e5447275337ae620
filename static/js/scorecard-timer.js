"use strict";
// A clock against the kit's time plan. When it was started stands in the page's own history entry, so that a reload goes
// on; it is in no store of the browser and is never sent.
(() => {
  const place = document.getElementById("timer");
  const parts = [...document.querySelectorAll("[data-minutes]")]
    .map((part) => ({ name: part.querySelector("h2").firstChild.textContent.trim(), until: Number(part.dataset.minutes) }))
    .filter((part) => part.until > 0);
  if (!place || !parts.length) return;
  parts.forEach((part, index) => { part.until = part.until * 60 + (index ? parts[index - 1].until : 0); });

  const button = place.querySelector("button"), words = place.querySelector("span");
  let ticking;

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const said = (seconds) => {
    const now = parts.find((part) => seconds < part.until);
    const total = parts.at(-1).until;
    return now ? `${clock(seconds)} ${now.name}, ${clock(now.until - seconds)} left` : `${clock(seconds)}, ${clock(seconds - total)} over the plan`;
  };
  const show = () => {
    const started = history.state?.timer;
    words.textContent = started ? said(Math.floor((Date.now() - started) / 1000)) : "";
    button.textContent = started ? "Stop" : "Start timer";
    clearTimeout(ticking);
    if (started) ticking = setTimeout(show, 1000 - ((Date.now() - started) % 1000));
  };

  button.addEventListener("click", () => {
    const { timer, ...rest } = history.state || {};
    history.replaceState(timer ? rest : { ...rest, timer: Date.now() }, "");
    show();
  });
  place.hidden = false;
  show();
})();
