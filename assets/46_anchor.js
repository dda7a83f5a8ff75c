/* An address with a fragment leads to its panel: once all panels are filled, since they grow while they fill.
   Dash's links change the address without scrolling. */
(function () {
  "use strict";

  let reached = "";

  function scroll() {
    const here = window.location.href;
    if (!window.location.hash || reached === here || document.querySelector('.panel[aria-busy="true"]')) {
      return;
    }
    const target = document.getElementById(window.location.hash.slice(1));
    if (target) {
      reached = here;
      target.scrollIntoView();
    }
  }

  new MutationObserver(scroll).observe(document, {
    subtree: true,
    attributes: true,
    attributeFilter: ["aria-busy"],
  });
})();
