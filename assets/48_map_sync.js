/* Map and league of /map point at each other: what is hovered or focused in one is marked in the other, and a
   click on an outline follows the link of its row. The address of a unit is the end of that link, and what
   the map carries as customdata. Nothing is asked of the server, and Plotly's own elements stay untouched. */
(function () {
  "use strict";

  const PANEL = '[data-panel="map_communes"]';
  const SVG = "http://www.w3.org/2000/svg";
  const bound = new WeakSet();

  function addressOf(row) {
    const link = row && row.querySelector("th a");
    return link ? decodeURIComponent(link.pathname.split("/").pop()) : "";
  }

  function rowOf(panel, address) {
    const rows = Array.from(panel.querySelectorAll(".league tbody tr"));
    return rows.find(function (row) {
      return addressOf(row) === address;
    });
  }

  /* Plotly draws a trace's outlines in the order of its locations; hatching is a trace of its own. */
  function outlineOf(graph, address) {
    const layers = Array.from(graph.querySelectorAll(".choroplethlayer > .trace"));
    const traces = graph.data.filter(function (trace) {
      return trace.type === "choropleth";
    });
    for (const [at, trace] of traces.entries()) {
      const place = (trace.customdata || []).indexOf(address);
      if (place >= 0 && layers[at]) {
        return layers[at].querySelectorAll("path")[place];
      }
    }
    return null;
  }

  function clear(panel) {
    panel.querySelectorAll(".is-pointed").forEach(function (row) {
      row.classList.remove("is-pointed");
    });
    panel.querySelectorAll(".outline-pointed").forEach(function (outline) {
      outline.remove();
    });
  }

  /* Marks a unit in both. The outline is drawn once more over its neighbours, which would hide half of it. */
  function point(panel, address) {
    clear(panel);
    const row = address && rowOf(panel, address);
    if (!row) {
      return;
    }
    row.classList.add("is-pointed");
    const graph = panel.querySelector(".js-plotly-plot");
    const outline = graph && graph.data && outlineOf(graph, address);
    if (outline) {
      const copy = document.createElementNS(SVG, "path");
      copy.setAttribute("d", outline.getAttribute("d"));
      copy.setAttribute("class", "outline-pointed");
      outline.closest(".choroplethlayer").appendChild(copy);
    }
  }

  function addressAt(event) {
    const found = event.points && event.points[0];
    return found ? found.customdata : "";
  }

  /* A graph is bound when it is first pointed at: by then Plotly has drawn it. */
  function bind(graph, panel) {
    if (bound.has(graph) || !graph.on) {
      return;
    }
    bound.add(graph);
    graph.on("plotly_hover", function (event) {
      point(panel, addressAt(event));
    });
    graph.on("plotly_unhover", function () {
      clear(panel);
    });
    graph.on("plotly_click", function (event) {
      const row = rowOf(panel, addressAt(event));
      if (row) {
        row.querySelector("th a").click();
      }
    });
  }

  function onRow(event) {
    const row = event.target.closest && event.target.closest(PANEL + " .league tbody tr");
    return row ? { panel: row.closest(PANEL), address: addressOf(row) } : null;
  }

  ["pointerover", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      const graph = event.target.closest && event.target.closest(PANEL + " .js-plotly-plot");
      if (graph) {
        bind(graph, graph.closest(PANEL));
      }
      const found = onRow(event);
      if (found) {
        point(found.panel, found.address);
      }
    });
  });

  ["pointerout", "focusout"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      const found = onRow(event);
      if (found) {
        clear(found.panel);
      }
    });
  });
})();
