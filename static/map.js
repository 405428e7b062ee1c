// The map of incidents, drawn from the table beneath it. No tiles unless the newsroom has a server of its own for them.
(() => {
  "use strict";

  const box = document.getElementById("map");
  if (!box || !window.L) return;
  box.hidden = false;
  const { closer, farther, tiles, credit } = box.dataset;
  const map = L.map(box, { zoomControl: false, attributionControl: Boolean(tiles), worldCopyJump: true, maxZoom: 18 });
  L.control.zoom({ zoomInTitle: closer, zoomOutTitle: farther }).addTo(map);
  if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 18 }).addTo(map);

  // Degrees, so that a place without any picture beneath it still says where it is.
  const STEPS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30];
  const lines = L.layerGroup().addTo(map);
  const label = (at, words) =>
    L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-degree", html: words, iconSize: null }) });
  const drawLines = () => {
    lines.clearLayers();
    const view = map.getBounds();
    const [south, north] = [Math.max(view.getSouth(), -85), Math.min(view.getNorth(), 85)];
    const [west, east] = [view.getWest(), view.getEast()];
    const step = STEPS.find((each) => (east - west) / each <= 8) ?? STEPS.at(-1);
    const digits = Math.max(0, Math.ceil(-Math.log10(step)));
    for (let n = Math.ceil(west / step); n * step <= east; n++) {
      const at = n * step;
      L.polyline([[south, at], [north, at]], { className: "map-line", interactive: false }).addTo(lines);
      label([south, at], `${at.toFixed(digits)}°`).addTo(lines);
    }
    for (let n = Math.ceil(south / step); n * step <= north; n++) {
      const at = n * step;
      L.polyline([[at, west], [at, east]], { className: "map-line", interactive: false }).addTo(lines);
      label([at, west], `${at.toFixed(digits)}°`).addTo(lines);
    }
  };
  map.on("moveend", drawLines);

  const places = [...document.querySelectorAll("[data-latitude]")].map((row) => ({
    row,
    at: [Number(row.dataset.latitude), Number(row.dataset.longitude)],
    radius: Number(row.dataset.radius),
  }));
  map.fitBounds(L.latLngBounds(places.map(({ at }) => at)).pad(0.2), { maxZoom: 10, animate: false });
  for (const { row, at, radius } of places) {
    const told = document.createElement("div");
    told.append(row.querySelector("a").cloneNode(true), document.createElement("br"), row.cells[1].textContent);
    if (radius) L.circle(at, { radius, className: "map-reach", interactive: false }).addTo(map);
    L.circleMarker(at, { radius: radius ? 6 : 10, className: radius ? "map-place" : "map-place vague" }).bindPopup(told).addTo(map);
  }
})();
