// Makes the page's charts interactive. The static picture only goes when the chart stands.
document.querySelectorAll("script.workbook-plotly").forEach(function (data) {
  var figure = data.closest("figure") || data.parentElement;
  var still = figure.querySelector("[data-static]");
  var hint = figure.querySelector("[data-hint]");
  var box = document.createElement("div");
  var spec;
  if (hint) {
    hint.remove();
  }
  try {
    spec = JSON.parse(data.textContent);
  } catch (e) {
    return;
  }
  var layout = spec.layout || {};
  box.className = "chart";
  box.style.height = (layout.height || 400) + "px";
  box.setAttribute("role", "img");
  var picture = still && still.firstElementChild;
  if (picture && picture.getAttribute("aria-label")) {
    box.setAttribute("aria-label", picture.getAttribute("aria-label"));
  }
  figure.insertBefore(box, figure.firstChild);
  Promise.resolve().then(function () {
    delete layout.width;
    layout.autosize = true;
    return window.Plotly.newPlot(box, spec.data, layout, Object.assign({ displaylogo: false }, spec.config, { responsive: true }));
  }).then(function () {
    if (still) {
      still.remove();
    }
  }, function () {
    box.remove();
  });
});
