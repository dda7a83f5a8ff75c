/* Asks the server now and then whether its data moved: one small conditional request outside Dash's callbacks.
   200 {"version": 17, "build": "…"} with an ETag, 304 when nothing is new, 503 when the database is gone.
   On a new version the Store "data-version" is set and the panels ask for themselves. */
(function () {
  "use strict";

  const ADDRESS = "/version";
  const BEAT = 2000;
  const SLOWEST = 30000;
  const PATIENCE = 8000;
  const RELOAD_PAUSE = 15000;
  const RELOADED_FOR = "ioc-reloaded-for";
  const RELOADED_AT = "ioc-reloaded-at";
  const LOSSES = {
    server: "Không tới được máy chủ, đang tự thử lại.",
    database: "Máy chủ không đọc được cơ sở dữ liệu, đang tự thử lại.",
  };

  const known = { etag: null, version: null, build: null };
  let timer = null;
  let asking = false;
  let failures = 0;
  let recoveries = 0;
  let lastGood = new Date();

  async function ask() {
    const headers = known.etag ? { "If-None-Match": known.etag } : {};
    const response = await fetch(ADDRESS, {
      headers: headers,
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 304) {
      return { version: known.version, build: known.build };
    }
    if (response.status === 401) {
      window.location.reload(); // the session has ended: the server leads to the sign-in page, and back
      return { version: known.version, build: known.build };
    }
    if (!response.ok) {
      return { loss: response.status === 503 ? "database" : "server" };
    }
    const answer = await response.json();
    known.etag = response.headers.get("ETag");
    return answer;
  }

  async function beat() {
    window.clearTimeout(timer);
    if (asking || document.hidden) {
      return; // visibilitychange starts again: a hidden page has nobody to tell
    }
    asking = true;
    const answer = await ask().catch(function () {
      return { loss: "server" };
    });
    asking = false;
    if (answer.loss) {
      failures += 1;
      showLoss(answer.loss);
    } else {
      take(answer);
    }
    timer = window.setTimeout(beat, pause());
  }

  /* Twice as long after each failure, and never all screens of a building at the same moment. */
  function pause() {
    return failures ? Math.min(SLOWEST, BEAT * 2 ** failures) * (0.75 + Math.random() / 2) : BEAT;
  }

  function take(answer) {
    const moved = known.version === null ? panelsAreMounted() : answer.version !== known.version;
    const recovered = failures > 0;
    const rebuilt = known.build !== null && answer.build !== known.build;
    known.version = answer.version;
    known.build = answer.build;
    failures = 0;
    lastGood = new Date();
    hideLoss();
    if (rebuilt && reloadForBuild(answer.build)) {
      return;
    }
    reloadWhatCouldNotBeRead();
    if (recovered) {
      recoveries += 1;
      announce(answer.version + "#" + recoveries);
    } else if (moved) {
      announce(String(answer.version));
    }
  }

  /* The first answer is only a baseline when it came before any panel could ask for older figures. */
  function panelsAreMounted() {
    return document.querySelector(".panel") !== null;
  }

  /* Without panels there is nobody to tell: those mounted later ask by themselves. */
  function announce(version) {
    if (panelsAreMounted()) {
      window.dash_clientside.set_props("data-version", { data: version });
    }
  }

  /* Each build at most once a session: workers of two builds side by side must not make the page flap. */
  function reloadForBuild(build) {
    const done = (remembered(RELOADED_FOR) || "").split(" ");
    if (done.includes(build)) {
      return false;
    }
    remember(RELOADED_FOR, done.concat(build).join(" ").trim());
    window.location.reload();
    return true;
  }

  /* A page that could not even be laid out has no panels that could ask again. */
  function reloadWhatCouldNotBeRead() {
    if (!document.querySelector("[data-reload-on-recovery]")) {
      return;
    }
    if (Date.now() - Number(remembered(RELOADED_AT) || 0) > RELOAD_PAUSE) {
      remember(RELOADED_AT, String(Date.now()));
      window.location.reload();
    }
  }

  function showLoss(loss) {
    const banner = document.getElementById("connection-banner");
    const clock = lastGood.toLocaleTimeString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });
    const headline = "MẤT KẾT NỐI – số liệu lúc " + clock;
    if (!banner || banner.textContent === headline + " " + LOSSES[loss]) {
      return;
    }
    const strong = document.createElement("strong");
    strong.textContent = headline;
    banner.replaceChildren(strong, " " + LOSSES[loss]);
  }

  function hideLoss() {
    const banner = document.getElementById("connection-banner");
    if (banner && banner.firstChild) {
      banner.replaceChildren();
    }
  }

  /* Storage may be forbidden; then a reload is not repeated only because the page is new. */
  function remembered(key) {
    try {
      return window.sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      window.sessionStorage.setItem(key, value);
    } catch {
      /* forbidden: see above */
    }
  }

  document.addEventListener("visibilitychange", beat);
  window.addEventListener("online", beat);
  beat();
})();
