/* Gives figures their look in the browser: `token:accent` becomes the value of --accent in the theme shown, and
   one template is merged. Figures travel and are cached without either, so that themes share cache entries. */
(function () {
  "use strict";

  const PREFIX = "token:";

  /* Reads a custom property once a figure, from the page or from an element that has tokens of its own; sizes in
     rem become pixels, which is what Plotly counts in. */
  function palette(holder) {
    const style = window.getComputedStyle(holder || document.documentElement);
    const root = parseFloat(style.fontSize);
    const read = new Map();
    return function (role) {
      if (!read.has(role)) {
        const text = style.getPropertyValue("--" + role).trim();
        read.set(role, text.endsWith("rem") ? parseFloat(text) * root : text);
      }
      return read.get(role);
    };
  }

  /* Deep copy: the Store keeps the tokens for the next theme. */
  function resolved(node, value) {
    if (typeof node === "string") {
      return node.startsWith(PREFIX) ? value(node.slice(PREFIX.length)) : node;
    }
    if (Array.isArray(node)) {
      return node.map(function (item) {
        return resolved(item, value);
      });
    }
    if (node && typeof node === "object") {
      return Object.fromEntries(
        Object.entries(node).map(function ([key, item]) {
          return [key, resolved(item, value)];
        })
      );
    }
    return node;
  }

  function axis(value) {
    return {
      automargin: true,
      fixedrange: true,
      gridcolor: value("rule-faint"),
      linecolor: value("rule"),
      showline: false,
      zeroline: false,
      ticks: "",
      tickfont: { color: value("secondary"), size: value("size-small") },
      title: { font: { color: value("secondary"), size: value("size-small") }, standoff: 8 },
    };
  }

  function template(value) {
    const text = { family: value("font"), size: value("size-small"), color: value("ink") };
    return {
      layout: {
        font: text,
        paper_bgcolor: "rgba(0,0,0,0)",
        plot_bgcolor: "rgba(0,0,0,0)",
        margin: { l: 0, r: 0, t: 4, b: 4, pad: 4 },
        separators: ",.",
        colorway: ["accent", "neutral", "caution", "conflict", "positive"].map(value),
        xaxis: axis(value),
        yaxis: axis(value),
        legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", font: text, itemclick: false },
        hoverlabel: { bgcolor: value("surface"), bordercolor: value("rule"), font: text, align: "left" },
        geo: { bgcolor: "rgba(0,0,0,0)", visible: false },
        bargap: 0.4,
        dragmode: false,
        showlegend: false,
      },
      data: { bar: [{ marker: { line: { width: 0 } } }] },
    };
  }

  const NOTHING = { data: [], layout: { xaxis: { visible: false }, yaxis: { visible: false } } };

  /* The figure of a Store as the graph gets it. */
  function dressed(figure, holder) {
    const value = palette(holder);
    const made = resolved(figure || NOTHING, value);
    made.layout = { ...made.layout, template: template(value) };
    return made;
  }

  /* Clientside callback: figure of the Store, style of the graph -> figure and style of the graph. Waits for the fonts: Plotly measures
     words once, and would cut those that it measured in another type. */
  function themed(figure, style) {
    return document.fonts.ready.then(function () {
      return [dressed(figure), { ...style, ...heightOf(figure) }];
    });
  }

  /* A figure with more rows than its frame was mounted for says so: layout.meta.height, in rem. */
  function heightOf(figure) {
    const height = figure && figure.layout && figure.layout.meta && figure.layout.meta.height;
    return height ? { height: height + "rem" } : {};
  }

  /* Clientside callback: children of the footer -> when the browser shows them, in Vietnam's time. */
  function shown(children) {
    if (children === null || children === undefined) {
      return "";
    }
    settle(window.dash_clientside.callback_context.outputs_list);
    const now = timeInVietnam(new Date());
    return now.hour + ":" + now.minute + " ngày " + proseDate(now);
  }

  /* All times of a page are Vietnam's, wherever it is read. */
  function timeInVietnam(moment) {
    const two = "2-digit";
    const wanted = { timeZone: "Asia/Ho_Chi_Minh", hourCycle: "h23", hour: two, minute: two, day: two, month: two, year: "numeric" };
    const parts = new Intl.DateTimeFormat("vi-VN", wanted).formatToParts(moment);
    return Object.fromEntries(parts.map((part) => [part.type, part.value]));
  }

  /* A zero before days under 10 and before months 1 and 2 only: as layouts/formats.py writes dates. */
  function proseDate(now) {
    const month = Number(now.month);
    return now.day + "/" + (month < 3 ? "0" + month : month) + "/" + now.year;
  }

  function mounted(id) {
    return document.getElementById(window.dash_component_api.stringifyId(id));
  }

  /* The panel that has its answer is no longer busy: its skeleton goes, screen readers may read it. */
  function settle(output) {
    const target = mounted(output.id);
    const panel = target && target.closest(".panel");
    if (panel) {
      panel.setAttribute("aria-busy", "false");
    }
  }

  /* Every graph of the page: its id, its place, and its figure as the tokens of `holder` dress it. */
  function figures(holder) {
    return [...document.querySelectorAll(".panel[data-panel]")].flatMap(function (panel) {
      const id = { panel: panel.dataset.panel, part: "graph" };
      const place = mounted(id);
      if (!place) {
        return [];
      }
      const store = window.dash_component_api.getLayout({ ...id, part: "figure" });
      return [{ id: id, place: place, figure: dressed(store.props.data, holder) }];
    });
  }

  /* Another theme or size of type: the same figures once more, asked of nobody. */
  function redraw() {
    figures().forEach(function (graph) {
      window.dash_clientside.set_props(graph.id, { figure: graph.figure });
    });
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.ioc = { themed: themed, shown: shown, figures: figures, redraw: redraw };

  new MutationObserver(redraw).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "data-text-size"],
  });
})();
