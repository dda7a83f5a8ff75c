/* Parts of the wall that know nothing of its scenes: memory of the browser, clock, reloads, pairing, burn-in. */
(function () {
  "use strict";

  if (!document.getElementById("wall")) {
    return;
  }
  const RELOADED_FOR = "ioc-wall-reloaded-for";
  const SHIFT_EVERY = 60000;
  const SHIFTS = [[0, 0], [3, 1], [4, 4], [1, 3], [-2, 4], [-4, 1], [-3, -3], [0, -4], [3, -2]];
  const AN_HOUR = 3600000;
  const PATIENCE = 2500;
  const REPORT_EVERY = 30000;
  const night = { minute: 180 + Math.floor(Math.random() * 60) };
  const burn = { at: 0, place: 0 };
  const pairing = { code: null };
  const told = { at: -Infinity };

  function read(storage, name) {
    try {
      return storage.getItem(name);
    } catch {
      return null;
    }
  }

  function write(storage, name, value) {
    try {
      storage.setItem(name, value);
    } catch {
      /* forbidden or full: the wall then begins with an empty layer */
    }
  }

  function clock(date) {
    return date.toLocaleTimeString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  async function ask(address, options) {
    return fetch(address, Object.assign({ signal: AbortSignal.timeout(PATIENCE) }, options));
  }

  /* The question what to show, with what this screen is. */
  function addressOf(path, stage) {
    const query = new URLSearchParams(window.location.search);
    query.set("playlist", stage.dataset.playlist);
    query.set("width", Math.round(window.innerWidth * window.devicePixelRatio));
    query.set("height", Math.round(window.innerHeight * window.devicePixelRatio));
    return path + "?" + query;
  }

  /* HTML of a scene; "" where there are no figures for it. Figures that the server itself calls stale are lost.
     The version tells a worker that has not heard of new data yet. */
  async function html(address, version) {
    const response = await ask(address, { headers: { "X-Data-Version": String(version) } });
    if (response.status === 204 || response.status === 404) {
      return "";
    }
    if (!response.ok || response.headers.get("X-Data-Stale")) {
      throw new Error(String(response.status));
    }
    return response.text();
  }

  function writeClock(root, at) {
    const when = new Date(at);
    const text = clock(when) + " " + when.toLocaleDateString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" });
    for (const time of root.querySelectorAll("time[data-shown]")) {
      if (time.textContent !== text) {
        time.textContent = text;
      }
    }
  }

  /* Tell the register of walls what is shown. */
  function report(now, showing, build) {
    if (now - told.at >= REPORT_EVERY) {
      told.at = now;
      const body = JSON.stringify({ showing: showing, build: build });
      ask("/api/device/heartbeat", { method: "POST", headers: { "Content-Type": "application/json" }, body: body })
        .catch(() => {});
    }
  }

  /* Each build at most once a session: workers of two builds side by side must not make the wall flap. */
  function reloadOnce(build) {
    const done = (read(window.sessionStorage, RELOADED_FOR) || "").split(" ");
    if (done.includes(build)) {
      return false;
    }
    write(window.sessionStorage, RELOADED_FOR, done.concat(build).slice(-20).join(" ").trim());
    window.location.reload();
    return true;
  }

  /* Once a night, at this wall's own minute between three and four; a page younger than an hour has been through. */
  function isNight() {
    const parts = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh",
    }).format(new Date()).split(":");
    return Number(parts[0]) * 60 + Number(parts[1]) === night.minute && performance.now() > AN_HOUR;
  }

  /* A few pixels every minute: no edge stays on the same spot for weeks. */
  function shift(stage, now) {
    if (now - burn.at >= SHIFT_EVERY) {
      burn.at = now;
      burn.place = (burn.place + 1) % SHIFTS.length;
      const [x, y] = SHIFTS[burn.place];
      stage.style.transform = "translate(" + x + "px," + y + "px)";
    }
  }

  /* One step of pairing: ask for a code, or whether it was confirmed. Gives the code; null once there is a key. */
  async function pair(ask) {
    if (!pairing.code) {
      const response = await ask("/api/device/pairing", { method: "POST" });
      pairing.code = response.ok ? (await response.json()).code : null;
      return pairing.code || "đang xin mã";
    }
    const claim = await ask("/api/device/pairing/claim", { method: "POST" });
    const isPaired = claim.status === 200 && (await claim.json()).paired;
    if (claim.status === 410 || isPaired) {
      pairing.code = null;
    }
    return isPaired ? null : pairing.code || "đang xin mã";
  }

  /* Over HTTPS the browser itself can open the wall while the server is away; elsewhere this does nothing. */
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/wall/worker.js", { scope: "/wall" }).catch(() => {});
  }

  window.iocWall = {
    read: read, write: write, ask: ask, addressOf: addressOf, html: html, clock: clock, writeClock: writeClock, report: report,
    reloadOnce: reloadOnce, isNight: isNight, shift: shift, pair: pair,
  };
})();
