/* Reading along on the page of another site: finds the article there, lights the line and the word that sound, plays from
   what is clicked or chosen with the keyboard, and keeps a small player in sight. No element of the page is changed: the text
   is lit as a highlight (CSS Custom Highlight API), in colours that are made from those of the page. */
"use strict";
(() => {
  const Player = customElements.get("audio-news");
  if (!Player?.kit || Player.read) return;
  const { trusted, picture, path, PLAY, clock } = Player;
  const { computed, contrast, css, groundOf, mix, readable, against, colourOf } = Player.kit;
  const TEXTS = {
    ar: ["استمع من هنا", "فقرات المقال", "مشغّل مصغّر", "عُد إلى المشغّل", "أغلق المشغّل المصغّر", ": "],
    en: ["Listen from here", "Paragraphs", "Small player", "Back to the player", "Close the small player", ": "],
    fr: ["Écouter à partir d’ici", "Paragraphes", "Mini-lecteur", "Revenir au lecteur", "Fermer le mini-lecteur", " : "],
  };
  const textsOf = (player) => {
    const [from, lines, mini, up, close, colon] = TEXTS[player.part("root").lang];
    return { from, lines, mini, up, close, colon, ...player.texts };
  };
  const STYLE = `
    .from{position:fixed;inset:0 auto auto 0;z-index:99999;width:2.25em;min-width:0;height:2.25em;background:var(--accent);color:var(--on-accent);opacity:0;pointer-events:none}
    .from:is(.at,:focus-visible){opacity:1;pointer-events:auto;background:var(--accent);box-shadow:0 0 0 2px var(--on-accent)}
    .from svg{width:1.1em;height:1.1em}
    .mini{position:fixed;inset:auto 0 0;z-index:99999;display:flex;gap:.6em;align-items:center;box-sizing:border-box;width:auto;margin:0;
      padding:.5em .75em max(.5em,env(safe-area-inset-bottom));border:0;border-block-start:4px solid var(--accent);
      background:var(--card);color:var(--ink);box-shadow:0 0 1em #0004;}
    .mini:not(:popover-open)[popover]{display:none}
    .mini div{flex:1 1 0;min-width:0}
    .mini .title{font-size:.9375em;-webkit-line-clamp:1}
    .mini .notice{padding:0;font-size:.75em}
    @keyframes slide{from{transform:translateY(100%)}}
    @media (prefers-reduced-motion:no-preference){.mini{animation:slide .25s}}
    .mini :is(.up,.close){min-width:1.7em;height:1.7em;font-size:1.5em}
    @media (max-width:30em){.mini :is(.time,.up){display:none}}`;

  /* The text of the page: its words as the transcript has them, without marks and signs. */
  const plain = (text) => text.normalize("NFKD").replace(/[\p{M}\p{P}\p{S}\u0640]/gu, "").replace(/\s+/g, " ").trim();
  const wordsOf = (text) => [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ index, plain: plain(word), end: index + word.length })).filter((word) => word.plain);
  const tokensOf = (block) => {
    const tokens = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (const word of wordsOf(walker.currentNode.data)) tokens.push({ ...word, node: walker.currentNode });
    return tokens;
  };
  const blocksOf = (selector) => {
    const found = [...document.querySelectorAll(selector ?? "h1, h2, h3, p, li, blockquote")];
    const outer = new Set();
    for (const one of found) for (let up = one.parentElement; up; up = up.parentElement) outer.add(up);
    return found.filter((one) => !outer.has(one) && !one.closest("audio-news, nav, [contenteditable]")).map((element) => ({ element, text: plain(element.textContent), used: 0 }));
  };
  const match = (player) => {
    const blocks = blocksOf(player.getAttribute("for"));
    let next = 0;
    player.lines = player.facts.lines.map((line) => {
      const text = plain(line.text), find = (part) => {
        const has = (block) => part && block.text.includes(part), at = blocks.findIndex((block, number) => number >= next && has(block));
        return at < 0 ? blocks.findIndex(has) : at;
      };
      const whole = find(text), at = whole < 0 && text.length > 60 ? find(text.slice(0, 40)) : whole;
      // It is read, but does not stand here.
      if (at < 0) return line;
      next = at;
      return align({ ...line, block: blocks[at] });
    });
    player.offer("follow", globalThis.Highlight && player.lines.some(({ block }) => block), Number(player.hasAttribute("follow")), "audionews:follow:embed");
    listLines(player);
    player.line = undefined;
    // On the page of the article itself its headline is not repeated.
    if (player.lines.some(({ block, text }) => block && text === player.facts.title)) player.part("title").textContent = player.texts.invitation;
    player.show();
  };
  /* Whether the page has written its text anew; then it is looked for again. */
  const stale = (player) => {
    const gone = player.lines.some(({ first }) => first && !first.node.isConnected);
    if (gone) match(player);
    return gone;
  };
  /* Find each word of a line among those of its block; a word that the page has otherwise is passed over. */
  const align = (line) => {
    const { block } = line, tokens = (block.tokens ??= tokensOf(block.element)), starts = new Map((line.words ?? "").split(" ").filter(Boolean).map((pair) => pair.split(":").map(Number)));
    line.spoken = [];
    for (const word of wordsOf(line.text)) {
      const at = tokens.findIndex((token, number) => number >= block.used && number < block.used + 12 && token.plain === word.plain);
      if (at < 0) continue;
      block.used = at + 1;
      line.first ??= tokens[at];
      line.last = tokens[at];
      if (starts.has(word.index)) line.spoken.push({ start: starts.get(word.index), token: tokens[at] });
    }
    return line;
  };
  const rangeOf = (first, last) => {
    const range = new Range();
    range.setStart(first.node, first.index);
    range.setEnd(last.node, last.end);
    return range;
  };
  const sheet = new CSSStyleSheet();
  const mark = (name, range, priority) => {
    if (!globalThis.Highlight) return;
    CSS.highlights.delete(`audionews-${name}`);
    if (!range) return;
    const highlight = new Highlight(range);
    highlight.priority = priority;
    CSS.highlights.set(`audionews-${name}`, highlight);
  };
  /* The tint behind a line is as strong as the colours of its text allow. */
  const lightLine = (player, line) => {
    mark("line", line?.first && rangeOf(line.first, line.last), 0);
    mark("word");
    player.word = undefined;
    if (!line?.first) return;
    const { element } = line.block, ground = groundOf(element, player.probe), tint = readable(colourOf(player), ground);
    const texts = [element, ...[...element.querySelectorAll("*")].slice(0, 40)].map((one) => computed(getComputedStyle(one).color, player.probe));
    const keeps = (wash) => texts.every((text) => contrast(text, wash) >= Math.min(4.5, contrast(text, ground)));
    const washes = [0.24, 0.18, 0.12, 0.08].map((share) => mix(ground, tint, share)), wash = washes.find(keeps) ?? washes[2];
    const ink = keeps(wash) ? "" : `color:${css(readable(texts[0], wash))};`;
    sheet.replaceSync(`::highlight(audionews-line){${ink}background-color:var(--audionews-line,${css(wash)})}
      ::highlight(audionews-word){background-color:var(--audionews-word,${css(tint)});color:var(--audionews-on-word,${css(against(tint))})}`);
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
    if (player.follow && !player.audio.paused) element.scrollIntoView({ block: "center" });
  };
  const lightWord = (player) => {
    const word = player.line?.spoken?.findLast(({ start }) => start <= player.audio.currentTime + 0.05);
    if (word === player.word) return;
    mark("word", word && rangeOf(word.token, word.token), 1);
    player.word = word;
  };

  /* A click on a paragraph plays from it, or from its word. */
  const pick = (player, event) => {
    const { target, clientX, clientY } = event;
    stale(player);
    if (event.defaultPrevented || player.getAttribute("paragraphs") === "off" || !getSelection().isCollapsed) return;
    if (target.closest?.("a, button, input, select, textarea, label, summary, [role=button], [contenteditable], audio-news")) return;
    const caret = document.caretPositionFromPoint?.(clientX, clientY), node = caret?.offsetNode ?? target;
    const near = player.lines.filter(({ block }) => block?.element.contains(target));
    const before = ({ first }) => !first || rangeOf(first, first).comparePoint(node, caret?.offset ?? 0) >= 0;
    const line = near.findLast(before) ?? near[0];
    if (!line) return;
    const word = line.spoken.findLast(({ token }) => token.node === node && token.index <= caret.offset);
    player.go(word?.start ?? line.start);
    player.start();
  };
  /* Beside a paragraph that is pointed at, and for the keyboard: one stop, the arrows go from paragraph to paragraph. */
  const listLines = (player) => {
    const texts = textsOf(player), list = player.part("lines"), buttons = [];
    list.replaceChildren();
    list.setAttribute("aria-label", texts.lines);
    list.hidden = player.getAttribute("paragraphs") === "off";
    for (const line of player.lines.filter(({ block }) => block)) {
      const button = document.createElement("button");
      button.className = "from";
      button.innerHTML = trusted.createHTML(picture("", path("M8 5v14l11-7z")));
      button.setAttribute("aria-label", `${texts.from}${texts.colon}${line.text.split(/\s+/, 5).join(" ")}`);
      button.tabIndex = buttons.length ? -1 : 0;
      button.onclick = () => { player.go(line.start); player.start(); };
      button.onfocus = () => {
        for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
        if (!button.matches(":focus-visible")) return;
        line.block.element.scrollIntoView({ block: "nearest" });
        place(button, line);
      };
      buttons.push(line.button = button);
    }
    list.append(...buttons);
    list.onkeydown = (event) => {
      const at = buttons.indexOf(event.target), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? (step ? Math.min(Math.max(0, at + step), buttons.length - 1) : -1);
      if (to < 0) return;
      event.preventDefault();
      buttons[to].focus();
    };
  };
  const place = (button, { block }) => {
    const text = block.element.getBoundingClientRect(), rtl = getComputedStyle(block.element).direction === "rtl";
    button.style.translate = "0 0";
    const own = button.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    const outside = rtl ? text.right : text.left - own.width, fits = outside >= 0 && outside + own.width <= wide;
    const x = fits ? outside : Math.min(Math.max(0, rtl ? text.right - own.width : text.left), wide - own.width);
    button.style.translate = `${x - own.left}px ${text.top - own.top - (fits ? 0 : own.height)}px`;
  };
  const point = (player, target) => {
    const own = player.lines.find(({ button }) => button?.matches(".at"));
    const line = player.lines.find(({ block }) => block?.element.contains(target));
    if (line === own || target === player) return;
    own?.button.classList.remove("at");
    line?.button.classList.add("at");
    if (line) place(line.button, line);
  };

  /* A small player at the foot of the window while the player itself is out of sight. */
  const mini = (player) => {
    const texts = textsOf(player), bar = document.createElement("div");
    bar.className = "mini";
    bar.dir = player.part("head").dir;
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", texts.mini);
    bar.innerHTML = trusted.createHTML(`<button class="play">${PLAY}</button><div><p class="title"></p><p class="notice"></p></div><span class="time" aria-hidden="true" dir="ltr"></span>
      <button class="up">↑</button><button class="close">×</button>`);
    const part = (name) => bar.querySelector(`.${name}`);
    for (const name of ["title", "notice"]) part(name).textContent = { title: player.facts.title, notice: player.notice }[name] ?? "";
    for (const name of ["up", "close"]) part(name).setAttribute("aria-label", texts[name]);
    part("play").onclick = () => player.toggle();
    part("up").onclick = () => { player.scrollIntoView({ block: "center" }); player.button.focus({ preventScroll: true }); };
    part("close").onclick = () => { player.closed = true; hideMini(player); player.button.focus({ preventScroll: true }); };
    // In the top layer no ancestor clips or moves it.
    bar.popover = "manual";
    return bar;
  };
  const hideMini = (player) => { player.mini?.remove(); player.mini = undefined; };
  const showMini = (player) => {
    const wanted = player.seen === false && player.audio.currentTime > 0 && !player.closed && !player.audio.ended && player.getAttribute("mini") !== "off";
    if (!wanted) return hideMini(player);
    if (!player.mini) {
      player.part("root").append(player.mini = mini(player));
      player.mini.showPopover?.();
    }
    const { audio, mini: bar } = player, texts = textsOf(player), title = bar.querySelector(".title").textContent;
    bar.querySelector(".play").setAttribute("aria-label", `${audio.paused ? texts.play : texts.pause}${texts.colon}${title}`);
    bar.querySelector(".time").textContent = `${clock(audio.currentTime)} / ${clock(player.length)}`;
  };

  const listen = (player) => {
    const { audio } = player, { signal } = player.leaving;
    const on = (target, names, act, more) => names.split(" ").forEach((name) => target.addEventListener(name, act, { signal, ...more }));
    const everyFrame = () => { lightWord(player); if (!audio.paused) requestAnimationFrame(everyFrame); };
    const beside = () => { for (const line of player.lines) if (line.button?.matches(".at, :focus-visible")) place(line.button, line); };
    on(audio, "play", everyFrame);
    on(audio, "timeupdate seeked", () => lightWord(player));
    on(audio, "timeupdate seeked play pause ended", () => showMini(player));
    on(document, "click", (event) => pick(player, event));
    on(document, "pointerover", ({ target, pointerType }) => { if (pointerType === "mouse") point(player, target); }, { passive: true });
    on(window, "scroll resize", beside, { passive: true, capture: true });
    const eye = new IntersectionObserver((found) => {
      player.seen = found.at(-1).isIntersecting;
      if (player.seen) player.closed = false;
      showMini(player);
    });
    eye.observe(player);
    signal.addEventListener("abort", () => { eye.disconnect(); hideMini(player); lightLine(player); });
  };

  Player.read = (player) => {
    if (!player.part("lines")) {
      const list = document.createElement("div"), own = new CSSStyleSheet();
      list.className = "lines";
      list.setAttribute("role", "toolbar");
      list.setAttribute("aria-orientation", "vertical");
      own.replaceSync(STYLE);
      player.shadowRoot.adoptedStyleSheets = [...player.shadowRoot.adoptedStyleSheets, own];
      player.part("root").append(list);
    }
    player.light = (line) => { if (!stale(player)) lightLine(player, line); };
    listen(player);
    match(player);
  };
  Player.prototype.match = function () { if (this.facts?.lines) match(this); };
  for (const player of document.querySelectorAll("audio-news[src]")) if (player.facts?.lines) Player.read(player);
})();
