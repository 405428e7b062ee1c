// What the pages do beyond plain HTML. Everything works without this file.
(() => {
  "use strict";

  let typed = false;
  let grown = "";

  // A date's inputs follow the chosen precision: only what it takes is shown, and what is hidden is emptied.
  const TAKES = { "": ["on", "at"], instant: ["at"], unknown: [] };
  const followPrecision = (group) => {
    const [precision, ...inputs] = group.querySelectorAll("select, input");
    const taken = TAKES[precision.value] ?? ["on"];
    for (const input of inputs) {
      const wanted = taken.some((part) => input.name.endsWith(`_${part}`));
      input.hidden = !wanted;
      if (!wanted) input.value = "";
    }
  };

  // To what is to be typed first; among choices to the one that is made already.
  const focusFirst = (form) => {
    const first = form.querySelector("input:not([type=hidden], [type=date]), select, textarea");
    const made = first?.type === "radio" && form.querySelector(`[name="${first.name}"]:checked`);
    (made || first)?.focus({ preventScroll: true });
    if (form.closest("[data-inline]")) form.scrollIntoView({ block: "nearest" });
  };

  // Laid out as cards, a table is none to some screen readers, unless each part says what it is.
  const PARTS = { "": "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };

  const prepare = (root) => {
    for (const [part, role] of Object.entries(PARTS)) for (const each of root.querySelectorAll(`.matrix ${part}`)) each.role = role;
    for (const group of root.querySelectorAll("[data-dated]")) {
      followPrecision(group);
      group.addEventListener("change", (event) => event.target.matches("select") && followPrecision(group));
    }
    for (const button of root.querySelectorAll("button[data-copy]")) button.hidden = false;
    const keysOn = root.querySelector("#keys-on");
    if (keysOn) {
      keysOn.closest("label").hidden = false;
      keysOn.checked = !kept();
      keysOn.addEventListener("change", () => kept(keysOn.checked ? "" : "1"));
    }
    root.querySelector("[data-focus]")?.focus();
    // One goes on typing in the row that was asked for.
    if (grown) root.querySelector(`[name^="${grown}"]:not([type=hidden])`)?.focus();
    grown = "";
    // A form that is the page, or that opened in it, takes the focus to what is to be typed.
    const form = root.closest?.("[data-inline]") ? root : root.querySelector("form[data-focus-first]");
    if (form && !root.querySelector("[data-focus]")) {
      focusFirst(form);
    }
  };

  // Filters apply at once; the button stays for those who type.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-instant]");
    if (form && event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });

  // A menu closes when one looks elsewhere.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    closeMenus(null);
    open?.querySelector("summary").focus();
  });

  // Keys of a card on the board, while the focus is in it and nothing is being typed.
  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".board-card");
    if (!card || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const cards = [...document.querySelectorAll(".board-card")].filter((each) => each.offsetParent);
    const next = { j: 1, k: -1 }[event.key];
    if (next) cards[cards.indexOf(card) + next]?.querySelector("a").focus();
    else if (event.key === "a") card.querySelector("[aria-keyshortcuts=a]")?.click();
    else return;
    event.preventDefault();
  });

  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches("[data-focus-inside]")) focusFirst(event.target);
  }, true);

  // What is shown once is there to be copied.
  document.addEventListener("focusin", (event) => { if (event.target.matches("input[data-select]")) event.target.select(); });

  // A text is copied whole where the browser can; where it cannot, one that is typed in is marked, ready for the keyboard.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copy);
    text.select?.();
    try { await navigator.clipboard.writeText((text.value ?? text.textContent).trim()); } catch { return; }
    const said = button.parentElement.querySelector("[data-copy-said]") ?? button;
    said.textContent = button.dataset.copied;
  });

  // Keys stand for elements of the page (data-key): a link is followed, what one types in is focused.
  const KEYS = "keys-off";
  const kept = (...value) => { try { return value.length ? localStorage.setItem(KEYS, value) : localStorage.getItem(KEYS); } catch { return null; } };
  const showSheet = async (link) => {
    let page;
    try { page = await (await fetch(link.href)).text(); } catch { location = link.href; return; }
    const sheet = document.createElement("dialog");
    sheet.append(new DOMParser().parseFromString(page, "text/html").getElementById(link.dataset.sheet));
    sheet.setAttribute("aria-labelledby", `${link.dataset.sheet}-heading`);
    sheet.querySelector("form[method=dialog]").hidden = false;
    sheet.addEventListener("close", () => sheet.remove());
    document.body.append(sheet);
    prepare(sheet);
    sheet.showModal();
  };
  let before = "";
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, dialog[open]");
    if (event.defaultPrevented || typing || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1 || kept()) return;
    const found = [`${before} ${event.key}`, event.key].map((keys) => document.querySelector(`[data-key="${CSS.escape(keys)}"]`)).find((each) => each?.offsetParent);
    before = found ? "" : event.key;
    if (!found) return;
    event.preventDefault();
    if (found.matches("input")) found.select();
    else found.click();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showSheet(link);
  });

  // While the server makes a row more or less, nothing is typed that its answer would replace.
  for (const [event, inert] of [["beforeRequest", true], ["afterRequest", false]]) {
    document.addEventListener(`htmx:${event}`, ({ detail: { elt } }) => {
      if (elt.matches("button[name=more], button[name=less]") && elt.form) elt.form.inert = inert;
    });
  }
  document.addEventListener("click", (event) => {
    const more = event.target.closest("button[name=more]");
    if (more) grown = `${more.value}-${more.form.elements[`${more.value}-count`].value}-`;
  });

  // Cancel closes a form that opened in the page.
  document.addEventListener("click", (event) => {
    const place = event.target.closest(".actions a")?.closest("[data-inline]");
    if (!place) return;
    event.preventDefault();
    place.replaceChildren();
    place.closest(".board-card")?.querySelector("a").focus();
    typed = false;
  });

  // One press sends a form once; and what was typed is not left by accident.
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-typed]")) typed = true; });
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    if (event.target.method === "post") event.target.dataset.sent = "1";
    typed = false;
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  document.addEventListener("htmx:afterRequest", (event) => { delete event.detail.elt.dataset.sent; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

  document.addEventListener("htmx:load", (event) => prepare(event.target));
  if (!window.htmx) prepare(document);
})();
