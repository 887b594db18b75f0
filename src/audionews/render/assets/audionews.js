/* <audio-news>: a player over the browser's own <audio>, for pages that are read from right to left.
   On our pages it wraps an <audio>. Elsewhere: <audio-news src="https://.../episodes/ID"> finds the article's paragraphs
   itself; for="CSS selector" narrows where it looks. Without this script the plain <audio> stays. */
"use strict";
(() => {
  const SKIP = 15, STEP = 5, SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
  const STYLE = `
    :host{display:block;container-type:inline-size}
    .bar{display:grid;grid-template-columns:auto auto auto minmax(0,1fr) auto auto;gap:.25rem .4rem;align-items:center;padding:.5rem .6rem;
      border:1px solid var(--rule,#ddd);border-radius:10px;background:var(--card,#fff);color:var(--ink,#1c1f22);
      font:400 .9375rem/1.4 var(--sans,system-ui,sans-serif)}
    button,select{min-width:2.75rem;height:2.75rem;margin:0;padding:0;border:0;border-radius:50%;background:none;color:inherit;font:inherit;cursor:pointer}
    select{appearance:none;padding-inline:.4rem;border:1px solid var(--rule,#ddd);border-radius:1.4rem;background:var(--card,#fff);text-align:center;text-align-last:center}
    :is(button,select):hover,[aria-pressed=true]{background:var(--wash,#e7efed)}
    .bar .play{background:var(--accent,#0b5d4e);color:var(--paper,#fff)}
    svg{display:block;width:1.5rem;height:1.5rem;margin:auto;fill:currentColor}
    svg text{font:700 8px system-ui,sans-serif;text-anchor:middle}
    .pause,:host([playing]) .start{display:none}
    :host([playing]) .pause{display:block}
    input{width:100%;height:1.75rem;margin:0;accent-color:var(--accent,#0b5d4e);cursor:pointer}
    .time{white-space:nowrap;font-variant-numeric:tabular-nums;color:var(--soft,#575e66)}
    .row{grid-column:1 / -1;display:flex;flex-wrap:wrap;align-items:center;gap:0 .4rem;color:var(--soft,#575e66);font-size:.875rem}
    .now{flex:1 1 8rem;margin:0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
    .row button{height:2rem;padding-inline:.7rem;border-radius:1rem}
    :focus-visible{outline:3px solid var(--accent,#0b5d4e);outline-offset:2px}
    @container (max-width:32rem) {
      .bar{grid-template-columns:auto auto auto minmax(0,1fr) auto}
      .speed{grid-area:1 / 5} .seek{grid-area:2 / 1 / auto / 5} .time{grid-area:2 / 5} .now{flex-basis:100%}
   }`;
  const turn = (way) => `<svg viewBox="0 0 24 24" aria-hidden="true"><path transform="${way < 0 ? "" : "matrix(-1 0 0 1 24 0)"}"
    d="M12 4V1L7 5.5 12 10V6.6a6.7 6.7 0 1 1-6.7 6.7H2.7A9.3 9.3 0 1 0 12 4z"/><text x="12" y="16.4">15</text></svg>`;
  const BODY = `
    <div class="bar" role="group" aria-label="مشغّل الصوت" lang="ar" dir="ltr">
      <button class="play" aria-label="تشغيل"><svg class="start" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5v14l11-7z"/></svg><svg class="pause" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 5h4v14H6zM14 5h4v14h-4z"/></svg></button>
      <button class="back" aria-label="إرجاع 15 ثانية">${turn(-1)}</button>
      <button class="ahead" aria-label="تقديم 15 ثانية">${turn(1)}</button>
      <input class="seek" type="range" min="0" max="1" step="0.1" value="0" aria-label="موضع الاستماع">
      <span class="time" aria-hidden="true"></span>
      <select class="speed" aria-label="سرعة التشغيل">${SPEEDS.map((speed) => `<option value="${speed}">${speed}×</option>`).join("")}</select>
      <div class="row" dir="rtl"><p class="now"></p><button class="follow" hidden>تتبّع النص</button><button class="on" hidden>شغّل التالية</button></div>
    </div>`;

  const sheet = (text) => { const made = new CSSStyleSheet(); made.replaceSync(text); return made; };
  const plain = (text) => text.normalize("NFKD").replace(/[\p{M}\p{P}\p{S}\u0640]/gu, "").replace(/\s+/g, " ").trim();
  const clock = (time) => {
    const whole = Math.floor(time || 0), two = (part) => String(part).padStart(2, "0");
    const hours = Math.floor(whole / 3600), rest = `${Math.floor(whole / 60) % 60}:${two(whole % 60)}`;
    return hours ? `${hours}:${rest.padStart(5, "0")}` : rest;
  };
  // A sandboxed frame has no storage: then nothing is remembered.
  const recall = (key) => { try { return Number(localStorage.getItem(key) ?? NaN); } catch { return NaN; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* none here */ } };

  class AudioNews extends HTMLElement {
    connectedCallback() {
      this.leaving = new AbortController();
      this.audio = this.querySelector("audio") ?? this.ownAudio();
      this.key = `audionews:${this.getAttribute("key") ?? this.getAttribute("src")}`;
      if (!this.shadowRoot) {
        this.attachShadow({ mode: "open" }).innerHTML = BODY;
        this.shadowRoot.adoptedStyleSheets = [sheet(STYLE)];
      }
      const part = (name) => this.shadowRoot.querySelector(`.${name}`);
      [this.playButton, this.seek, this.time, this.speed, this.now] = ["play", "seek", "time", "speed", "now"].map(part);
      this.findParts();
      this.listen(part);
      this.setSpeed(recall("audionews:speed") || 1);
      this.offer("follow", part("follow"), this.lines.length, 1);
      this.offer("on", part("on"), this.hasAttribute("next"), 0);
      this.resume();
      this.show();
      if (this.audio.error) this.complain(); // it came before we listened
      if (this.hasAttribute("src")) this.match();
    }

    disconnectedCallback() { this.leaving.abort(); this.audio.pause(); }

    ownAudio() {
      const audio = document.createElement("audio");
      audio.crossOrigin = "anonymous";
      audio.preload = "metadata";
      audio.src = `${this.getAttribute("src")}.mp3`;
      return this.appendChild(audio);
    }

    findParts() {
      const by = (name) => [...document.querySelectorAll(`[data-${name}]`)]
        .map((element) => ({ element, start: Number(element.dataset[name]) })).sort((a, b) => a.start - b.start);
      this.lines = by("start");
      this.chapters = by("chapter");
      if (this.hasAttribute("src")) return;
      document.body.classList.add("playable");
      for (const { element } of this.lines) if (!element.matches("h1")) this.addButton(element); // a heading's name stays its own
    }

    addButton(element) {
      if (element.querySelector(".from")) return;
      const button = document.createElement("button");
      button.className = "from";
      button.setAttribute("aria-label", "استمع من هنا");
      element.prepend(button);
    }

    listen(part) {
      const { audio } = this, { signal } = this.leaving;
      const on = (target, names, act) => names.split(" ").forEach((name) => target.addEventListener(name, act, { signal }));
      on(part("play"), "click", () => this.toggle());
      on(part("back"), "click", () => this.go(audio.currentTime - SKIP));
      on(part("ahead"), "click", () => this.go(audio.currentTime + SKIP));
      on(this.seek, "input", () => this.go(Number(this.seek.value)));
      on(this.speed, "change", () => this.setSpeed(Number(this.speed.value)));
      on(audio, "timeupdate seeked durationchange ratechange play pause ended", () => this.show());
      on(audio, "play", () => this.announce());
      on(audio, "play pause ended", ({ type }) => this.dispatchEvent(
        new CustomEvent(`audionews:${type}`, { bubbles: true, detail: { key: this.key, time: audio.currentTime } })));
      on(audio, "ended", () => { if (this.on) location.href = `${this.getAttribute("next")}#t=0&play`; });
      on(audio, "pause timeupdate", (event) => this.keep(event.type === "pause"));
      on(audio, "error", () => this.complain());
      on(this, "keydown", (event) => this.press(event));
      on(window, "hashchange", () => this.resume());
      on(window, "pagehide", () => this.keep(true));
      on(document, "click", (event) => this.pick(event));
    }

    /* A switch that is remembered. */
    offer(name, button, useful, standard) {
      const set = (value) => { this[name] = value; button.setAttribute("aria-pressed", value); };
      const key = `audionews:${name}`, kept = recall(key);
      set(Boolean(kept >= 0 ? kept : standard));
      button.hidden = !useful;
      button.onclick = () => { set(!this[name]); remember(key, Number(this[name])); };
    }

    toggle() { this.audio.paused ? this.start() : this.audio.pause(); }

    start() { this.audio.play().catch(() => this.show()); }

    go(time) {
      this.audio.currentTime = Math.min(Math.max(0, time), this.audio.duration || Infinity);
      this.show();
    }

    press(event) {
      const target = event.composedPath()[0], name = target.localName;
      if (event.ctrlKey || event.altKey || event.metaKey || name === "select") return;
      const time = this.audio.currentTime;
      const acts = {
        ArrowLeft: () => this.go(time - STEP), ArrowRight: () => this.go(time + STEP),
        j: () => this.go(time - SKIP), l: () => this.go(time + SKIP), k: () => this.toggle(),
        ...(name === "button" ? {} : { " ": () => this.toggle() }),
      };
      if (!acts[event.key]) return;
      event.preventDefault();
      acts[event.key]();
    }

    pick(event) {
      const chapter = event.target.closest("[data-chapter]"), line = event.target.closest("[data-start]");
      const copy = event.target.closest("[data-copy]");
      if (copy) {
        document.getElementById(copy.dataset.copy).select();
        document.execCommand("copy");
        copy.textContent = "نُسخ";
      }
      const elsewhere = event.target.closest("a, button, input, select, audio-news");
      if (chapter) event.preventDefault();
      else if (!line || !getSelection().isCollapsed || (elsewhere && !elsewhere.matches(".from"))) return;
      this.go(Number(chapter ? chapter.dataset.chapter : line.dataset.start));
      this.start();
    }

    complain() {
      this.now.setAttribute("role", "alert");
      this.now.textContent = "تعذّر تحميل الصوت. أعد تحميل الصفحة أو نزّل الملف.";
    }

    setSpeed(speed) {
      this.audio.defaultPlaybackRate = this.audio.playbackRate = speed;
      this.speed.value = String(speed);
      remember("audionews:speed", speed);
    }

    /* The place in the address goes before the place where one stopped. */
    resume() {
      const named = /[#&]t=([\d.]+)/.exec(location.hash), kept = recall(this.key);
      if (named) {
        this.go(Number(named[1]));
        if (location.hash.endsWith("&play")) this.start();
      }
      else if (kept && this.audio.paused) this.go(kept);
    }

    keep(now) {
      const { currentTime, duration, ended } = this.audio;
      if (!now && Math.abs(currentTime - (this.kept ?? 0)) < STEP) return;
      this.kept = currentTime;
      remember(this.key, ended || currentTime > duration - STEP ? 0 : Math.round(currentTime * 10) / 10);
    }

    /* Everything is computed from the current time, so that never two paragraphs are lit. */
    show() {
      const { audio } = this, time = audio.currentTime, known = Number.isFinite(audio.duration);
      const running = time > 0 || !audio.paused;
      const last = (parts) => (running && !audio.ended ? parts.findLast(({ start }) => start <= time + 0.05) : undefined);
      const line = last(this.lines), chapter = last(this.chapters);
      for (const one of this.lines) one.element.classList.toggle("lit", one === line);
      if (line !== this.line && line && this.follow && !audio.paused) line.element.scrollIntoView({ block: "center" });
      this.line = line;
      for (const one of this.chapters) {
        if (one === chapter) one.element.setAttribute("aria-current", "true");
        else one.element.removeAttribute("aria-current");
      }
      const title = chapter?.element.firstElementChild.textContent ?? "";
      if (!audio.error && this.now.textContent !== title) this.now.textContent = title;
      this.toggleAttribute("playing", !audio.paused);
      this.playButton.setAttribute("aria-label", audio.paused ? "تشغيل" : "إيقاف مؤقت");
      if (known) this.seek.max = audio.duration;
      this.seek.value = time;
      this.seek.setAttribute("aria-valuetext", known ? `${clock(time)} من ${clock(audio.duration)}` : clock(time));
      this.time.textContent = known ? `${clock(time)} / ${clock(audio.duration)}` : clock(time);
      if (known) navigator.mediaSession?.setPositionState?.({ duration: audio.duration, playbackRate: audio.playbackRate, position: Math.min(time, audio.duration) });
    }

    /* What the lock screen and the keys of a headset show and do. */
    announce() {
      const session = navigator.mediaSession, { audio } = this;
      if (!session) return;
      const cover = this.getAttribute("cover");
      session.metadata = new MediaMetadata({
        title: this.getAttribute("name") ?? document.title, artist: this.getAttribute("show") ?? "",
        artwork: cover ? [{ src: new URL(cover, document.baseURI).href, sizes: "1400x1400", type: "image/jpeg" }] : [],
      });
      const jump = (to) => { if (to) this.go(to.start); };
      const acts = {
        play: () => this.start(), pause: () => audio.pause(), seekto: ({ seekTime }) => this.go(seekTime),
        seekbackward: () => this.go(audio.currentTime - SKIP), seekforward: () => this.go(audio.currentTime + SKIP),
        previoustrack: () => jump(this.chapters.findLast(({ start }) => start < audio.currentTime - 3)),
        nexttrack: () => jump(this.chapters.find(({ start }) => start > audio.currentTime)),
      };
      for (const [name, act] of Object.entries(acts)) session.setActionHandler(name, act);
    }

    /* On a newspaper's own page: find each line of the transcript in the page's paragraphs. */
    async match() {
      const answer = await fetch(`${this.getAttribute("src")}.transcript.json`, { signal: this.leaving.signal });
      const { segments } = await answer.json();
      const blocks = [...document.querySelectorAll(this.getAttribute("for") ?? "h1, p, li")]
        .map((element) => ({ element, text: plain(element.textContent) }));
      for (const { body, startTime } of segments) {
        const found = blocks.find(({ text }) => text.includes(plain(body)));
        if (found) found.element.dataset.start ??= startTime;
      }
      document.adoptedStyleSheets.push(sheet("[data-start]{cursor:pointer}.lit{background:var(--wash,#e7efed)}"));
      this.findParts();
      this.show();
    }
  }
  customElements.define("audio-news", AudioNews);
  const { worker } = document.currentScript?.dataset ?? {}; // only our own pages name one
  if (worker && isSecureContext && location.protocol !== "file:") navigator.serviceWorker?.register(worker);
})();
