// Prepares the page for paper; the browser runs it once the page stands. Answers what could not be drawn.
(async words => {
  const failed = [];

  // A boxed note with a long list in it is cut like any long output.
  for (const note of document.querySelectorAll(".workbook-note")) {
    const lines = [...note.children];
    if (lines.length > 18) {
      lines.slice(14).forEach(line => line.remove());
      const rest = document.createElement("div");
      rest.className = "more";
      rest.textContent = words.more.replace("0", (lines.length - 14).toLocaleString("en"));
      note.append(rest);
    }
  }

  // Charts that have no static picture.
  for (const box of document.querySelectorAll(".chart")) {
    try {
      const spec = JSON.parse(box.querySelector("script").textContent);
      const layout = Object.assign({}, spec.layout, { autosize: false });
      const size = { format: "svg", width: Number(layout.width) || 720, height: Number(layout.height) || 420 };
      layout.width = size.width;
      layout.height = size.height;
      const picture = new Image();
      picture.alt = box.dataset.alt || "";
      picture.src = await window.Plotly.toImage({ data: spec.data, layout: layout }, size);
      await picture.decode();
      box.replaceChildren(picture);
    } catch (e) {
      failed.push(box.parentElement.id + ": " + e);
    }
  }

  // Letters with a white edge would be embedded as drawings instead of as a font; a pale box behind them does the same.
  const edged = [...document.querySelectorAll(".picture svg text[stroke]")].map(text => [text, text.getBBox()]);
  for (const [text, box] of edged) {
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const set = { x: box.x - 1.5, y: box.y + box.height * 0.12, width: box.width + 3, height: box.height * 0.78, rx: 2, fill: text.getAttribute("stroke"), "fill-opacity": 0.8 };
    for (const [name, value] of Object.entries(set)) {
      ground.setAttribute(name, value);
    }
    if (text.hasAttribute("transform")) {
      ground.setAttribute("transform", text.getAttribute("transform"));
    }
    text.removeAttribute("stroke");
    text.before(ground);
  }

  // A link to another chapter leads there when it is in this handout; one to a file is only words on paper.
  const chapters = new Map([...document.querySelectorAll(".chapter")].map(c => [c.dataset.name, c]));
  for (const link of document.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    if (address.startsWith("#") ? !document.getElementById(decodeURIComponent(address.slice(1))) : !/^(https?|mailto):/i.test(address)) {
      const name = address.split("#")[0].split("/").pop().replace(/\.(ipynb|html)$/, "");
      const title = chapters.has(name) && chapters.get(name).querySelector("h1[id]");
      if (title) {
        link.setAttribute("href", "#" + encodeURIComponent(title.id));
      } else {
        link.removeAttribute("href");
      }
    }
  }

  // Tables that are too wide become smaller step by step; short cells are kept on a line as long as that fits.
  for (const table of document.querySelectorAll("table")) {
    const room = table.parentElement.clientWidth;
    for (const cell of table.querySelectorAll("td, tbody th")) {
      if (cell.textContent.length <= 16) {
        cell.classList.add("short");
      }
    }
    const whole = table.rows.length <= 9 && table.offsetHeight < 260 ? " whole" : "";
    for (const look of ["short", "short tight", "tight", "tightest"]) {
      table.className = look + whole;
      if (table.offsetWidth <= room + 1 && table.scrollWidth <= table.offsetWidth + 1) {
        break;
      }
    }
  }

  // A mark where a line of code goes on.
  const lines = [...document.querySelectorAll(".ln")];
  const rows = lines.map(l => Math.round(l.getBoundingClientRect().height / parseFloat(getComputedStyle(l).lineHeight)));
  lines.forEach((line, i) => {
    if (rows[i] > 1) {
      line.dataset.marks = Array(rows[i] - 1).fill("\u21b3").join("\n");
    }
  });

  // A sentence that introduces what follows ("…:") stays with it.
  for (const block of document.querySelectorAll(".prose")) {
    const last = block.lastElementChild;
    if (last && last.tagName === "P" && /[:：]$/.test(last.textContent.trim())) {
      last.classList.add("lead");
    }
  }
  return failed.join("\n");
})
