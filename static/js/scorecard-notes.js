"use strict";
// Notes that were written while talking, sorted line by line under the competencies they are evidence for. Moving is
// nothing but typing: the scorecard saves it as it saves everything, and one step can be undone.
(() => {
  const form = document.getElementById("scorecard"), notes = document.getElementById("notes");
  const box = document.getElementById("notes-sort");
  if (!form || !notes || !box) return;

  const start = box.querySelector("[data-sort]"), list = box.querySelector("ol");
  const buttons = box.querySelector(".actions"), told = box.querySelector("[role=status]");
  const places = [...form.querySelectorAll("textarea[id^='evidence-']")].map((field) => ({
    field, name: document.getElementById(field.id.replace("evidence", "competency")).firstChild.textContent.trim(),
  }));
  let before = null;

  const lines = () => notes.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const changed = () => notes.dispatchEvent(new Event("input", { bubbles: true }));
  const show = (sorting) => {
    list.hidden = buttons.hidden = !sorting;
    start.hidden = sorting;
  };

  const choice = (line) => {
    const item = document.createElement("li"), words = document.createElement("span"), select = document.createElement("select");
    words.textContent = line;
    select.className = "form-select";
    select.setAttribute("aria-label", `Where “${line.slice(0, 40)}” goes`);
    select.append(new Option("Stays in the notes", ""), ...places.map(({ name }, place) => new Option(name, place)));
    item.append(words, select);
    return item;
  };

  start.addEventListener("click", () => {
    const found = lines();
    told.textContent = found.length ? "" : "There is nothing in the notes to sort.";
    if (!found.length) return;
    list.replaceChildren(...found.map(choice));
    show(true);
    list.querySelector("select").focus();
  });

  box.querySelector("[data-move]").addEventListener("click", () => {
    before = [notes, ...places.map(({ field }) => field)].map((field) => [field, field.value]);
    const kept = [];
    let moved = 0;
    for (const item of list.children) {
      const line = item.querySelector("span").textContent, place = item.querySelector("select").value;
      if (place === "") { kept.push(line); continue; }
      const { field } = places[Number(place)];
      field.value = field.value.trimEnd() + (field.value.trim() ? "\n" : "") + line;
      moved += 1;
    }
    notes.value = kept.join("\n");
    show(false);
    if (moved) changed();
    told.textContent = `${moved} ${moved === 1 ? "line" : "lines"} moved.`;
    box.querySelector("[data-undo]").hidden = !moved;
    start.focus();
  });

  box.querySelector("[data-undo]").addEventListener("click", (event) => {
    for (const [field, value] of before) field.value = value;
    changed();
    told.textContent = "As it was before.";
    event.target.hidden = true;
    start.focus();
  });

  box.querySelector("[data-leave]").addEventListener("click", () => { show(false); start.focus(); });
  box.hidden = places.length === 0;
})();
