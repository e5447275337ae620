"use strict";
// The scorecard saves itself. The word "Saved" comes from an answer that names the stored revision and from nothing
// else; whatever goes wrong, the text stays in the page and in no other place of this browser.
(() => {
  const form = document.getElementById("scorecard");
  if (!form) return;

  const PAUSE = 1000, AT_THE_LATEST = 1500, PATIENCE = 15000, LONGEST_WAIT = 30000, KEEPALIVE_LIMIT = 60000;
  const line = document.getElementById("saved"), aloud = document.getElementById("saved-aloud");
  const icon = document.getElementById("saved-icon");
  const revision = form.elements.revision;

  let typed = 0; // grows with every change
  let stored = 0; // the value of `typed` that the last confirmed answer covers
  let pending = null; // what was sent while nobody knows whether it arrived: sent again word for word
  let running = null; // the request under way; there is never a second one
  let frozen = false; // another place saved first: this page only shows its text
  let failures = 0;
  let pause, latest, retry, told = "";

  // What stands in the corner, in words

  const say = (kind, words, link) => {
    line.className = kind === "saved" || kind === "saving" ? "saved" : "saved saved-failed";
    const text = document.createElement("span");
    text.textContent = words;
    if (link) {
      const anchor = document.createElement("a");
      Object.assign(anchor, link);
      text.append(" ", anchor);
    }
    line.replaceChildren(...(kind === "saved" ? [icon.content.cloneNode(true)] : []), text);
    if (kind === "saving" || kind === told) return;
    if (told || kind !== "saved") aloud.textContent = text.textContent; // not every "Saved" is news
    told = kind;
  };
  const signIn = () => ({ textContent: "Sign in", href: form.dataset.signIn, target: "_blank", rel: "noopener" });

  // One request

  const token = () => {
    const cookie = document.cookie.split("; ").find((part) => /^(__Host-)?csrftoken=/.test(part));
    return cookie ? cookie.slice(cookie.indexOf("=") + 1) : form.elements.csrfmiddlewaretoken.value;
  };
  const textOf = () => {
    const body = new URLSearchParams(new FormData(form));
    body.delete("csrfmiddlewaretoken");
    return body;
  };
  const ask = async (body) => {
    const sent = body.toString();
    return fetch(form.dataset.save, {
      method: "POST",
      headers: { "X-CSRFToken": token(), "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
      body: sent,
      redirect: "manual",
      keepalive: document.visibilityState === "hidden" && sent.length < KEEPALIVE_LIMIT,
      signal: AbortSignal.timeout(PATIENCE),
    });
  };
  const freshToken = () => fetch(form.dataset.save, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });

  const post = async (body) => {
    try {
      let answer = await ask(body);
      if (answer.status === 403 && (await freshToken()).status === 204) answer = await ask(body);
      const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      return { status: answer.status, said: json ? await answer.json() : {} };
    } catch (fault) {
      return { status: 0, slow: fault.name === "TimeoutError", said: {} };
    }
  };

  // Saving

  const save = async () => {
    clearTimeout(pause); clearTimeout(latest); clearTimeout(retry);
    latest = undefined;
    if (running) { await running; return typed === stored || frozen ? undefined : save(); }
    if (frozen || (typed === stored && !pending)) return;
    pending ??= { body: textOf(), typed };
    say("saving", failures ? "Trying to save…" : "Saving…");
    running = post(pending.body);
    const outcome = await running;
    running = null;
    await settle(outcome);
    if (failures === 0 && !frozen && typed > stored && !pending && outcome.status === 200) await save();
  };

  const settle = async ({ status, slow, said }) => {
    if (status === 200) return confirmed(said);
    if (status === 409) return lostRace(said);
    if (status === 422) { pending = null; return refused(said.problems); }
    // 500 was rolled back; of the others nobody knows whether the text arrived.
    if (![0, 502, 503, 504].includes(status)) pending = null;
    failures += 1;
    retry = setTimeout(save, Math.min(1000 * 2 ** failures, LONGEST_WAIT));
    if (status === 401) say("out", "Not saved: you have been signed out. Sign in in a new tab, your text stays here.", signIn());
    else if (status === 403) say("stale", "Not saved: this page is too old. Sign in in a new tab, your text stays here.", signIn());
    else if (status === 404) say("gone", "Not saved: the account that is signed in has no such scorecard. Your text stays here. Sign in again as yourself.", signIn());
    else if (status >= 500) say("fault", "Not saved: the server has a fault, trying again. Your text stays here.");
    else if (slow) say("slow", "Not saved: no answer yet, trying again. Your text stays here.");
    else say("offline", "Not saved: no connection, trying again. Your text stays here.");
  };

  const confirmed = (said) => {
    stored = pending.typed;
    pending = null;
    failures = 0;
    revision.value = said.revision;
    showHints(said.hints);
    clearProblems();
    if (said.html) showKept(said.html);
    if (typed !== stored) return;
    say("saved", `Saved at ${said.at}`);
    form.dispatchEvent(new Event("concord:saved"));
  };

  const refused = (problems) => {
    clearProblems();
    for (const problem of problems) {
      const field = document.getElementById(problem.target);
      if (!field) continue;
      const words = document.createElement("p");
      Object.assign(words, { className: "field-error", id: `${problem.target}_refused`, textContent: problem.text });
      (field.closest(".level-list, .non-ratings") || field).before(words);
      field.setAttribute("aria-invalid", "true");
    }
    say("refused", `Not saved: ${problems[0].text}`);
  };
  const clearProblems = () => {
    for (const words of form.querySelectorAll(".field-error")) words.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  };
  const showHints = (hints) => {
    for (const [competency, words] of Object.entries(hints || {})) {
      const place = document.getElementById(`hint-${competency}`);
      if (!place) continue;
      place.textContent = words;
      place.hidden = !words;
    }
  };

  // Saved elsewhere: both texts are kept, and the person chooses

  const lostRace = async (said) => {
    const rest = typed > pending.typed ? textOf() : null;
    const all = typed;
    freeze();
    stored = pending.typed;
    pending = null;
    if (rest) {
      if (said.kept) rest.set("replaces", said.kept);
      const last = await post(rest);
      if (last.status !== 409) {
        say("conflict", "Saved elsewhere. Your last words could not be kept: copy them from the page.");
        return showKept(said.html);
      }
      said = last.said;
      stored = all;
    }
    form.dispatchEvent(new Event("concord:saved"));
    if (said.html) say("conflict", "Saved elsewhere: both texts are kept. Choose above which goes on.");
    else say("conflict", "Saved elsewhere.", { textContent: "Show what is stored", href: location.pathname });
    showKept(said.html);
  };
  const freeze = () => {
    frozen = true;
    for (const field of form.elements) {
      if (field.matches("textarea, input[type=text]")) field.readOnly = true;
      else if (field.matches("input[type=radio], button")) field.disabled = true;
    }
  };
  const showKept = (html) => {
    if (!html) return;
    const place = document.getElementById("kept");
    place.innerHTML = html;
    if (navigator.clipboard) place.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
    if (frozen) place.querySelector("section")?.focus();
  };

  // When

  form.addEventListener("input", () => {
    if (frozen) return;
    typed += 1;
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE);
    latest ??= setTimeout(save, AT_THE_LATEST);
  });
  const soon = () => { if (typed !== stored || pending) save(); };
  document.addEventListener("visibilitychange", soon);
  window.addEventListener("online", soon);
  window.addEventListener("focus", soon);

  // The buttons never send the page away with text that is not stored yet.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (frozen) return;
    const goOn = event.submitter?.value === "summary";
    if (typed === stored && !goOn) typed += 1; // "Save draft" always asks the server
    if (typed !== stored) setTimeout(() => { if (typed !== stored) form.dataset.unsaved = ""; });
    await save();
    if (goOn && typed === stored && !frozen) location.assign(form.dataset.summary);
    else form.querySelector("[aria-invalid]")?.focus();
  });

  // A page brought back by the back button would carry an old revision, and its text after signing out.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  if ("unsaved" in form.dataset) typed = 1; // the server has just refused it
  const aim = location.hash && document.getElementById(location.hash.slice(1));
  if (aim) (aim.matches("fieldset") ? aim.querySelector("input:checked, input") : aim)?.focus();
})();
