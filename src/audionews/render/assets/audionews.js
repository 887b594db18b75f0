/* <audio-news>: a player over the browser's own <audio>, for pages that are read from right to left.
   On our pages it wraps an <audio>, and audionews-words.js knows the article. On other sites it has an address,
   <audio-news src="https://.../episodes/ID">, and audionews-embed.js does the rest. Without a script the plain <audio> stays. */
"use strict";
(() => {
  // A page with two players may have this script twice.
  if (customElements.get("audio-news")) return;
  const SKIP = 15, STEP = 5, SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
  const { src: here, nonce } = document.currentScript ?? {};
  const same = (text) => text, rules = { createHTML: same, createScriptURL: same };
  const trusted = globalThis.trustedTypes?.createPolicy("audionews", rules) ?? rules;
  // A sandboxed frame hears no other page.
  const others = new BroadcastChannel("audionews");
  const TEXTS = { play: "تشغيل", pause: "إيقاف مؤقت", of: "من", error: "تعذّر تحميل الصوت. أعد تحميل الصفحة أو نزّل الملف." };
  const STYLE = `
    :host{display:block;box-sizing:border-box;inline-size:100%}
    .root{all:initial;display:block;container-type:inline-size;
      --ink:var(--audionews-ink,#1c1f22);--soft:var(--audionews-soft,#575e66);--rule:var(--audionews-rule,#ddd);
      --card:var(--audionews-card,#fff);--wash:var(--audionews-wash,#e7efed);
      --accent:var(--audionews-accent,#0b5d4e);--on-accent:var(--audionews-on-accent,#fff);
      font:medium/1.4 var(--audionews-font,system-ui,sans-serif);color:var(--ink)}
    .bar{display:grid;grid-template-columns:auto auto auto minmax(0,1fr) auto auto;gap:.25em .4em;align-items:center;padding:.5em .6em;
      border:1px solid var(--rule);border-radius:var(--audionews-radius,10px);background:var(--card)}
    button,select{min-width:2.75em;height:2.75em;margin:0;padding:0;border:0;border-radius:3em;background:none;color:inherit;font:inherit;cursor:pointer}
    select{appearance:none;padding-inline:.4em;border:1px solid var(--rule);background:var(--card);text-align:center;text-align-last:center}
    :is(button,select):hover,[aria-pressed=true]{background:var(--wash)}
    .play.play{background:var(--accent);color:var(--on-accent)}
    svg{display:block;width:1.5em;height:1.5em;margin:auto;fill:currentColor}
    svg text{font:700 8px system-ui,sans-serif;text-anchor:middle}
    .pause,:host([playing]) .start{display:none}
    :host([playing]) .pause{display:block}
    input{width:100%;height:1.75em;margin:0;accent-color:var(--accent);cursor:pointer}
    .time{white-space:nowrap;font-size:.9375em;font-variant-numeric:tabular-nums;color:var(--soft)}
    .row{grid-column:1 / -1;display:flex;flex-wrap:wrap;align-items:center;gap:0 .4em;color:var(--soft);font-size:.875em}
    .now{flex:1 1 8em;margin:0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
    .row button{height:2.3em;padding-inline:.8em;border:1px solid var(--rule)}
    [hidden]{display:none!important}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    @container (max-width:32em) {
      .bar{grid-template-columns:auto auto auto minmax(0,1fr) auto}
      .speed{grid-area:1 / 5;justify-self:end;width:4em} .seek{grid-area:2 / 1 / auto / 5} .time{grid-area:2 / 5} .now{flex-basis:100%}
   }`;
  const picture = (name, paths) => `<svg class="${name}" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;
  const path = (d, more = "") => `<path d="${d}"${more}/>`;
  const turn = (more) => picture("", `${path("M12 4V1L7 5.5 12 10V6.6a6.7 6.7 0 1 1-6.7 6.7H2.7A9.3 9.3 0 1 0 12 4z", more)}<text x="12" y="16.4">15</text>`);
  const PLAY = picture("start", path("M8 5v14l11-7z")) + picture("pause", path("M6 5h4v14H6zM14 5h4v14h-4z"));
  const BODY = `
    <div class="root" lang="ar"><div class="bar" role="group" aria-label="مشغّل الصوت" dir="ltr">
      <button class="button play">${PLAY}</button>
      <button class="back" aria-label="إرجاع 15 ثانية">${turn()}</button>
      <button class="ahead" aria-label="تقديم 15 ثانية">${turn(' transform="matrix(-1 0 0 1 24 0)"')}</button>
      <input class="seek" type="range" min="0" max="1" step="0.1" value="0" aria-label="موضع الاستماع">
      <span class="time" aria-hidden="true"></span>
      <select class="speed" aria-label="سرعة التشغيل">${SPEEDS.map((speed) => `<option value="${speed}">${speed}×</option>`).join("")}</select>
      <div class="row" dir="rtl"><p class="now" dir="auto"></p><button class="follow" hidden>تتبّع النص</button><button class="on" hidden>شغّل التالية</button><button class="more" aria-label="المزيد" aria-expanded="false">⋯</button></div>
    </div></div>`;

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
      this.audio = this.querySelector("audio") ?? this.appendChild(document.createElement("audio"));
      this.key = `audionews:${this.getAttribute("key") ?? this.getAttribute("src")}`;
      this.lines = this.chapters = [];
      if (!this.shadowRoot) {
        this.attachShadow({ mode: "open" }).innerHTML = trusted.createHTML(BODY);
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
        this.shadowRoot.adoptedStyleSheets = [sheet];
      }
      for (const name of ["button", "seek", "time", "speed", "now"]) this[name] = this.part(name);
      this.texts = TEXTS;
      this.listen();
      this.setSpeed(recall("audionews:speed") || 1);
      if (this.hasAttribute("src")) AudioNews.embed ? AudioNews.embed(this) : AudioNews.load("audionews-embed.js", this);
      this.offer("on", this.hasAttribute("next"), 0);
      this.resume();
      this.show();
      // It came before we listened.
      if (this.audio.error) this.complain();
    }

    disconnectedCallback() { this.leaving.abort(); this.audio.pause(); }

    part(name) { return this.shadowRoot.querySelector(`.${name}`); }

    get length() { return Number.isFinite(this.audio.duration) ? this.audio.duration : Number(this.getAttribute("duration")); }

    /* What only players on other sites need lies beside this script, or else beside the folder of the episodes. */
    static load(name, { attributes }) {
      if (this[name]) return;
      const script = this[name] = document.createElement("script");
      script.src = trusted.createScriptURL(new URL(name, here || new URL("../", attributes.src.value)).href);
      script.nonce = nonce;
      // Where it may not load, there is still the sound.
      script.onerror = () => document.querySelectorAll("audio-news[src]").forEach(({ audio, attributes }) => { audio.src ||= `${attributes.src.value}.mp3`; });
      document.head.append(script);
    }

    listen() {
      const { audio } = this, { signal } = this.leaving;
      const on = (target, names, act) => names.split(" ").forEach((name) => target.addEventListener(name, act, { signal }));
      on(this.button, "click", () => this.toggle());
      on(this.part("back"), "click", () => this.go(audio.currentTime - SKIP));
      on(this.part("ahead"), "click", () => this.go(audio.currentTime + SKIP));
      on(this.seek, "input", () => this.go(Number(this.seek.value)));
      on(this.part("more"), "click", () => {
        AudioNews.asking = this;
        AudioNews.more ? AudioNews.more(this) : AudioNews.load("audionews-more.js", this);
      });
      on(this.speed, "change", () => this.setSpeed(Number(this.speed.value)));
      on(audio, "timeupdate seeked durationchange ratechange play pause ended", () => this.show());
      on(audio, "play", () => { this.announce(); others.postMessage(0); });
      on(audio, "play pause ended error", ({ type }) => this.tell(type));
      on(audio, "ended", () => { if (this.on && !this.asleep) location.href = `${this.getAttribute("next")}#t=0&play`; });
      on(audio, "pause timeupdate", (event) => this.keep(event.type === "pause"));
      on(audio, "error", () => this.complain());
      on(this, "keydown", (event) => this.press(event));
      // One at a time.
      on(document, "audionews:play", (event) => { if (event.target !== this) audio.pause(); });
      on(others, "message", () => audio.pause());
      on(window, "pagehide", () => this.keep(true));
      on(window, "hashchange", () => this.resume());
    }

    tell(name, more) {
      const detail = { key: this.key, title: this.getAttribute("name"), time: this.audio.currentTime, duration: this.length, ...more };
      this.dispatchEvent(new CustomEvent(`audionews:${name}`, { bubbles: true, detail }));
    }

    /* A switch that is remembered. */
    offer(name, useful, standard, key = `audionews:${name}`) {
      const button = this.part(name), kept = recall(key);
      const set = (value) => { this[name] = value; button.setAttribute("aria-pressed", value); };
      set(Boolean(kept >= 0 ? kept : standard));
      button.hidden = !useful;
      button.onclick = () => { set(!this[name]); remember(key, Number(this[name])); };
    }

    toggle() { this.audio.paused ? this.start() : this.audio.pause(); }

    start() { this.audio.play().catch(() => this.show()); }

    go(time) {
      this.audio.currentTime = Math.min(Math.max(0, time), this.length || Infinity);
      this.show();
    }

    press(event) {
      const target = event.composedPath()[0], name = target.localName;
      if (event.ctrlKey || event.altKey || event.metaKey || name === "select" || target.matches(".volume,.link")) return;
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

    complain() {
      this.now.setAttribute("role", "alert");
      this.now.textContent = this.texts.error;
    }

    setSpeed(speed) {
      this.audio.defaultPlaybackRate = this.audio.playbackRate = speed;
      this.speed.value = String(speed);
      remember("audionews:speed", speed);
    }

    /* The place in the address goes before the place where one stopped. */
    resume() {
      const named = !this.hasAttribute("src") && /[#&]t=([\d.:]+)/.exec(location.hash), kept = recall(this.key);
      if (named) {
        this.go(named[1].split(":").reduce((whole, part) => 60 * whole + Number(part), 0));
        if (location.hash.endsWith("&play")) this.start();
      }
      else if (kept && this.audio.paused) this.go(kept);
    }

    keep(now) {
      const { currentTime, ended } = this.audio;
      if (!now && Math.abs(currentTime - (this.kept ?? 0)) < STEP) return;
      this.kept = currentTime;
      remember(this.key, ended || currentTime > this.length - STEP ? 0 : Math.round(currentTime * 10) / 10);
    }

    /* Everything is computed from the current time, so that never two paragraphs are lit. */
    show() {
      const { audio, length } = this, time = audio.currentTime;
      // Our length is rounded as the lists round it; that of the browser may be a little longer.
      const told = Math.round(this.getAttribute("duration") || length);
      const running = time > 0 || !audio.paused, whole = told ? clock(told) : "", now = clock(audio.ended ? told : time);
      const last = (parts) => (running && !audio.ended ? parts.findLast(({ start }) => start <= time + 0.05) : undefined);
      const line = last(this.lines), chapter = last(this.chapters);
      if (line !== this.line || chapter !== this.chapter) this.light?.(this.line = line, this.chapter = chapter);
      const title = chapter?.title ?? "", quarter = Math.floor(4 * time / length);
      if (!audio.error && this.now.textContent !== title) this.now.textContent = title;
      if (quarter > (this.quarter ?? 0)) this.tell("progress", { percent: 25 * (this.quarter = quarter) });
      this.toggleAttribute("playing", !audio.paused);
      this.button.setAttribute("aria-label", audio.paused ? this.texts.play : this.texts.pause);
      if (whole) this.seek.max = length;
      this.seek.value = time;
      this.seek.setAttribute("aria-valuetext", now + (whole && ` ${this.texts.of} ${whole}`));
      this.time.textContent = now + (whole && ` / ${whole}`);
      if (whole) navigator.mediaSession?.setPositionState?.({ duration: length, playbackRate: audio.playbackRate, position: Math.min(time, length) });
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
  }
  Object.assign(AudioNews, { trusted, picture, path, PLAY, clock, remember, recall });
  customElements.define("audio-news", AudioNews);
  // Only our own pages name one.
  const { worker } = document.currentScript?.dataset ?? {};
  if (worker && isSecureContext && location.protocol !== "file:") navigator.serviceWorker?.register(worker);
})();
