/* Before printing: what is folded opens, and every chart is drawn once more, light and as wide as the column of an
   A4 page (60_print.css). A chart is drawn for a width and a theme; style sheets alone cannot change either. */
(function () {
  "use strict";

  const COLUMN = 703; // px: 210 mm less two margins of 12 mm, at 96 px an inch
  const MAP_REM = 16; // px: names on maps are of fixed size, placed for a map that is drawn at this one
  let unfolded = [];

  function unfold() {
    unfolded = [...document.querySelectorAll("main details:not([open])")];
    unfolded.forEach(function (details) {
      details.open = true;
    });
  }

  function fold() {
    unfolded.forEach(function (details) {
      details.open = false;
    });
    unfolded = [];
  }

  /* In one go: the browser takes the page as it stands when this handler ends. */
  function drawForPaper() {
    const paper = document.createElement("div");
    paper.className = "paper";
    document.body.append(paper);
    const rem = parseFloat(window.getComputedStyle(paper).fontSize);
    window.dash_clientside.ioc.figures(paper).forEach(function (graph) {
      const node = graph.place.querySelector(".js-plotly-plot");
      if (node) {
        const layout = graph.figure.layout;
        const height = parseFloat(graph.place.style.height) * (layout.geo ? MAP_REM : rem);
        window.Plotly.react(node, graph.figure.data, { ...layout, width: COLUMN, height, autosize: false });
      }
    });
    paper.remove();
  }

  window.addEventListener("beforeprint", function () {
    unfold();
    if (window.Plotly) {
      drawForPaper();
    }
  });

  window.addEventListener("afterprint", function () {
    fold();
    window.dash_clientside.ioc.redraw();
  });
})();
