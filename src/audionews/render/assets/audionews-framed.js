/* The page in a frame takes its looks from its address, and tells the page around it its height and what happens. */
"use strict";
(() => {
  const player = document.querySelector("audio-news"), { kit } = customElements.get("audio-news");
  const { DARK, LIGHT, dark, themeOf, colourOf, palette, set, build, translate, attributes } = kit;
  const asked = new URLSearchParams(location.search), main = document.querySelector("main");
  attributes(player, Object.fromEntries(["theme", "accent", "size", "lang", "label"].map((name) => [name, asked.get(name)])));
  player.facts = { notice: document.querySelector(".notice").textContent, length: player.getAttribute("length"), seconds: Number(player.getAttribute("duration")), learned: player.hasAttribute("learned"), colour: player.getAttribute("colour") };
  build(player);
  translate(player);
  document.querySelector(".notice").textContent = player.notice;
  document.querySelector(".notice").dir = player.part("button").dir;
  if (player.matches("[size=compact]")) {
    document.body.classList.add("compact");
    document.querySelector("header a").tabIndex = -1;
  }
  const repaint = () => {
    const ground = themeOf(player, () => (dark.matches ? DARK : LIGHT)), { night, ...colours } = palette(ground, colourOf(player)), { style } = document.documentElement;
    set(style, Object.entries({ ...colours, paper: ground }));
    style.colorScheme = player.part("root").style.colorScheme = night ? "dark" : "light";
  };
  repaint();
  dark.addEventListener("change", repaint);
  player.show();
  if (parent === self) return;
  const post = (message) => parent.postMessage({ key: player.key, ...message }, "*");
  for (const name of ["ready", "play", "pause", "ended", "progress", "error"]) document.addEventListener(`audionews:${name}`, ({ type, detail }) => post({ type, ...detail }));
  new ResizeObserver(() => post({ type: "audionews:height", height: Math.ceil(main.offsetHeight + 5) })).observe(main);
  addEventListener("message", ({ data, source }) => {
    const act = { "audionews:theme": () => { player.setAttribute("theme", data.theme); repaint(); } };
    if (source === parent) act[data?.type]?.();
  });
  player.tell("ready");
})();
