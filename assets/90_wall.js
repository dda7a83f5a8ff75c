/* The wall: shows scenes in turn for weeks, with nobody near it.

   Two layers lie over each other; the next scene is fetched, laid out and decoded in the hidden one before the
   switch. One timer drives everything. What is kept is bounded by the playlist: the last HTML of each scene, so
   that the wall goes on, marked, while the server is away. Pages of walls have #wall; all others none of this. */
(function () {
  "use strict";

  const stage = document.getElementById("wall");
  const parts = window.iocWall;
  if (!stage || !parts) {
    return;
  }
  const { ask, html, clock } = parts;
  const NOW = "/wall/now";
  const BEAT = 800;
  const BEAT_WHILE_LED = 400;
  const SLOWEST = 5000;
  const ASLEEP = 6000;
  const FRESH = 10000;
  const KEPT = "ioc-wall-kept";
  const layers = Array.from(stage.querySelectorAll(".wall-layer"));
  const notice = stage.querySelector(".wall-notice");
  const banner = document.getElementById("wall-banner");
  const led = document.getElementById("wall-led");
  const progress = document.getElementById("wall-progress");

  const kept = new Map(); // address -> last HTML; only what the playlist or the presenter shows
  const empty = new Set(); // scenes without figures, until data moves
  const wall = {
    now: null, etag: null, polledAt: -Infinity, goodAt: Date.now(), failures: 0,
    index: -1, address: "", until: 0, ready: null, stale: false, step: null,
    isFresh: false, tickedAt: Date.now(),
  };

  /* ---- asking ---- */

  async function poll() {
    const headers = wall.etag ? { "If-None-Match": wall.etag } : {};
    const response = await ask(parts.addressOf(NOW, stage), { headers: headers, cache: "no-store" });
    if (response.status === 304) {
      return wall.now;
    }
    if (response.status === 401 || response.status === 403) {
      return null;
    }
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    const now = await response.json();
    wall.etag = response.headers.get("ETag");
    return now;
  }

  /* ---- what comes next ---- */

  function scenes() {
    return wall.now ? wall.now.scenes : [];
  }

  /* Address of the scene that a presenter has opened; nothing where it has no figures for this wall. */
  function leading() {
    const scene = wall.now && wall.now.lead ? wall.now.lead.scene : "";
    return empty.has(scene) ? "" : scene;
  }

  /* Index of the scene `by` steps on that is not known to be empty; the present one where all others are. */
  function after(index, by) {
    const list = scenes();
    for (let step = 1; step <= list.length; step += 1) {
      const at = (index + by * step + list.length * step) % list.length;
      if (!empty.has(list[at].address)) {
        return at;
      }
    }
    return -1;
  }

  function wanted() {
    const at = after(wall.index, 1);
    return at < 0 ? null : { index: at, address: scenes()[at].address };
  }

  /* ---- the hidden layer ---- */

  function shown() {
    return layers.find((layer) => layer.classList.contains("is-shown")) || null;
  }

  async function fill(address, markup) {
    const layer = layers.find((one) => one !== shown());
    const holder = document.createElement("template");
    holder.innerHTML = markup;
    parts.writeClock(holder.content, wall.goodAt);
    layer.replaceChildren(holder.content);
    await Promise.all(Array.from(layer.querySelectorAll("img"), (image) => image.decode().catch(() => {})));
    wall.ready = address;
  }

  /* Fetch a scene into the hidden layer; while the server is away its last HTML does. */
  async function prepare(address) {
    try {
      const markup = await html(address, wall.now.version);
      if (!markup) {
        empty.add(address);
        kept.delete(address);
        wall.ready = null;
        return false;
      }
      kept.set(address, markup);
    } catch (error) {
      lose();
      if (!kept.has(address)) {
        return false;
      }
    }
    await fill(address, kept.get(address));
    return true;
  }

  function swap() {
    const before = shown();
    const next = layers.find((layer) => layer !== before);
    next.classList.add("is-shown");
    if (before) {
      before.classList.remove("is-shown");
    }
    wall.address = wall.ready;
    wall.ready = null;
    notice.hidden = true;
    point();
    remember(next.innerHTML);
  }

  async function show(index, address, seconds) {
    if (wall.ready !== address && !(await prepare(address))) {
      return false;
    }
    wall.index = index;
    wall.until = performance.now() + seconds * 1000;
    swap();
    marks();
    return true;
  }

  /* ---- one round ---- */

  async function round() {
    const now = performance.now();
    if (now - wall.polledAt >= beat()) {
      wall.polledAt = now;
      await take();
    }
    if (!wall.now) {
      return;
    }
    if (leading()) {
      if (wall.address !== leading() || wall.stale) {
        await show(wall.index, leading(), 0);
        wall.stale = false;
      }
      return;
    }
    await rotate();
  }

  async function rotate() {
    const list = scenes();
    const isGone = empty.has(wall.address) || !list.some((scene) => scene.address === wall.address);
    if (isGone && after(wall.index, 1) < 0) {
      say(wall.now.notice || "Chưa có số liệu để chiếu.");
    } else if (isGone) {
      await turn(1); // the first scene, or the one shown has left the playlist or lost its figures
    } else if (wall.stale) {
      wall.stale = false;
      if (await prepare(wall.address)) {
        swap();
      }
    } else if (performance.now() >= wall.until && !(wall.now.lead && wall.now.lead.paused)) {
      await turn(1);
    } else if (wall.ready === null && wanted() && wanted().address !== wall.address) {
      await prepare(wanted().address);
    }
  }

  async function turn(by) {
    for (let tries = scenes().length; tries > 0; tries -= 1) {
      const at = after(wall.index, by);
      if (at < 0) {
        return;
      }
      if (await show(at, scenes()[at].address, scenes()[at].seconds)) {
        return;
      }
      wall.index = at;
    }
  }

  function beat() {
    if (wall.failures) {
      return Math.min(SLOWEST, BEAT * 1.5 ** wall.failures) * (0.75 + Math.random() / 4);
    }
    return wall.now && wall.now.lead ? BEAT_WHILE_LED : BEAT;
  }

  async function take() {
    let now;
    try {
      now = await poll();
    } catch (error) {
      lose();
      return;
    }
    found();
    if (now === null) {
      await pair();
    } else if (now !== wall.now) {
      await follow(now);
    }
  }

  async function follow(now) {
    const before = wall.now;
    wall.now = now;
    if (before && before.build !== now.build && parts.reloadOnce(now.build)) {
      return;
    }
    document.documentElement.style.fontSize = now.root / window.devicePixelRatio + "px";
    stage.dataset.bezels = now.bezels;
    if (before && (before.version !== now.version || before.day !== now.day)) {
      empty.clear();
      wall.ready = null;
      wall.stale = true;
    }
    forget();
    marks();
    const step = now.lead ? now.lead.step : 0;
    if (wall.step !== null && now.lead && step !== wall.step && !leading()) {
      wall.ready = null;
      await turn(step > wall.step ? 1 : -1);
    }
    wall.step = step;
    point();
  }

  /* ---- loss and recovery ---- */

  function lose() {
    wall.failures += 1;
    wall.isFresh = false;
    showLoss();
  }

  function showLoss() {
    const text = "MẤT KẾT NỐI – số liệu lúc " + clock(new Date(wall.goodAt));
    if (banner.textContent !== text) {
      banner.textContent = text;
    }
    banner.hidden = false;
  }

  function found() {
    if (wall.failures) {
      wall.failures = 0;
      wall.stale = wall.address !== "";
      empty.clear();
    }
    wall.isFresh = true;
  }

  /* The mark goes once the figures are drawn anew, not when the server answers. */
  function settle() {
    if (wall.isFresh && !wall.stale && (wall.address || !notice.hidden)) {
      wall.goodAt = Date.now();
      banner.hidden = true;
    }
    wall.isFresh = wall.isFresh && wall.stale;
  }

  /* ---- small things ---- */

  function marks() {
    const list = scenes().filter((scene) => !empty.has(scene.address));
    while (progress.children.length > list.length) {
      progress.lastChild.remove();
    }
    while (progress.children.length < list.length) {
      progress.append(document.createElement("li"));
    }
    list.forEach((scene, at) => progress.children[at].classList.toggle("is-current", scene.address === wall.address));
    const lead = wall.now && wall.now.lead;
    led.hidden = !lead;
    led.textContent = lead ? (lead.paused ? "TẠM DỪNG" : "ĐANG TRÌNH BÀY") : "";
  }

  function point() {
    const at = wall.now && wall.now.lead ? wall.now.lead.pointer : null;
    const layer = shown();
    if (layer) {
      Array.from(layer.querySelectorAll("[data-block]")).forEach((block, index) => {
        block.classList.toggle("is-pointed", index === at);
      });
    }
  }

  function say(text) {
    if (notice.textContent !== text || notice.hidden) {
      const line = document.createElement("p");
      line.textContent = text;
      notice.replaceChildren(line);
      notice.hidden = false;
    }
    layers.forEach((layer) => layer.classList.remove("is-shown"));
    wall.address = "";
  }

  function forget() {
    const known = new Set(scenes().map((scene) => scene.address).concat(leading() || []));
    for (const address of kept.keys()) {
      if (!known.has(address) && address !== wall.address) {
        kept.delete(address);
      }
    }
  }

  /* ---- a wall that has no key yet, or whose key was taken back: nothing of before stays ---- */

  async function pair() {
    wall.now = null;
    wall.etag = null;
    kept.clear();
    parts.write(window.localStorage, KEPT, "");
    const code = await parts.pair(ask);
    if (code === null) {
      wall.polledAt = -Infinity;
      return;
    }
    say("Màn hình này chưa được ghép. Người quản trị mở trang /pair và nhập mã:");
    const strong = document.createElement("strong");
    strong.textContent = code;
    notice.replaceChildren(notice.firstChild, strong);
    layers.forEach((layer) => layer.replaceChildren());
    document.documentElement.style.fontSize = Math.max(16, window.innerHeight / 33.75) + "px";
  }

  /* ---- the last figures, over a restart of the browser ---- */

  function remember(markup) {
    const scene = { markup: markup, at: wall.goodAt, playlist: stage.dataset.playlist, root: wall.now.root, bezels: wall.now.bezels };
    parts.write(window.localStorage, KEPT, JSON.stringify(scene));
  }

  /* The last figures stand before the first answer comes, marked where they are not of this minute. */
  function restore() {
    const text = parts.read(window.localStorage, KEPT);
    const scene = text ? JSON.parse(text) : null;
    if (!scene || scene.playlist !== stage.dataset.playlist) {
      return;
    }
    document.documentElement.style.fontSize = scene.root / window.devicePixelRatio + "px";
    stage.dataset.bezels = scene.bezels;
    wall.goodAt = scene.at;
    layers[0].innerHTML = scene.markup;
    parts.writeClock(layers[0], wall.goodAt);
    layers[0].classList.add("is-shown");
    if (Date.now() - scene.at > FRESH) {
      showLoss();
    }
  }

  async function tick() {
    const gap = Date.now() - wall.tickedAt;
    wall.tickedAt = Date.now();
    if (gap > ASLEEP || gap < -ASLEEP) {
      wall.polledAt = -Infinity;
      showLoss(); // asleep, or the clock was set: until the server has answered nothing is known to be of now
    }
    try {
      await round();
    } catch (error) {
      lose();
    }
    settle();
    const now = performance.now();
    if (shown() && !wall.failures && !wall.stale) {
      parts.writeClock(shown(), wall.goodAt);
    }
    parts.shift(stage, now);
    if (wall.now && wall.now.device && !wall.failures) {
      parts.report(now, wall.address, wall.now.build);
    }
    if (!wall.failures && parts.isNight()) {
      window.location.reload();
    }
    window.setTimeout(tick, Math.max(50, Math.min(250, wall.until - now, wall.polledAt + beat() - now)));
  }

  restore();
  tick();
})();
