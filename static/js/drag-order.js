"use strict";
// Rows that can be dragged to another place, beside the buttons that move them by one: for those who point, not a way
// that anybody has to go. Where a row is dropped is sent as its new place; the answer is the list as it stands.
(() => {
  const show = () => document.querySelectorAll("[data-drag-handle][hidden]").forEach((handle) => { handle.hidden = false; });
  const place = (row) => [...row.parentElement.children].indexOf(row) + 1;

  const follow = (row, y) => {
    for (const other of row.parentElement.children) {
      const box = other.getBoundingClientRect();
      if (other === row || y < box.top || y > box.bottom) continue;
      if (y < box.top + box.height / 2) other.before(row); else other.after(row);
      return;
    }
  };

  const drop = (row, list, from) => {
    row.classList.remove("dragged");
    if (place(row) === from) return;
    const form = row.querySelector("form[hx-post]");
    htmx.ajax("POST", form.getAttribute("hx-post"), {
      source: form, target: list.dataset.dragOrder, select: list.dataset.dragOrder, swap: "outerHTML", values: { to: place(row) },
    });
  };

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag-handle]"), list = handle?.closest("[data-drag-order]");
    if (!list || event.button !== 0) return;
    event.preventDefault();
    const row = handle.closest("li"), from = place(row);
    row.classList.add("dragged");
    const move = (moved) => follow(row, moved.clientY);
    const end = (ended) => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      if (ended.type === "pointerup") drop(row, list, from);
      else row.classList.remove("dragged");
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  });

  document.addEventListener("htmx:afterSettle", show);
  show();
})();
