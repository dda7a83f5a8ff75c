/* Plotly asks a CDN for a world map even where a choropleth brings its own outlines, and draws nothing until it
   has it. An empty world at hand is taken instead; nothing leaves the server. Runs before Plotly draws. */
(function () {
  "use strict";

  const layers = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];

  function emptyWorld() {
    const objects = {};
    layers.forEach(function (layer) {
      objects[layer] = { type: "GeometryCollection", geometries: [] };
    });
    return { type: "Topology", objects: objects, arcs: [] };
  }

  window.PlotlyGeoAssets = { topojson: { world_110m: emptyWorld(), world_50m: emptyWorld() } };
})();
