/* Makes the search box a combobox over the names of the locality: fetched once on first use, found by the start
   of every word, with or without diacritics. Works on elements that React mounts later and again. */
(function () {
  "use strict";

  const MOST = 8;
  const names = new Map(); // locality -> promise of rows {name, kind, href, words}
  let active = -1;

  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  function wordsOf(text) {
    return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  function load(locality) {
    if (!names.has(locality)) {
      const address = "/api/v1/names?locality=" + encodeURIComponent(locality);
      const rows = fetch(address).then(function (response) {
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return response.json();
      });
      names.set(locality, rows.then(prepared));
      names.get(locality).catch(function () {
        names.delete(locality); // the next look asks again
      });
    }
    return names.get(locality);
  }

  function prepared(answer) {
    return answer.rows.map(function (row) {
      const plain = row.name.normalize("NFC").toLowerCase();
      return { ...row, plain: wordsOf(plain), words: wordsOf(folded(plain)) };
    });
  }

  function startsAll(wanted, words) {
    return wanted.every(function (part) {
      return words.some(function (word) {
        return word.startsWith(part);
      });
    });
  }

  /* Names that match the diacritics as typed come before those that match without them. */
  function matches(rows, query) {
    const typed = wordsOf(query.normalize("NFC").toLowerCase());
    const wanted = wordsOf(folded(query));
    const found = rows.filter(function (row) {
      return wanted.length > 0 && startsAll(wanted, row.words);
    });
    const exact = found.filter(function (row) {
      return startsAll(typed, row.plain);
    });
    const loose = found.filter(function (row) {
      return !exact.includes(row);
    });
    return exact.concat(loose).slice(0, MOST);
  }

  function byKind(rows) {
    const groups = new Map();
    rows.forEach(function (row) {
      groups.set(row.kind, (groups.get(row.kind) || []).concat(row));
    });
    return groups;
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(function ([name, value]) {
      made.setAttribute(name, value);
    });
    made.append(...children);
    return made;
  }

  function list() {
    return document.getElementById("search-results");
  }

  function box() {
    return document.getElementById("search-box");
  }

  function prepare(input) {
    const role = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "search-results" };
    Object.entries(role).forEach(function ([name, value]) {
      input.setAttribute(name, value);
    });
    input.setAttribute("aria-expanded", String(!list().hidden));
    return load(input.closest("[data-locality]").dataset.locality);
  }

  function close() {
    active = -1;
    if (list() && box()) {
      list().hidden = true;
      list().replaceChildren();
      box().setAttribute("aria-expanded", "false");
      box().removeAttribute("aria-activedescendant");
    }
  }

  function open(children, role) {
    active = -1;
    list().setAttribute("role", role);
    list().setAttribute("aria-label", "Kết quả tìm kiếm");
    list().replaceChildren(...children);
    list().hidden = false;
    box().setAttribute("aria-expanded", String(role === "listbox"));
    box().removeAttribute("aria-activedescendant");
  }

  function say(sentence) {
    open([element("p", { class: "search-nothing" }, sentence)], "status");
  }

  function show(found) {
    let place = 0;
    const groups = [...byKind(found)].map(function ([kind, rows]) {
      const options = rows.map(function (row) {
        const id = "search-option-" + place++;
        const attributes = { role: "option", id: id, href: row.href, tabindex: "-1", "aria-selected": "false" };
        return element("a", attributes, row.name);
      });
      const label = element("span", { class: "search-kind", "aria-hidden": "true" }, kind);
      return element("div", { role: "group", "aria-label": kind }, label, ...options);
    });
    open(groups, "listbox");
  }

  async function look() {
    const input = box();
    const query = input.value.trim();
    try {
      const rows = await prepare(input);
      if (input.value.trim() !== query) {
        return; // typed on meanwhile: that look shows its own
      }
      if (!query) {
        close();
        return;
      }
      const found = matches(rows, query);
      if (found.length) {
        show(found);
      } else {
        say("Không tìm thấy «" + query + "»");
      }
    } catch {
      if (query) {
        say("Không tải được danh mục tên, hãy thử lại");
      }
    }
  }

  function options() {
    return [...list().querySelectorAll("[role=option]")];
  }

  function move(step) {
    const all = options();
    if (!all.length) {
      return;
    }
    active = (active + step + (active < 0 && step < 0 ? 1 : 0) + all.length) % all.length;
    all.forEach(function (option, index) {
      option.setAttribute("aria-selected", String(index === active));
    });
    all[active].scrollIntoView({ block: "nearest" });
    box().setAttribute("aria-activedescendant", all[active].id);
  }

  /* Dash's router follows the address: no reload, and Back returns. */
  function go(option) {
    const address = option.getAttribute("href");
    close();
    window.dash_clientside.set_props("search-box", { value: "" });
    window.history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  const keys = {
    ArrowDown: function () {
      move(1);
    },
    ArrowUp: function () {
      move(-1);
    },
    Enter: function () {
      const chosen = options()[Math.max(active, 0)];
      if (chosen) {
        go(chosen);
      }
    },
    Escape: close,
  };

  document.addEventListener("focusin", function (event) {
    if (event.target.id === "search-box") {
      look();
    }
  });

  document.addEventListener("input", function (event) {
    if (event.target.id === "search-box") {
      look();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.target.id === "search-box" && keys[event.key] && !event.isComposing) {
      if (!list().hidden) {
        event.preventDefault();
      }
      keys[event.key]();
    }
  });

  document.addEventListener("focusout", function (event) {
    if (event.target.id === "search-box" && !(list() && list().contains(event.relatedTarget))) {
      close();
    }
  });

  document.addEventListener("click", function (event) {
    const option = event.target.closest("#search-results [role=option]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (option && plain) {
      event.preventDefault();
      go(option);
    }
  });
})();
