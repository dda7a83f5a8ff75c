/* ← and → lead to the subject before and after the one shown, unless the keys are needed where the focus is. */
(function () {
  "use strict";

  const LINKS = { ArrowLeft: ".neighbour-prev", ArrowRight: ".neighbour-next" };
  const OWN_USE = "input, textarea, select, [role=listbox], [role=menu], .dropdown-menu, .table-scroll, [contenteditable]";

  document.addEventListener("keydown", function (event) {
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    const selector = LINKS[event.key];
    if (!selector || modified || event.defaultPrevented || event.target.closest(OWN_USE)) {
      return;
    }
    const link = document.querySelector(selector);
    if (link) {
      event.preventDefault();
      link.click();
    }
  });
})();
