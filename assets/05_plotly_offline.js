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

  /* Dash's renderer names the library by an address that never changes. The page names the bundle that was built
     here by its fingerprint; the property cannot be overwritten. Without a bundle Dash's own library is served. */
  const bundle = document.querySelector("meta[name=plotly]");
  if (bundle) {
    Object.defineProperty(window, "_dashPlotlyJSURL", {
      get: function () {
        return bundle.content;
      },
      set: function () {},
    });
  }

  window.PlotlyGeoAssets = { topojson: { world_110m: emptyWorld(), world_50m: emptyWorld() } };
})();
