/* A- and A+: the root's font size in steps; everything is laid out in rem and follows. Remembered by this browser
   only: how large one reads is about the reader, not about the view, so it is not in the URL. */
(function () {
  "use strict";

  const STEPS = [87.5, 100, 112.5, 125, 150];
  const NORMAL = 1;
  const KEY = "ioc-text-size";

  function remembered() {
    try {
      const step = STEPS.indexOf(Number(window.localStorage.getItem(KEY)));
      return step < 0 ? NORMAL : step;
    } catch {
      return NORMAL; // storage may be forbidden: then sizes last as long as the page
    }
  }

  function apply(step) {
    const root = document.documentElement;
    root.style.fontSize = STEPS[step] + "%";
    root.dataset.textSize = String(STEPS[step]);
  }

  function choose(step) {
    current = Math.min(Math.max(step, 0), STEPS.length - 1);
    apply(current);
    try {
      window.localStorage.setItem(KEY, String(STEPS[current]));
    } catch {
      /* forbidden: see above */
    }
  }

  let current = remembered();
  apply(current);

  document.addEventListener("click", function (event) {
    const button = event.target.closest("#text-smaller, #text-larger");
    if (button) {
      choose(current + (button.id === "text-larger" ? 1 : -1));
    }
  });
})();
