/* The menus' component marks its links as selected, which only options of a list box can be: screen readers drop it
   or stumble over it. The link of what is shown becomes the current one, and the list a group with its button's name. */
(function () {
  "use strict";

  function mend() {
    document.querySelectorAll(".dropdown-item[aria-selected]").forEach(function (item) {
      if (item.getAttribute("aria-selected") === "true") {
        item.setAttribute("aria-current", "true");
      } else {
        item.removeAttribute("aria-current");
      }
      item.removeAttribute("aria-selected");
      item.closest(".dropdown-menu").setAttribute("role", "group");
    });
  }

  new MutationObserver(mend).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["aria-selected"],
  });
})();
