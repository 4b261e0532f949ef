(function () {
  "use strict";
  var root = document.documentElement;
  var words = document.body.dataset;
  var wide = window.matchMedia("(min-width: 68rem)");

  // Contents: open beside the text, folded above it; the section that is being read is marked.
  var contents = document.querySelector("nav.contents");
  if (contents) {
    var fold = contents.querySelector("details");
    var links = {};
    contents.querySelectorAll("a").forEach(function (link) {
      links[decodeURIComponent(link.hash.slice(1))] = link;
      link.addEventListener("click", function () {
        if (!wide.matches) {
          fold.open = false;
        }
      });
    });
    var follow = function () {
      fold.open = wide.matches;
    };
    follow();
    wide.addEventListener("change", follow);
    var places = Object.keys(links).map(function (id) { return document.getElementById(id); }).filter(Boolean);
    var marked = null;
    var waiting = false;
    var mark = function () {
      waiting = false;
      var now = null;
      for (var i = 0; i < places.length && places[i].getBoundingClientRect().top < window.innerHeight * 0.3; i++) {
        now = places[i];
      }
      var link = now && links[now.id];
      if (link === marked) {
        return;
      }
      contents.querySelectorAll("[aria-current], .current").forEach(function (e) {
        e.removeAttribute("aria-current");
        e.classList.remove("current");
      });
      marked = link;
      if (link) {
        link.setAttribute("aria-current", "true");
        var chapter = link.closest("li.chapter");
        if (chapter) {
          chapter.classList.add("current");
        }
        if (wide.matches) {
          var box = contents.getBoundingClientRect(), line = link.getBoundingClientRect();
          if (line.top < box.top + 40 || line.bottom > box.bottom - 40) {
            contents.scrollTop += line.top - box.top - box.height / 2;
          }
        }
      }
    };
    window.addEventListener("scroll", function () {
      if (!waiting) {
        waiting = true;
        window.requestAnimationFrame(mark);
      }
    }, { passive: true });
    root.classList.add("scripted");
    mark();
  }

  // What a reader writes or ticks stays on this computer where the browser allows it.
  var keep = null;
  try {
    keep = window.localStorage;
  } catch (e) {
    keep = null;
  }
  var place = "kafka-workbook:" + document.title + ":";
  document.querySelectorAll("[data-keep]").forEach(function (field) {
    var name = place + field.dataset.keep;
    var ticks = field.type === "checkbox";
    try {
      var kept = keep && keep.getItem(name);
      if (kept) {
        if (ticks) {
          field.checked = kept === "1";
        } else {
          field.value = kept;
        }
      }
    } catch (e) {
      keep = null;
    }
    field.addEventListener(ticks ? "change" : "input", function () {
      try {
        keep && keep.setItem(name, ticks ? (field.checked ? "1" : "") : field.value);
      } catch (e) {
        keep = null;
      }
    });
  });

  // Copying code. From a file some browsers know only the old way; where that fails, too, the code is selected.
  var says = document.getElementById("page-says");
  var select = function (code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return selection;
  };
  var copyOld = function (code) {
    var selection = select(code);
    var copied = false;
    try {
      copied = document.execCommand("copy");
    } catch (e) {
      copied = false;
    }
    if (copied) {
      selection.removeAllRanges();
    }
    return copied;
  };
  document.querySelectorAll("pre.code > code, .prose pre.text > code").forEach(function (code) {
    var pre = code.parentElement;
    var holder = pre.parentElement;
    if (!holder.classList.contains("source")) {
      holder = document.createElement("div");
      holder.className = "source";
      pre.replaceWith(holder);
      holder.append(pre);
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    var told = null;
    var tell = function (copied) {
      var text = copied ? words.copied : words.notCopied;
      says.textContent = "";
      window.setTimeout(function () { says.textContent = text; }, 50);
      button.textContent = copied ? words.copied : words.copy;
      window.clearTimeout(told);
      told = window.setTimeout(function () { button.textContent = words.copy; }, 2000);
    };
    button.addEventListener("click", function () {
      var old = function () { tell(copyOld(code)); };
      if (navigator.clipboard && navigator.clipboard.writeText) {
        navigator.clipboard.writeText(code.textContent).then(function () { tell(true); }, old);
      } else {
        old();
      }
    });
    holder.append(button);
  });

  // What scrolls can be scrolled with the keyboard.
  var reach = function () {
    document.querySelectorAll(".scroll, pre").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    });
  };
  reach();
  window.addEventListener("resize", reach, { passive: true });

  // Charts become interactive one after the other, those in sight first. The static picture only goes when the chart stands.
  // Names below a chart that stand in several lines where there is room would lie over each other here: they go aslant, and the chart gets that much taller.
  var slant = function (layout, box) {
    var tallest = 0;
    Object.keys(layout).filter(function (key) { return /^xaxis\d*$/.test(key); }).forEach(function (key) {
      var axis = layout[key] || {};
      var names = Array.isArray(axis.ticktext) ? axis.ticktext.map(String) : [];
      var widest = widestOf(names.join("<br>").split("<br>"));
      if (axis.type !== "category" || axis.tickangle !== 0 || widest + 6 < (box.clientWidth - 90) / Math.max(1, names.length)) {
        return;
      }
      axis.ticktext = names.map(function (name) { return name.replace(/<br>/g, " "); });
      axis.tickangle = -50;
      tallest = Math.max(tallest, widestOf(axis.ticktext));
    });
    layout.height += Math.round(tallest * 0.7);
    box.style.height = layout.height + "px";
  };
  // About as many pixels as the longest of some texts takes: Hangul is as wide as it is high.
  var widestOf = function (texts) {
    return texts.reduce(function (most, text) {
      return Math.max(most, Array.from(text).reduce(function (sum, c) { return sum + (c > "\u1100" ? 12 : 7); }, 0));
    }, 0);
  };
  var draw = function (data) {
    var figure = data.closest("figure");
    var still = figure.querySelector("[data-static]");
    var picture = still.querySelector("[role=img], img");
    var box = document.createElement("div");
    var spec;
    try {
      spec = JSON.parse(data.textContent);
    } catch (e) {
      return Promise.resolve();
    }
    var layout = spec.layout || {};
    layout.height = Math.min(Math.max(layout.height || 400, 160), 2000);
    layout.autosize = true;
    delete layout.width;
    box.className = "chart";
    box.style.height = layout.height + "px";
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", data.dataset.alt || (picture && (picture.getAttribute("aria-label") || picture.alt)) || "");
    figure.insertBefore(box, figure.firstChild);

    // On a phone a finger scrolls the page, and buttons would lie over the chart.
    var small = box.clientWidth < 520;
    if (small) {
      layout.dragmode = false;
      slant(layout, box);
    }
    return Promise.resolve().then(function () {
      return window.Plotly.newPlot(box, spec.data, layout, {
        responsive: true, displaylogo: false, displayModeBar: small ? false : "hover", typesetMath: false, modeBarButtonsToRemove: ["lasso2d", "select2d"]
      });
    }).then(function () {
      still.remove();
    }, function () {
      box.remove();
    });
  };
  var charts = Array.prototype.slice.call(document.querySelectorAll("script.workbook-plotly"));
  if (!window.Plotly || charts.length === 0) {
    return;
  }
  var next = function () {
    var best = 0;
    for (var i = 0; i < charts.length; i++) {
      var place = charts[i].closest("figure").getBoundingClientRect();
      if (place.bottom > -200 && place.top < window.innerHeight + 600) {
        best = i;
        break;
      }
    }
    var chart = charts.splice(best, 1)[0];
    draw(chart).then(function () {
      if (charts.length > 0) {
        window.setTimeout(next, 0);
      }
    });
  };
  next();
})();
