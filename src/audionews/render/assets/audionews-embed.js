/* A player on another site: <audio-news src="https://.../episodes/ID">. audionews-framed.js shares this for the page in a frame.
   It changes no element of the page around it: what it draws is in its own shadow root, and the text that is being read
   is lit as a highlight (CSS Custom Highlight API), in colours that are made from those of the page. */
"use strict";
(() => {
  const Player = customElements.get("audio-news");
  if (!Player || Player.embed) return;
  const { trusted, picture, path, PLAY, clock } = Player;
  const TEXTS = {
    // What it lacks stands in audionews.js.
    ar: {
      play: "تشغيل", pause: "إيقاف مؤقت", of: "من", listen: "استمع إلى المقال",
      error: "تعذّر تحميل الصوت. أعد تحميل الصفحة أو حاول لاحقًا.",
    },
    en: {
      bar: "Audio player", play: "Play", pause: "Pause", back: "Back 15 seconds", ahead: "Forward 15 seconds",
      seek: "Position", speed: "Speed", more: "More", follow: "Follow the text", of: "of", listen: "Listen to this article",
      error: "The audio could not be loaded. Reload the page or try again later.", minutes: "min",
      notices: ["Read by a synthetic computer voice, not by a person.", "Read by an AI-generated voice, not by a person."],
    },
    fr: {
      bar: "Lecteur audio", play: "Lecture", pause: "Pause", back: "Reculer de 15 secondes", ahead: "Avancer de 15 secondes",
      seek: "Position", speed: "Vitesse", more: "Plus", follow: "Suivre le texte", of: "sur", listen: "Écouter l’article",
      error: "Impossible de charger le son. Rechargez la page ou réessayez plus tard.", minutes: "min",
      notices: ["Lu par une voix de synthèse, non par une personne.", "Lu par une voix générée par l’IA, non par une personne."],
    },
  };
  const STYLE = `
    :host([src]) .root{overflow:hidden;border:1px solid var(--rule);border-block-start:4px solid var(--accent);border-radius:var(--audionews-radius,10px);background:var(--card)}
    :host([src]) .bar{border:0;border-radius:0;background:none}
    :host([framed]) .bar{padding:.15em 0;border:0;background:none}
    :host([framed]) .row{display:none}
    p{margin:0}
    .head{display:flex;gap:.75em;align-items:center;padding:.75em .9em 0}
    .emblem{flex:none;margin:0;border-radius:22%;width:2.75em;height:2.75em;fill:var(--accent);stroke:var(--on-accent);stroke-width:5;stroke-linecap:round}
    .show{color:var(--accent);font-size:.8125em;font-weight:700}
    .title{display:-webkit-box;overflow:hidden;font-weight:700;line-height:1.5;-webkit-box-orient:vertical;-webkit-line-clamp:2}
    .notice{padding:.1em .9em .75em;color:var(--soft);font-size:.8125em;line-height:1.5}
    .label{display:none;gap:0 .75em;padding-inline:.25em .4em;font-weight:700;white-space:nowrap}
    .label span{font-weight:400}
    :host([size=compact]) :is(.head,.back,.ahead,.row){display:none}
    :host([size=compact]) .bar{grid-template-columns:auto minmax(0,1fr) auto auto}
    :host([size=compact]) :is(.seek,.time,.speed){grid-area:auto}
    :host([size=compact]:not([started])) :is(.seek,.time,.speed){display:none}
    :host([size=compact]:not([started])) .play{display:inline-flex;align-items:center;justify-self:start;grid-column:1 / -1;height:auto;min-height:2.75em;padding:.3em .7em}
    :host([size=compact]:not([started])) .play[dir=rtl]{justify-self:end}
    :host([size=compact]:not([started])) .play[dir=rtl] .start{transform:scaleX(-1)}
    :host([size=compact]:not([started])) .label{display:inline-flex;flex-wrap:wrap}
    @media print{.root{display:none}}
    @container (max-width:20em){.label{font-size:.875em}}
    @container (max-width:32em){:host([src]) .now{flex-basis:0}}
    @container (max-width:24em){.emblem{display:none}}`;
  const HEAD = `<div class="head">${`<svg class="emblem" viewBox="0 0 64 64" aria-hidden="true">${path("M0 0h64v64H0z", ' stroke="none"')}${path("M12 26v12M22 18v28M32 23v18M42 15v34M52 25v14")}</svg>`}
    <div><p class="show"></p><p class="title"></p></div></div>`;

  /* Colours: red, green, blue and opacity, 0 to 1. */
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const LIGHT = [1, 1, 1, 1], DARK = [0.08, 0.09, 0.106, 1], BLACK = [0, 0, 0, 1];
  const hex = (text) => { const found = /^#?([\da-f]{6})$/i.exec(text ?? ""); return found && [...[0, 2, 4].map((at) => parseInt(found[1].slice(at, at + 2), 16) / 255), 1]; };
  const css = (colour) => `rgb(${colour.slice(0, 3).map((part) => Math.round(255 * part)).join(" ")})`;
  const mix = (one, other, share) => one.map((part, at) => part + (other[at] - part) * share);
  const luminance = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) =>
    sum + weight * (colour[at] <= 0.04045 ? colour[at] / 12.92 : ((colour[at] + 0.055) / 1.055) ** 2.4), 0);
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const against = (ground) => (contrast(BLACK, ground) > contrast(LIGHT, ground) ? BLACK : LIGHT);
  // WCAG asks for 4.5; rounding takes some.
  const readable = (colour, ground, least = 4.6) => {
    for (let share = 0; share < 1; share += 0.02) {
      const made = mix(colour, against(ground), share);
      if (contrast(made, ground) >= least) return made;
    }
    return against(ground);
  };
  const computed = (text, probe) => {
    // oklch(), lab(), color(): the browser converts.
    if (!text.startsWith("rgb")) {
      probe.style.color = `color-mix(in srgb, ${text} 100%, #000 0%)`;
      text = getComputedStyle(probe).color;
    }
    const unit = text.startsWith("rgb") ? 255 : 1, [red, green, blue, opacity = 1] = text.match(/-?[\d.]+(e-?\d+)?/g).map(Number);
    return [red / unit, green / unit, blue / unit, opacity];
  };
  const canvas = () => {
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    return scheme.includes("dark") && (!scheme.includes("light") || dark.matches) ? DARK : LIGHT;
  };
  /* The colour behind an element. Behind a picture it cannot be known: then the colour of the text says whether it is dark. */
  const groundOf = (element, probe) => {
    const layers = [], text = computed(getComputedStyle(element).color, probe), guess = contrast(text, DARK) > contrast(text, LIGHT) ? DARK : LIGHT;
    let base;
    for (let at = element; at && !base; at = at.parentElement ?? at.getRootNode().host) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at), colour = computed(backgroundColor, probe);
      if (colour[3] >= 1) base = colour;
      else if (colour[3] > 0) layers.unshift(colour);
      else if (backgroundImage !== "none") base = guess;
    }
    const ground = layers.reduce((under, layer) => mix(under, layer, layer[3]), base ?? canvas());
    return contrast(text, ground) < 1.6 ? guess : [...ground.slice(0, 3), 1];
  };
  const palette = (ground, colour) => {
    const night = luminance(ground) < 0.18, ink = readable(night ? [0.91, 0.9, 0.88, 1] : [0.11, 0.12, 0.13, 1], ground, 10);
    const card = mix(ground, ink, night ? 0.06 : 0.02), accent = readable(colour, card), wash = mix(card, accent, night ? 0.22 : 0.12);
    const soft = readable(mix(ink, card, 0.3), wash);
    return { ink, card, accent, wash, soft, rule: mix(card, ink, 0.16), "on-accent": against(accent), night };
  };
  const colourOf = (player) => hex(player.getAttribute("accent")) ?? hex(player.facts?.colour) ?? hex("#0b5d4e");
  const themeOf = (player, other) => ({ light: LIGHT, dark: DARK })[player.getAttribute("theme")] ?? other();
  const set = (style, colours) => { for (const [name, colour] of colours) style.setProperty(`--${name}`, css(colour)); };
  /* A variable that the page has set is left as it is. */
  const paint = (player) => {
    const { night, ...colours } = palette(themeOf(player, () => groundOf(player.parentElement ?? player, player.probe)), colourOf(player));
    const given = getComputedStyle(player), { style } = player.part("root");
    set(style, Object.entries(colours).filter(([name]) => !given.getPropertyValue(`--audionews-${name}`)));
    style.colorScheme = night ? "dark" : "light";
  };

  /* One player at a time: what plays asks the frames around it and below it to pause. */
  // Text, for frames of others that parse whatever comes.
  const PAUSE = '{"type":"audionews:pause"}';
  const hush = (frames, but) => { for (let at = 0; at < frames.length; at++) if (frames[at] !== self && frames[at] !== but) frames[at].postMessage(PAUSE, "*"); };
  document.addEventListener("audionews:play", ({ target }) => {
    hush(self, target.contentWindow);
    if (parent !== self) hush(parent);
  });
  addEventListener("message", ({ data, source }) => {
    const inside = parent !== self && source === parent, other = data === PAUSE || (!inside && source !== self && data?.type === "audionews:play");
    for (const player of document.querySelectorAll("audio-news")) {
      if (other) player.audio.pause();
      if (inside) ({ "audionews:play": () => player.start(), "audionews:pause": () => player.audio.pause(), "audionews:seek": () => player.go(Number(data.time) || 0) })[data?.type]?.();
    }
  });

  /* The page may turn dark while it is read. */
  const watch = (player) => {
    const { signal } = player.leaving, turned = new MutationObserver(() => { paint(player); setTimeout(paint, 500, player); });
    for (const one of [document.documentElement, document.body]) turned.observe(one, { attributes: true });
    turned.observe(player, { attributeFilter: ["theme", "accent"] });
    dark.addEventListener("change", () => paint(player), { signal });
    signal.addEventListener("abort", () => turned.disconnect());
    paint(player);
  };

  const build = (player) => {
    player.audio.addEventListener("play", () => { player.toggleAttribute("started", true); translate(player); player.show(); }, player.leaving);
    if (player.probe) return;
    const style = new CSSStyleSheet(), root = player.part("root"), inside = (html) => { const made = document.createElement("template"); made.innerHTML = trusted.createHTML(html); return made.content; };
    style.replaceSync(STYLE);
    player.shadowRoot.adoptedStyleSheets = [...player.shadowRoot.adoptedStyleSheets, style];
    if (player.hasAttribute("src")) {
      root.prepend(inside(HEAD));
      root.append(inside('<p class="notice"></p>'));
    }
    player.button.append(inside('<b class="label"></b>'));
    root.append(player.probe = document.createElement("i"));
    player.probe.hidden = true;
  };
  const translate = (player) => {
    const language = TEXTS[player.getAttribute("lang")] ? player.getAttribute("lang") : "ar", { facts } = player, texts = { ...TEXTS[language] }, rtl = language === "ar" ? "rtl" : "ltr";
    const length = texts.minutes && facts.seconds ? `${Math.max(1, Math.round(facts.seconds / 60))} ${texts.minutes}` : (facts.length ?? ""), listen = player.getAttribute("label") ?? texts.listen;
    texts.invitation = [listen, length].filter(Boolean).join(" · ");
    if (player.matches("[size=compact]:not([started])")) texts.play = texts.invitation;
    player.texts = texts;
    player.part("root").lang = language;
    for (const name of ["bar", "back", "ahead", "seek", "speed", "more"]) if (texts[name]) player.part(name).setAttribute("aria-label", texts[name]);
    if (texts.follow) player.part("follow").textContent = texts.follow;
    for (const name of ["head", "row", "notice", "button"]) player.part(name)?.setAttribute("dir", rtl);
    const label = player.part("label"), time = document.createElement("span");
    time.textContent = length;
    label.replaceChildren(listen, time);
    player.notice = texts.notices?.[+!!facts.learned] ?? facts.notice ?? "";
  };
  const attributes = (player, values) => { for (const [name, value] of Object.entries(values)) if (value) player.setAttribute(name, value); };
  const load = async (player) => {
    const address = new URL(player.getAttribute("src"), document.baseURI).href, absolute = (name) => new URL(name, address).href;
    try {
      const answer = await fetch(`${address}.player.json`, { signal: player.leaving.signal });
      const facts = await answer.json();
      for (const name of ["sound", "page", "cover", "picture"]) facts[name] = absolute(facts[name]);
      return facts;
    // The page forbids it, or the show is older than its player: there is still the sound.
    } catch {
      return { sound: `${address}.mp3`, lines: [], chapters: [] };
    }
  };
  const fill = (player) => {
    const { facts, audio } = player, wanted = !audio.paused;
    // Pictures, where the policy of the page lets us load them: for the lock screen, and in place of the emblem.
    const cover = (player.hasAttribute("artwork") || facts.cover?.startsWith(`${location.origin}/`)) && facts.cover;
    attributes(player, { name: facts.title, show: facts.show, duration: facts.seconds, page: facts.page, cover });
    if (cover) player.part("emblem").outerHTML = trusted.createHTML(`<img alt class="emblem" src="${facts.picture}">`);
    translate(player);
    player.part("show").textContent = facts.show ?? "";
    player.part("title").textContent = facts.title ?? "";
    player.part("title").lang = facts.language ?? "";
    player.part("title").dir = "auto";
    player.part("head").hidden = !facts.title;
    player.part("notice").textContent = player.notice;
    player.chapters = facts.chapters;
    audio.preload = "none";
    audio.src = facts.sound;
    if (wanted) player.start();
    else player.resume();
    paint(player);
    player.show();
    if (Player.read) Player.read(player);
    else Player.load("audionews-reading.js", player);
    player.tell("ready");
  };
  Player.kit = { DARK, LIGHT, dark, computed, contrast, css, groundOf, mix, readable, against, colourOf, themeOf, palette, set, paint, build, translate, attributes };
  Player.embed = async (player) => {
    build(player);
    player.facts ??= {};
    translate(player);
    watch(player);
    const facts = await load(player);
    if (player.leaving.signal.aborted) return;
    player.facts = facts;
    fill(player);
  };
  for (const player of document.querySelectorAll("audio-news[src]")) Player.embed(player);
})();
