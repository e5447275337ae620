"use strict";
// Passkeys. What is marked data-passkey-able shows where the browser has them; data-passkey-by-number shows instead where
// the site is opened by a number, for which no browser keeps a passkey. A button of data-passkey fills the field
// "credential" of its form and sends it: "add" makes one, "use" and "sign-in" ask for one.
const byNumber = /^[\d.]+$|^\[/.test(location.hostname);
const able = !byNumber && "parseCreationOptionsFromJSON" in (window.PublicKeyCredential || {});
document.querySelectorAll(able ? "[data-passkey-able]" : byNumber ? "[data-passkey-by-number]" : "[data-passkey-unable]")
  .forEach((part) => { part.hidden = false; });
document.querySelectorAll("[data-passkey-scriptless]").forEach((part) => { part.hidden = true; });

const fromPage = () => JSON.parse(document.getElementById("passkey-options").textContent);
const asked = {
  add: async () => {
    const options = fromPage().creation_options.publicKey;
    options.authenticatorSelection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  },
  use: async () => found(fromPage()),
  "sign-in": async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return found(await answer.json());
  },
};
const found = (given) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given.request_options.publicKey) });

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-passkey]");
  if (!button) return;
  event.preventDefault();
  const form = button.form, problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  button.disabled = true;
  try {
    form.elements.credential.value = JSON.stringify((await asked[button.dataset.passkey](form)).toJSON());
    form.submit();
  } catch {
    problem.hidden = false;
    button.disabled = false;
  }
});
