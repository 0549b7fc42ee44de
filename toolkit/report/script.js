"use strict";
// Adds sorting and filtering to the table of comments; the page is whole without it.
(() => {
  const table = document.querySelector("table.comments");
  const controls = document.getElementById("controls");
  if (!table || !controls) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const columns = ["number", "date", "author", "kind", "sentiment", "topics"];
  const records = rows.map((row) => {
    const record = { row, label: row.dataset.label };
    columns.forEach((key, place) => { record[key] = row.cells[place].dataset.value; });
    record.said = row.querySelector(".text").textContent.toLowerCase();
    record.topicList = record.topics ? record.topics.split("|") : [];
    return record;
  });
  let chosen = null; // ids of the comments behind a number, or null
  let chosenLabel = "";

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const add = (name, element) => {
    element.id = `filter-${name.toLowerCase().replaceAll(" ", "-")}`;
    controls.append(make("div", {}, make("label", { htmlFor: element.id, textContent: name }), element));
    return element;
  };
  const unique = (values) => Array.from(new Set(values)).sort((a, b) => a.localeCompare(b, "en"));
  const select = (name, values, none) => {
    const element = make("select", {}, make("option", { value: "*", textContent: "all" }));
    values.forEach((value) => element.append(make("option", { value, textContent: value })));
    if (none) element.append(make("option", { value: "", textContent: none }));
    element.addEventListener("change", update);
    return add(name, element);
  };

  const topics = unique(records.flatMap((record) => record.topicList));
  const topic = select("Topic", topics, "none");
  const sentiment = select("Sentiment", unique(records.map((record) => record.label)));
  const kind = select("Kind", unique(records.map((record) => record.kind)));
  const names = unique(records.map((record) => record.author).filter(Boolean));
  const author = select("Author", names, "no name");
  const search = add("Words in the comment", make("input", { type: "search", autocomplete: "off" }));
  search.addEventListener("input", update);
  const status = make("span", { id: "shown" });
  status.setAttribute("role", "status");
  const all = make("button", { type: "button", textContent: "Show all" });
  all.addEventListener("click", showAll);
  controls.append(make("p", {}, status, all));

  function matches(record) {
    const within = (element, value) => element.value === "*" || element.value === value;
    return (!chosen || chosen.has(record.row.id))
      && (topic.value === "*" || (topic.value === "" ? !record.topicList.length
        : record.topicList.includes(topic.value)))
      && within(sentiment, record.label) && within(kind, record.kind)
      && within(author, record.author)
      && record.said.includes(search.value.trim().toLowerCase());
  }

  function update() {
    let shown = 0;
    records.forEach((record) => {
      record.row.hidden = !matches(record);
      shown += record.row.hidden ? 0 : 1;
    });
    const behind = chosen ? `: ${chosenLabel}` : "";
    status.textContent = `${shown} of ${records.length} shown${behind}`;
    all.hidden = shown === records.length && !chosen;
  }

  function reset() {
    [topic, sentiment, kind, author].forEach((element) => { element.value = "*"; });
    search.value = "";
    chosen = null;
  }

  function showAll() {
    reset();
    if (location.hash.startsWith("#behind-")) history.pushState(null, "", "#comments");
    update();
  }

  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) {
      if (chosen) showAll();
      return;
    }
    if (target.dataset.behind !== undefined) {
      const links = Array.from(target.querySelectorAll("a"));
      reset();
      chosen = new Set(links.map((link) => decodeURIComponent(link.hash.slice(1))));
      chosenLabel = target.dataset.behind;
      update();
      document.getElementById("comments").scrollIntoView();
      const heading = document.getElementById("comments-heading");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    } else if (rows.includes(target) && target.hidden) {
      showAll();
      target.scrollIntoView();
    }
  }

  const numeric = new Set(["number", "sentiment"]);
  table.tHead.querySelectorAll("th[data-key]").forEach((heading) => {
    const key = heading.dataset.key;
    const button = make("button", { type: "button" }, ...heading.childNodes);
    heading.append(button);
    if (key === "number") heading.setAttribute("aria-sort", "ascending");
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      table.tHead.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      const ordered = [...records].sort((a, b) => {
        const [x, y] = [a[key], b[key]];
        if (x === "" || y === "") return (x === "") - (y === ""); // those without a value last
        return sign * (numeric.has(key) ? x - y : x.localeCompare(y, "en"));
      });
      body.append(...ordered.map((record) => record.row));
    });
  });

  // a number that is clicked again must filter again though the address stays the same
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });
  window.addEventListener("hashchange", follow);
  update();
  if (location.hash) follow();
})();
