/* The article on our own pages: lights the paragraph and the word being read, and plays from what is clicked.
   data-start on a paragraph, data-chapter on a link: seconds. data-words: "offset:seconds ...", offsets into the text. */
"use strict";
(() => {
  const player = document.querySelector("audio-news:not([src])");
  if (!player?.audio) return;
  const { audio } = player;
  const by = (name) => [...document.querySelectorAll(`[data-${name}]`)]
    .map((element) => ({ element, start: Number(element.dataset[name]), title: element.firstElementChild?.textContent }))
    .sort((a, b) => a.start - b.start);
  const wordsOf = (element) => (element?.dataset.words ?? "").split(" ").filter(Boolean).map((pair) => pair.split(":").map(Number));
  const showWord = () => {
    const element = player.line?.element;
    const word = wordsOf(element).findLast(([, start]) => start <= audio.currentTime + 0.05);
    CSS.highlights.delete("word");
    if (!word) return;
    const range = new Range(), text = element.lastChild, first = word[0];
    range.setStart(text, first);
    range.setEnd(text, first + /^\S*/.exec(text.data.slice(first))[0].length);
    CSS.highlights.set("word", new Highlight(range));
  };
  // A word is short: while the sound runs, each frame looks which it is.
  const everyFrame = () => {
    showWord();
    if (!audio.paused) requestAnimationFrame(everyFrame);
  };
  const wordAt = (element, { clientX, clientY }) => {
    const caret = document.caretPositionFromPoint?.(clientX, clientY);
    return caret?.offsetNode === element.lastChild && wordsOf(element).findLast(([first]) => first <= caret.offset);
  };
  const pick = (event) => {
    const near = (name) => event.target.closest(`[data-${name}]`), chapter = near("chapter"), line = near("start"), copy = near("copy");
    if (copy) {
      document.getElementById(copy.dataset.copy).select();
      document.execCommand("copy");
      copy.textContent = "نُسخ";
    }
    const elsewhere = event.target.closest("a, button, input, select, audio-news");
    if (chapter) event.preventDefault();
    else if (!line || !getSelection().isCollapsed || (elsewhere && !elsewhere.matches(".from"))) return;
    player.go(chapter ? Number(chapter.dataset.chapter) : ((!elsewhere && wordAt(line, event)?.[1]) || Number(line.dataset.start)));
    player.start();
  };

  player.lines = by("start");
  player.chapters = by("chapter");
  document.body.classList.add("playable");
  for (const { element } of player.lines) {
    if (element.matches("h1")) continue; // a heading's name stays its own
    const button = document.createElement("button");
    button.className = "from";
    button.setAttribute("aria-label", `استمع من هنا: ${element.textContent.split(/\s+/, 5).join(" ")}`);
    element.prepend(button);
  }
  player.light = (line, chapter) => {
    for (const one of player.lines) one.element.classList.toggle("lit", one === line);
    for (const { element } of player.chapters) element.removeAttribute("aria-current");
    chapter?.element.setAttribute("aria-current", "true");
    if (line && player.follow && !audio.paused && player.near !== line) line.element.scrollIntoView({ block: "center" });
    player.near = line;
    if (globalThis.Highlight) showWord();
  };
  player.offer("follow", player.lines.length, 1);
  player.show();
  document.addEventListener("click", pick);
  document.addEventListener("keydown", (event) => { // after a click on a chapter
    const { key, target } = event;
    if (key !== " " || !(target.matches("[data-chapter]") || (target === document.body && !audio.paused))) return;
    event.preventDefault();
    player.toggle();
  });
  if (globalThis.Highlight) for (const name of ["play", "timeupdate", "seeked"]) audio.addEventListener(name, name === "play" ? everyFrame : showWord);
})();
