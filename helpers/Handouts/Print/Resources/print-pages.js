// Lays the sections out as the paper will, in columns as large as its pages, closes large gaps, and answers on which page each heading comes to stand.
// Columns and pages are broken by the same rules; what is printed is compared with the answer all the same.
(known => {
  const mm = 96 / 25.4, width = 168 * mm, height = 949, space = 10 * mm;
  const smallest = 0.8, largest = 1.6, gapToClose = 0.15 * height, gapToPart = 0.3 * height;
  const units = ":scope > *, .prose > *, .cell > *, .part > *";

  const unitsOf = section => [...section.querySelectorAll(units)].filter(e => !e.matches(".prose, .cell") && !e.parentElement.closest(".exercise, .trainer"));

  function inColumns(section, work) {
    section.classList.add("in-columns");
    try {
      return work();
    } finally {
      section.classList.remove("in-columns");
    }
  }

  // A page repeats a table's head, a column does not: the room for it is left below the table.
  function repeatHeads(section) {
    for (let round = 0, changed = true; changed && round < 3; round++) {
      changed = false;
      for (const table of section.querySelectorAll("table:not(.whole)")) {
        const parts = [...table.getClientRects()].filter(r => r.height > 0).length;
        const head = table.tHead && parts > 1 ? (parts - 1) * table.tHead.getBoundingClientRect().height + "px" : "";
        if (table.style.getPropertyValue("--head") !== head) {
          table.style.setProperty("--head", head);
          changed = true;
        }
      }
    }
  }

  function layOut(section, list) {
    repeatHeads(section);
    const box = section.getBoundingClientRect();
    const places = list.map(element => {
      const rects = [...element.getClientRects()].filter(r => r.height > 0);
      if (rects.length === 0) {
        return null;
      }
      const column = r => Math.floor((r.left - box.left + 1) / (width + space));
      const last = rects[rects.length - 1];
      return { first: column(rects[0]), last: column(last), top: rects[0].top - box.top, bottom: last.bottom - box.top };
    });
    return places;
  }

  function columnOf(section, element) {
    const box = section.getBoundingClientRect();
    const rect = element.getClientRects()[0] || element.getBoundingClientRect();
    return Math.floor((rect.left - box.left + 1) / (width + space));
  }

  function pagesOf(section) {
    return Math.max(1, Math.round((section.scrollWidth + space) / (width + space)));
  }

  const isKept = element => /^H[1-6]$/.test(element.tagName) || element.classList.contains("lead")
    || element.matches(".opener, .cell > pre.code:not(.parted, .long):not(:last-child), .exercise > .tick");
  const fitOf = element => Number(element.style.getPropertyValue("--fit")) || 1;

  // How much of a unit's height follows --fit: a picture's, and the ruled lines of an answer.
  function elastic(unit) {
    const parts = unit.matches("figure.figure") ? unit.querySelectorAll(":scope > .picture") : unit.matches(".exercise") ? unit.querySelectorAll(".rule") : [];
    return [...parts].reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
  }

  // What to change so that the first thing on page k + 1 moves up to page k; null when there is nothing.
  function remedy(list, places, page, gap) {
    const begin = places.findIndex(p => p && p.first === page + 1);
    if (begin < 0 || (begin > 0 && places[begin - 1] && places[begin - 1].last > page)) {
      return null;
    }
    let end = begin;
    while (end + 1 < list.length && isKept(list[end]) && places[end + 1] && places[end + 1].first === page + 1) {
      end++;
    }
    const last = list[end];
    const missing = places[end].bottom - places[begin].top + 14 - gap;
    const stretched = list.filter((e, i) => places[i] && ((places[i].first === page && places[i].last === page) || (i >= begin && i <= end)) && elastic(e) > 0);
    const sum = stretched.reduce((total, e) => total + elastic(e), 0);
    const scale = sum > 0 ? 1 - (missing + 2) / sum : 0;
    if (scale < 1 && stretched.length > 0 && stretched.every(e => fitOf(e) * scale >= smallest)) {
      return stretched.map(e => ({ element: e, fit: (fitOf(e) * scale).toFixed(4) }));
    }
    const code = end > begin && list[end - 1].matches(".cell > pre.code") ? list[end - 1] : null;
    if (code && gap >= gapToPart && code.offsetHeight < gap) {
      return [{ element: code, name: "parted" }];
    }
    if (last.matches("figure.table:not(.split)") && last.querySelectorAll("table.whole tr").length >= 8) {
      return [{ element: last, name: "split" }];
    }
    if (last.matches("pre:not(.long)") && last.querySelectorAll(".ln").length >= 9) {
      return [{ element: last, name: "long" }];
    }
    return null;
  }

  function apply(changes, undo) {
    for (const change of changes) {
      if (change.name) {
        change.element.classList.toggle(change.name, !undo);
      } else if (undo) {
        change.element.style.setProperty("--fit", change.before);
      } else {
        change.before = fitOf(change.element);
        change.element.style.setProperty("--fit", change.fit);
      }
    }
  }

  function close(section) {
    const list = unitsOf(section);
    let places = layOut(section, list);
    for (let page = 0, attempts = 0; attempts < 200; attempts++) {
      const lastPage = Math.max(...places.filter(p => p).map(p => p.last));
      if (page >= lastPage) {
        break;
      }
      const gap = height - Math.max(0, ...places.filter(p => p && p.last === page).map(p => p.bottom));
      const goesOn = places.some(p => p && p.first <= page && p.last > page);
      const changes = !goesOn && gap >= gapToClose ? remedy(list, places, page, gap) : null;
      if (!changes) {
        page++;
        continue;
      }
      const begin = places.findIndex(p => p && p.first === page + 1);
      apply(changes, false);
      const after = layOut(section, list);
      if (after[begin].first > page) {
        apply(changes, true);
        page++;
      } else {
        places = after;
      }
    }
    widen(section, list, places);
    return list.map((e, i) => [i, fitOf(e), ["long", "parted", "split"].find(name => e.classList.contains(name)) || ""]).filter(e => e[1] !== 1 || e[2]);
  }

  // What is left below exercises becomes room to write in.
  function widen(section, list, places) {
    const lastPage = Math.max(...places.filter(p => p).map(p => p.last));
    for (let page = 0; page < lastPage; page++) {
      const gap = height - Math.max(0, ...places.filter(p => p && p.last === page).map(p => p.bottom));
      const exercises = list.filter((e, i) => places[i] && places[i].first === page && places[i].last === page && e.matches(".exercise"));
      const sum = exercises.reduce((total, e) => total + elastic(e), 0);
      if (gap > 20 && sum > 0) {
        const scale = Math.min(largest, 1 + (gap - 8) / sum);
        const changes = exercises.map(e => ({ element: e, fit: (fitOf(e) * scale).toFixed(4) }));
        apply(changes, false);
        const after = layOut(section, list);
        if (after.some((p, i) => p && (p.first !== places[i].first || p.last !== places[i].last))) {
          apply(changes, true);
        }
      }
    }
  }

  const numbers = {};
  const fits = {};
  let page = 2;
  for (const section of document.querySelectorAll(".contents, .part, .chapter")) {
    inColumns(section, () => {
      if (section.matches(".chapter")) {
        const name = section.dataset.name;
        if (known[name]) {
          const list = unitsOf(section);
          known[name].forEach(([i, fit, look]) => {
            list[i].style.setProperty("--fit", fit);
            if (look) {
              list[i].classList.add(look);
            }
          });
          fits[name] = known[name];
        } else {
          fits[name] = close(section);
        }
      }
      for (const element of section.querySelectorAll("[id]")) {
        numbers[element.id] = page + columnOf(section, element);
      }
      page += pagesOf(section);
    });
  }
  return JSON.stringify({ numbers: numbers, fits: fits });
})
