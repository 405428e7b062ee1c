// What was typed stays in this browser until it is saved: a lost connection or session costs nobody their text.
(() => {
  const { user } = document.body.dataset, words = document.getElementById("kept")?.content;
  let store;
  try { store = window.localStorage; } catch { return; }
  if (!user || !store) return;
  const FORM = "form[data-keep]", NEVER = /^(hidden|password|file|submit|button)$/, COUNT = /-count$/;
  const read = (key) => { try { return JSON.parse(store[key]); } catch { return null; } };
  const drop = (key) => store.removeItem(key);
  const keys = (start) => Object.keys(store).filter((key) => key.startsWith(start));
  const keyOf = (form) => `typed:${user}:${form.getAttribute("action")}`;
  const ticks = (input) => /^(checkbox|radio)$/.test(input.type);
  const namesOf = (form) => [...form.elements].map((each) => each.name);
  const valuesOf = (form, name) => [...form.elements].filter((each) => each.name === name)
    .flatMap((each) => each.options ? [...each.selectedOptions].map((one) => one.value) : ticks(each) && !each.checked ? [] : [each.value]);
  for (const key of keys("typed:")) if (!(read(key)?.at > Date.now() - 3 * 864e5)) drop(key);

  const keep = ({ target }) => {
    const form = target.closest?.(FORM), chosen = target.name?.startsWith("choose:");
    if (!form || !target.name || chosen || NEVER.test(target.type)) return;
    const fields = read(keyOf(form))?.fields ?? {};
    for (const name of namesOf(form).filter((each) => COUNT.test(each))) fields[name] = valuesOf(form, name);
    // What is put together of two people's texts belongs where the text itself is typed.
    fields[target.name.replace(/^both:[^:]+:/, "")] = valuesOf(form, target.name);
    try { store[keyOf(form)] = JSON.stringify({ at: Date.now(), fields }); } catch { /* full: the page still holds it */ }
  };

  const say = (what, place) => {
    for (const old of place.parentElement.querySelectorAll(":scope > .kept")) old.remove();
    place.before(words.querySelector(`[data-when=${what}]`).cloneNode(true));
    return place.previousElementSibling;
  };
  const ago = (at) => {
    const hours = (at - Date.now()) / 36e5, unit = hours > -1 ? "minute" : hours > -48 ? "hour" : "day";
    const count = Math.round(hours * { minute: 60, hour: 1, day: 1 / 24 }[unit]);
    return new Intl.RelativeTimeFormat(`${document.documentElement.lang}-u-nu-latn`, { numeric: "auto" }).format(count, unit);
  };

  // Rows that the page lacks are asked for with “more”: the server shows the form with all of them and saves nothing.
  const putBack = (form, fields) => {
    const lacking = Object.keys(fields).filter((name) => !namesOf(form).includes(name));
    for (const each of form.elements) {
      const was = fields[each.name];
      if (!was || (NEVER.test(each.type) && !(lacking.length && COUNT.test(each.name)))) continue;
      if (ticks(each)) each.checked = was.includes(each.value);
      else if (each.options) for (const one of each.options) one.selected = was.includes(one.value);
      else each.value = was[0];
    }
    for (const each of form.querySelectorAll("[data-dated] select")) each.dispatchEvent(new Event("change", { bubbles: true }));
    if (!lacking.length) return form.dispatchEvent(new Event("input", { bubbles: true }));
    for (const name of ["more", ...lacking]) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: fields[name]?.[0] ?? "" }));
    form.submit();
  };
  const offer = (form) => {
    const kept = read(keyOf(form));
    if (form.matches(".stale") || !kept || !Object.keys(kept.fields).some((name) => !COUNT.test(name) && kept.fields[name].join() !== valuesOf(form, name).join())) return;
    const note = say("found", form.firstElementChild), told = note.firstElementChild;
    told.textContent = told.textContent.replace("{when}", ago(kept.at));
    note.onclick = ({ target: { dataset } }) => {
      if ("putBack" in dataset) putBack(form, kept.fields);
      else if ("throwAway" in dataset) drop(keyOf(form));
      else return;
      note.remove();
    };
  };
  const failed = (what, form) => { const end = form?.querySelector(".actions"); if (end) say(what, end).scrollIntoView({ block: "nearest" }); };

  // Whoever signed in again in another tab has another proof by now than the one in this page.
  const proof = () => document.cookie.match(/csrftoken=([^;]+)/)?.[1];
  const on = (event, then, early) => document.addEventListener(event, then, early);
  on("input", keep);
  on("change", keep);
  for (const event of ["sendError", "timeout"]) on(`htmx:${event}`, ({ detail }) => failed("away", detail.elt.closest("form")));
  on("htmx:responseError", ({ detail }) => failed(detail.xhr.status === 401 ? "signed-out" : "broken", detail.elt.closest("form")));
  on("submit", (event) => {
    const form = event.target, token = proof(), input = form.elements.csrfmiddlewaretoken;
    if (token && input) input.value = token;
    if (form.matches("[action$='/sign-out/']")) for (const kind of ["typed", "looked"]) keys(`${kind}:${user.split("-")[0]}-`).forEach(drop);
    if (navigator.onLine || !form.matches(FORM)) return;
    event.preventDefault();
    event.stopPropagation();
    failed("away", form);
  }, true);
  on("htmx:configRequest", ({ detail: { headers, parameters } }) => {
    const token = proof();
    if (token && headers["X-CSRFToken"]) headers["X-CSRFToken"] = token;
    if (token && parameters.csrfmiddlewaretoken) parameters.csrfmiddlewaretoken = token;
  });
  on("htmx:load", ({ target }) => {
    for (const done of target.querySelectorAll("[data-saved]")) drop(`typed:${user}:${done.dataset.saved}`);
    for (const form of document.querySelectorAll(FORM)) if (target.contains(form)) offer(form);
  });
})();
