"use strict";
(() => {
  const page = document.getElementById("walk");
  const states = JSON.parse(page.dataset.states);
  const put = (id, text) => { document.getElementById(id).textContent = text; };
  const clock = (moment) =>
    new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone: page.dataset.zone }).format(new Date(moment));
  const far = (meters) => {
    if (page.dataset.units === "metric") return meters < 1000 ? `${meters} m` : `${(meters / 1000).toFixed(1)} km`;
    return `${(meters / 1609.344).toFixed(1)} mi`;
  };
  const show = (walk) => {
    put("says", states[walk.state] || walk.state);
    put("due", clock(walk.due_at));
    put("seen", walk.position ? clock(walk.position.at) : "not yet");
    put("togo", walk.meters_to_go === null ? "not known" : far(walk.meters_to_go));
    const where = document.getElementById("where");
    where.textContent = walk.position ? `${walk.position.lat.toFixed(5)}, ${walk.position.lng.toFixed(5)}` : "";
    where.href = walk.position ? `geo:${walk.position.lat},${walk.position.lng}` : "";
  };
  const ask = async () => {
    try {
      const answer = await fetch(`/api/v1/shared/${page.dataset.token}`, { cache: "no-store" });
      if (answer.status === 410) { location.reload(); return; }
      if (answer.ok) show(await answer.json());
      put("state-of-page", answer.ok ? "This page is up to date." : "We could not ask for news. Trying again.");
    } catch (error) {
      put("state-of-page", "No connection. Trying again.");
    }
    setTimeout(ask, 5000);
  };
  setTimeout(ask, 5000);
})();
