"use strict";
(function () {
  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  var bar = document.getElementById("filter");
  if (!bar) { return; }
  bar.hidden = false;
  var findings = all(".finding"), marks = all("mark"), references = all("a.ref");
  var boxes = all("#filter input[type=checkbox]"), question = document.getElementById("question");
  var count = document.getElementById("shown"), at = -1;

  function shown() { return findings.filter(function (entry) { return !entry.hidden; }); }

  function apply() {
    var wanted = {};
    boxes.forEach(function (box) { wanted[box.value] = box.checked; });
    var visible = {};
    findings.forEach(function (entry) {
      var right = question.value === "" || entry.dataset.question === question.value;
      entry.hidden = !(wanted[entry.dataset.severity] && right);
      if (!entry.hidden) { visible[entry.id] = true; }
    });
    marks.forEach(function (mark) {
      var any = mark.dataset.findings.split(" ").some(function (id) { return visible[id]; });
      mark.classList.toggle("off", !any);
    });
    references.forEach(function (link) { link.hidden = !visible[link.hash.slice(1)]; });
    count.textContent = "显示 " + shown().length + " / " + findings.length + " 条";
    at = -1;
  }

  function jump(step) {
    var list = shown();
    if (!list.length) { return; }
    at = at < 0 ? (step > 0 ? 0 : list.length - 1) : (at + step + list.length) % list.length;
    var entry = list[at], place = document.getElementById(entry.id.replace("-f", "-m"));
    if (place) { place.scrollIntoView({ block: "center" }); }
    entry.scrollIntoView({ block: "nearest" });
    entry.focus({ preventScroll: true });
  }

  bar.addEventListener("change", apply);
  document.getElementById("next").addEventListener("click", function () { jump(1); });
  document.getElementById("previous").addEventListener("click", function () { jump(-1); });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details:not([open])");
    closed.forEach(function (entry) { entry.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (entry) { entry.open = false; }); });
  apply();
})();
