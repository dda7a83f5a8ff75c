/* The theme is part of the address, like everything else that a page shows: ?theme=dark. The server sets it for
   the first paint; afterwards it follows the address here, and every way inside the product carries it along.
   Answers know nothing of it: they name tokens, and one cached answer serves both themes. */
(function () {
  "use strict";

  const PARAMETER = /([?&])theme=[^&#]*(&?)/;
  const root = document.documentElement;

  function isDark() {
    return new URLSearchParams(window.location.search).get("theme") === "dark";
  }

  /* Forced colours are the reader's own: charts must stand out from the ground that the system has put there. */
  const forced = window.matchMedia("(forced-colors: active)");
  const night = window.matchMedia("(prefers-color-scheme: dark)");

  function apply() {
    if (forced.matches ? night.matches : isDark()) {
      root.dataset.theme = "dark";
    } else {
      delete root.dataset.theme;
    }
  }

  /* By hand, since URLSearchParams would write the @ of unit addresses anew. */
  function themed(address, dark) {
    const [whole, hash] = address.split(/(?=#)/);
    const plain = whole.replace(PARAMETER, function (found, before, after) {
      return after ? before : "";
    });
    const parameter = (plain.includes("?") ? "&" : "?") + "theme=dark";
    return plain + (dark ? parameter : "") + (hash || "");
  }

  function isOurs(address) {
    return address.startsWith("/") && !address.startsWith("//") && !address.startsWith("/api/");
  }

  /* Dash's links and the search box go by history; links that the browser follows get the address they need as
     soon as they are touched, so that "open in a new tab" and "copy address" are right too. */
  const push = window.history.pushState;
  window.history.pushState = function (state, unused, address) {
    const text = address && String(address);
    push.call(window.history, state, unused, text && isOurs(text) ? themed(text, isDark()) : address);
    apply();
  };

  function touch(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    const address = link && link.getAttribute("href");
    if (address && isOurs(address)) {
      link.setAttribute("href", themed(address, isDark()));
    }
  }

  ["pointerdown", "focusin", "contextmenu", "click"].forEach(function (name) {
    document.addEventListener(name, touch, true);
  });

  /* Forms go where they would, in the same light: what answers them reads it from the address. */
  document.addEventListener("submit", function (event) {
    const form = event.target;
    const address = form.getAttribute("action");
    if (!isDark() || !address || !isOurs(address)) {
      return;
    }
    if (form.method === "get") {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "theme", value: "dark" });
      form.append(field);
    } else {
      form.setAttribute("action", themed(address, true));
    }
  }, true);

  /* Replaces the entry in the history: Back leads to the page before, not to the same page in another light. */
  document.addEventListener("click", function (event) {
    if (event.target.closest("#theme-switch")) {
      const here = window.location.pathname + window.location.search + window.location.hash;
      window.history.replaceState(window.history.state, "", themed(here, !isDark()));
      apply();
    }
  });

  window.addEventListener("popstate", apply);
  forced.addEventListener("change", apply);
  night.addEventListener("change", apply);
  apply();
})();
