/* A link inside the product replaces the page under the reader: what had the focus is gone, and nothing says where one
   has arrived. The heading of the new page takes the focus; screen readers say it, and Tab goes on from there. */
(function () {
  "use strict";

  let shown = null;

  function arrive() {
    const heading = document.querySelector("main h1");
    if (!heading || heading === shown) {
      return;
    }
    const isFirst = shown === null;
    shown = heading;
    if (!isFirst && document.activeElement === document.body) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }

  new MutationObserver(arrive).observe(document.body, { childList: true, subtree: true });
})();
