// When this browser last showed an incident, so that what came since is one link away. It leaves the browser only as that
// link is followed; signing out removes it (typed.js).
(() => {
  const { user } = document.body.dataset, place = document.querySelector("[data-looked]");
  if (!user || !place) return;
  const key = `looked:${user}:${place.dataset.looked}`, now = new Date().toISOString();
  let looks;
  try { looks = JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return; }
  // Within an hour of each other they are one look.
  if (looks.latest && Date.parse(now) - Date.parse(looks.latest) > 36e5) looks.before = looks.latest;
  try { localStorage.setItem(key, JSON.stringify({ ...looks, latest: now })); } catch { return; }
  if (!looks.before) return;
  // As the server writes an instant: the day before the month (as English has it in Europe, 150), 24 hours, the record's digits.
  const told = { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone: place.dataset.zone };
  const when = new Date(looks.before).toLocaleString(`${document.documentElement.lang}-150-u-nu-latn`, told);
  const link = place.querySelector("a");
  link.textContent = link.textContent.replace("{when}", when);
  link.href = `?since=${looks.before}`;
  place.hidden = false;
})();
