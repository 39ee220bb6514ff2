// Marks the passage that the fragment of a text's address names: #char=start,end in code points (RFC 5147).
(function () {
  "use strict";
  function offset(text, points) {
    var at = 0;
    for (var n = 0; n < points && at < text.length; n += 1) {
      at += text.codePointAt(at) > 0xffff ? 2 : 1;
    }
    return at;
  }
  function mark() {
    var box = document.getElementById("text");
    var place = /^#char=(\d+),(\d+)$/.exec(window.location.hash);
    if (!box || !place) { return; }
    var text = box.textContent;
    var start = offset(text, Number(place[1]));
    var end = offset(text, Number(place[2]));
    if (end <= start) { return; }
    var passage = document.createElement("mark");
    passage.textContent = text.slice(start, end);
    box.replaceChildren(text.slice(0, start), passage, text.slice(end));
    passage.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", mark);
  mark();
}());
