/* What is behind "⋯" in the player: volume, a timer for sleep, paragraph by paragraph, and a link to this moment. */
"use strict";
(() => {
  const Player = customElements.get("audio-news");
  if (Player.more) return;
  const { trusted, picture, path } = Player;
  const TEXTS = {
    ar: ["مستوى الصوت", "مؤقّت النوم", "بلا مؤقّت", "دقائق", "عند نهاية الحلقة", "الفقرة السابقة", "الفقرة التالية", "انسخ رابط هذه اللحظة", "نُسخ", "الرابط"],
    en: ["Volume", "Sleep timer", "No timer", "minutes", "At the end", "Previous paragraph", "Next paragraph", "Copy a link to this moment", "Copied", "Link"],
    fr: ["Volume", "Minuterie de sommeil", "Sans minuterie", "minutes", "À la fin", "Paragraphe précédent", "Paragraphe suivant", "Copier le lien vers ce moment", "Copié", "Lien"],
  };
  const STYLE = `
    .panel{grid-column:1 / -1;display:flex;flex-wrap:wrap;gap:.4em .8em;align-items:center;padding-block:.4em;border-block-start:1px solid var(--rule);font-size:.875em}
    .panel label{display:flex;gap:.5em;align-items:center;color:var(--soft)}
    .panel .volume{width:6em}
    .panel select{width:auto;height:2.5em;padding-inline:1em;color:var(--ink)}
    .panel .step{display:flex}
    .panel .copy{height:2.5em;padding-inline:1em;border:1px solid var(--rule)}
    .panel .link{flex:1 1 12em;height:2.5em;padding-inline:.6em;border:1px solid var(--rule);border-radius:6px;background:var(--card);color:var(--ink);font:inherit;direction:ltr}`;
  const MINUTES = [10, 15, 30, 60]; // "دقائق" goes with 10 only
  const counted = (minutes, word) => `${minutes} ${word === "دقائق" && minutes > 10 ? "دقيقة" : word}`;

  const build = (player) => {
    const sheet = new CSSStyleSheet(), panel = document.createElement("div"), { lang } = player.part("root"), { audio } = player;
    const [volume, sleep, none, minutes, end, before, after, copy, copied, link] = TEXTS[lang];
    sheet.replaceSync(STYLE);
    player.shadowRoot.adoptedStyleSheets = [...player.shadowRoot.adoptedStyleSheets, sheet];
    panel.className = "panel";
    panel.dir = lang === "ar" ? "rtl" : "ltr";
    panel.hidden = true;
    panel.innerHTML = trusted.createHTML(`<label>${volume}<input class="volume" type="range" min="0" max="1" step="0.05" dir="ltr"></label>
      <label>${sleep}<select class="sleep"><option value="">${none}</option>${MINUTES.map((one) => `<option value="${one}">${counted(one, minutes)}</option>`).join("")}<option value="end">${end}</option></select></label>
      <span class="step" dir="ltr"><button class="before" aria-label="${before}">${picture("", path("M5 5h2.5v14H5zM20 5v14L9 12z"))}</button><button class="after" aria-label="${after}">${picture("", path("M16.5 5H19v14h-2.5zM4 5v14l11-7z"))}</button></span>
      <button class="copy">${copy}</button>`);
    const part = (name) => panel.querySelector(`.${name}`);
    part("volume").value = audio.volume;
    part("volume").oninput = ({ target }) => { audio.volume = target.value; };
    let until;
    part("sleep").onchange = ({ target: { value } }) => {
      until = Date.now() + 60000 * value; // NaN never comes
      player.asleep = value === "end";
    };
    audio.addEventListener("timeupdate", () => {
      if (!part("sleep").value || !(Date.now() > until)) return;
      part("sleep").value = "";
      audio.pause();
    });
    const time = () => audio.currentTime;
    part("before").onclick = () => player.go(player.lines.findLast(({ start }) => start < time() - 2)?.start ?? 0);
    part("after").onclick = () => player.go(player.lines.find(({ start }) => start > time() + 0.05)?.start ?? player.length);
    part("copy").onclick = () => {
      const field = part("link") ?? document.createElement("input");
      field.className = "link";
      field.readOnly = true;
      field.setAttribute("aria-label", link);
      field.value = new URL(`${player.getAttribute("page")}#t=${Math.floor(time())}`, document.baseURI).href;
      panel.append(field); // where the page may not copy, the listener can
      field.select();
      if (document.execCommand("copy")) part("copy").textContent = copied;
      setTimeout(() => { part("copy").textContent = copy; }, 3000);
    };
    player.part("bar").append(panel);
    return panel;
  };

  Player.more = (player) => {
    const panel = player.part("panel") ?? build(player);
    panel.hidden = !panel.hidden;
    panel.querySelector(".step").hidden = !player.lines.length;
    player.part("more").setAttribute("aria-expanded", !panel.hidden);
  };
  Player.more(Player.asking);
})();
