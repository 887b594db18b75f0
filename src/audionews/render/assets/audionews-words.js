/* Lights the word being read and plays from the word that is clicked, where the engine told when words sound.
   data-words on a paragraph: "offset:seconds ...", offsets into its text. The page itself is not touched. */
"use strict";
(() => {
  const audio = document.querySelector("audio");
  const wordsOf = (element) => (element?.dataset.words ?? "").split(" ").filter(Boolean).map((pair) => pair.split(":").map(Number));
  const show = () => {
    const element = document.querySelector(".lit"), words = wordsOf(element);
    const word = words.findLast(([, start]) => start <= audio.currentTime + 0.05);
    CSS.highlights.delete("word");
    if (!word) return;
    const range = new Range(), text = element.lastChild, first = word[0];
    range.setStart(text, first);
    range.setEnd(text, first + /^\S*/.exec(text.data.slice(first))[0].length);
    CSS.highlights.set("word", new Highlight(range));
  };
  if (globalThis.Highlight) for (const name of ["timeupdate", "seeked"]) audio.addEventListener(name, show);
  document.addEventListener("click", ({ target, clientX, clientY }) => {
    const element = target.closest("[data-words]"), caret = document.caretPositionFromPoint?.(clientX, clientY);
    if (!element || caret?.offsetNode !== element.lastChild || !getSelection().isCollapsed) return;
    const word = wordsOf(element).findLast(([first]) => first <= caret.offset);
    if (word) audio.currentTime = word[1];
  });
})();
