// The pages work without this script, but for files and sounds. It exchanges the main part of a page instead of loading
// all of it, plays lines, and gives every action a key.
"use strict";
(() => {
  const $ = (selector, inside = document) => inside.querySelector(selector);
  const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const token = () => document.body.dataset.token ?? "";
  const tell = (text) => { $("#notice").textContent = text; };
  const LOST = "لا اتصال بالمكتب. حاول من جديد.";
  const LARGE = "الملف أكبر من أي مقال.";

  // Pages
  const exchange = async (answer, focus) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = $("main", page);
    if (!next) { tell(LOST); return; }
    const problem = $(".problem", next);
    if (answer.status === 422 && problem) { tell(problem.innerText.trim()); return; }
    tell("");
    const before = scrollY;
    $("main").replaceWith(next);
    document.title = page.title;
    document.body.className = page.body.className;
    history.replaceState(null, "", [401, 403, 409].includes(answer.status) ? location.href : answer.url + (focus.hash ?? ""));
    scrollTo({ top: before, behavior: "instant" });
    begin();
    const target = (focus.next && nextDoubt(focus.next)) || (focus.key && $(`[data-key="${focus.key}"]`)) || (focus.id && document.getElementById(focus.id));
    (answer.status === 409 ? $("main") : $("#panel") && !focus.key ? $("#panel") : target || $("main")).focus({ preventScroll: answer.status !== 409 && !focus.next });
    if (focus.next && target) target.scrollIntoView({ block: "nearest" });
    const narrow = matchMedia("(max-width: 63.99rem)").matches; // there the panel covers the lower part
    if ($("#panel")) $(".word.chosen")?.scrollIntoView({ block: narrow ? "start" : "nearest" });
  };
  const pressed = []; // keys that wait until the page is exchanged: before that, its forms name an old revision
  const isBusy = () => document.body.hasAttribute("aria-busy");
  const send = async (url, options, focus) => {
    document.body.setAttribute("aria-busy", "true");
    try {
      await exchange(await fetch(url, options), focus);
    } catch {
      tell(LOST);
    } finally {
      document.body.removeAttribute("aria-busy");
    }
    while (pressed.length && !isBusy()) press(pressed.shift());
  };
  const isWriting = (form) => $$("textarea, [type=datetime-local]").some((field) => field.form !== form && field.value !== field.defaultValue);
  addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.dataset.sure && !confirm(form.dataset.sure)) { event.preventDefault(); return; }
    if (!("swap" in form.dataset)) return;
    event.preventDefault();
    if (isBusy()) return;
    if (isWriting(form) && !confirm("في الصفحة نص لم تحفظه. هل تتركه؟")) return;
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.set(button.name, button.value);
    const word = fields.get("word"), line = fields.get("line");
    const focus = { key: button?.dataset.key, id: word ? `w${word}` : line ? `line-${line}` : "" };
    if ("next" in form.dataset) { focus.next = focus.id; focus.key = ""; }
    send(form.action, { method: "POST", body: fields }, focus);
  });
  addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    send(link.href, {}, { id: link.hash.slice(1), hash: "" });
  });

  // Files
  const upload = (file) => {
    if (!file) return;
    if (file.size > $("#drop").dataset.most) return tell(LARGE);
    tell("");
    fetch(`/files?name=${encodeURIComponent(file.name)}`, { method: "POST", headers: { "x-csrf": token() }, body: file })
      .then((answer) => {
        if (answer.ok) location.assign(answer.url);
        else if (answer.status === 413) tell(LARGE);
        else return exchange(answer, {});
      })
      .catch(() => tell(LOST));
  };
  const files = () => {
    const drop = $("#drop");
    if (!drop) return;
    $("#file").addEventListener("change", (event) => upload(event.target.files[0]));
    for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
      drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.toggle("over", over); });
    }
    drop.addEventListener("drop", (event) => upload(event.dataTransfer.files[0]));
  };
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());

  // Sounds
  const player = new Audio(), sounds = new Map();
  let playing = null; // { line, cues }
  const paid = new Set();
  const fetchSound = async (number, voice) => {
    const draft = location.pathname.split("/")[2];
    const written = $(`[data-line="${number}"] .spoken`).textContent;
    const key = `${draft} ${voice} ${written}`;
    if (sounds.has(key)) return sounds.get(key);
    const fields = new URLSearchParams({ csrf: token(), voice });
    if (paid.has(key)) fields.set("pay", "yes");
    const answer = await fetch(`/drafts/${draft}/lines/${number}/sound`, { method: "POST", body: fields });
    if (answer.status === 402) {
      const { cost } = await answer.json();
      if (!confirm(`نطق هذا السطر يكلّف ${cost.toPrecision(3)}. هل تتابع؟`)) return null;
      paid.add(key);
      return fetchSound(number, voice);
    }
    if (!answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      throw new Error($(".problem", page)?.textContent.trim() ?? LOST);
    }
    const cues = JSON.parse(answer.headers.get("x-words") ?? "[]");
    const blob = await answer.blob();
    const sound = { blob, cues, url: URL.createObjectURL(blob), peaks: null };
    sounds.set(key, sound);
    return sound;
  };
  const silence = () => {
    player.pause();
    $$(".playing").forEach((line) => line.classList.remove("playing"));
    $$(".word.now").forEach((word) => word.classList.remove("now"));
    playing = null;
  };
  const hear = async (line, which, from = 0, word = "") => {
    const button = $(`[data-hear="${which}"]`, line);
    const voice = $(`[data-voice="${which}"]`)?.value ?? "";
    silence();
    const wanted = playing = { line };
    button.setAttribute("aria-busy", "true");
    try {
      const sound = await fetchSound(line.dataset.line, voice);
      if (!sound || playing !== wanted) return false;
      playing.cues = sound.cues;
      line.classList.add("playing");
      player.src = sound.url;
      if (word) from = Math.max(0, (sound.cues.find((cue) => `w${cue[2]}` === word)?.[0] ?? 0) - .05);
      if (from) await new Promise((ready) => player.addEventListener("loadedmetadata", ready, { once: true }));
      player.currentTime = from;
      await player.play();
      document.body.dataset.heard = `${line.dataset.line} ${voice}`;
      draw($("canvas", line), sound);
      return true;
    } catch (error) {
      if (error.name !== "AbortError") tell(error.message);
      return false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
  const hearWord = (word) => word && hear(word.closest("[data-line]"), "a", 0, word.id);
  const draw = async (canvas, sound) => {
    canvas.hidden = false;
    const wide = canvas.width = canvas.clientWidth * devicePixelRatio, high = canvas.height = canvas.clientHeight * devicePixelRatio;
    if (!sound.peaks) {
      const context = new OfflineAudioContext(1, 1, 22050);
      const samples = (await context.decodeAudioData(await sound.blob.arrayBuffer())).getChannelData(0);
      sound.length = samples.length / 22050;
      const step = Math.max(1, Math.floor(samples.length / 400));
      sound.peaks = Array.from({ length: Math.floor(samples.length / step) }, (_, at) => {
        let most = 0;
        for (let each = at * step; each < (at + 1) * step; each++) most = Math.max(most, Math.abs(samples[each]));
        return most;
      });
    }
    const pen = canvas.getContext("2d"), style = getComputedStyle(canvas), top = Math.max(...sound.peaks, .01);
    canvas.sound = sound;
    pen.clearRect(0, 0, wide, high);
    pen.fillStyle = style.color;
    sound.peaks.forEach((peak, at) => {
      const tall = Math.max(1, peak / top * high * .8);
      pen.fillRect(at / sound.peaks.length * wide, (high - tall) / 2, Math.max(1, wide / sound.peaks.length - 1), tall);
    });
    pen.fillStyle = getComputedStyle(document.body).color;
    for (const [start] of sound.cues) pen.fillRect(start / sound.length * wide, 0, devicePixelRatio, high);
  };
  player.addEventListener("timeupdate", () => {
    if (!playing?.cues) return;
    const now = playing.cues.findLast(([start]) => start <= player.currentTime);
    $$(".word.now").forEach((word) => word.classList.remove("now"));
    if (now) document.getElementById(`w${now[2]}`)?.classList.add("now");
  });
  const ended = () => new Promise((done) => {
    player.addEventListener("ended", () => done(true), { once: true });
    player.addEventListener("pause", () => done(player.ended), { once: true });
  });
  const hearAll = async () => {
    for (const line of $$("[data-line]")) {
      line.scrollIntoView({ block: "nearest" });
      if (!await hear(line, "a") || !await ended()) return;
      await new Promise((done) => setTimeout(done, Number(line.dataset.pause)));
      if (playing?.line !== line) return;
    }
    silence();
  };
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-hear]");
    if (button) hear(button.closest("[data-line]"), button.dataset.hear);
    if (event.target.id === "play-all") hearAll();
    if (event.target.dataset?.from) hearWord(document.getElementById(event.target.dataset.from));
    const canvas = event.target.closest("canvas");
    if (canvas?.sound) {
      const box = canvas.getBoundingClientRect();
      hear(canvas.closest("[data-line]"), "a", (event.clientX - box.x) / box.width * canvas.sound.length);
    }
    const mark = event.target.closest("[data-mark]");
    if (mark) {
      const field = document.getElementById(mark.parentElement.dataset.for);
      field.setRangeText(mark.dataset.mark, field.selectionStart, field.selectionEnd, "end");
      field.focus();
    }
  });
  addEventListener("change", (event) => {
    if (event.target.dataset?.voice === "b") comparing();
    if ("plan" in (event.target.dataset ?? {})) {
      const chosen = new URLSearchParams(new FormData(event.target.form));
      for (const name of ["csrf", "revision", "cost"]) chosen.delete(name);
      send(`${location.pathname}?${chosen}`, {}, { id: event.target.id });
    }
  });
  const comparing = () => {
    const second = $("[data-voice=b]");
    if (second) $$("[data-hear=b]").forEach((button) => { button.hidden = !second.value; });
  };

  // Keys, by their place on the keyboard: on an Arabic one they write Arabic letters
  const nextDoubt = (id, back = false) => {
    const words = $$(".word"), at = words.findIndex((word) => word.id === id);
    const order = back ? words.slice(0, Math.max(at, 0)).reverse() : words.slice(at + 1);
    return order.find((word) => word.classList.contains("doubt"));
  };
  const current = () => document.activeElement?.closest?.(".word") ?? $(".word.chosen");
  const lineHere = () => (document.activeElement?.closest?.("[data-line]") ?? current()?.closest("[data-line]") ?? $("[data-line]"));
  const go = (word) => { if (word) { word.focus(); word.scrollIntoView({ block: "center" }); } };
  const accept = () => {
    const word = current();
    const form = $("#panel form[action$=accept]");
    if (form && $(".word.chosen") === word) { form.requestSubmit(); return; }
    if (!word) return;
    const fields = new URLSearchParams({ csrf: token(), revision: $("[name=revision]").value, word: word.id.slice(1) });
    send(location.pathname.replace(/script$/, "accept"), { method: "POST", body: fields }, { id: word.id, next: word.id });
  };
  const choose = (number) => {
    const word = current(), form = $("#panel form.fix");
    if (!form || $(".word.chosen") !== word) { word?.click(); return; }
    const choice = $$("[name=reading]", form)[number - 1];
    if (!choice) return;
    choice.checked = true;
    $("#own").value = "";
    form.requestSubmit($("[data-key=fix]", form));
  };
  let rank = 0; // of the marked line that was gone to last; its mark goes when its words are fixed
  const nextMark = () => {
    const lines = $$("[data-rank]").sort((one, other) => one.dataset.rank - other.dataset.rank);
    const here = Number(document.activeElement?.closest?.("[data-rank]")?.dataset.rank ?? rank);
    const line = lines.find((each) => each.dataset.rank > here) ?? lines[0];
    if (!line) return;
    rank = Number(line.dataset.rank);
    go($(".word.far", line) ?? line);
  };
  const lineOfPage = () => document.activeElement?.closest?.(".line");
  const nextLine = (step) => {
    const lines = $$(".line"), at = lines.indexOf(lineOfPage());
    const line = at < 0 ? lines[step > 0 ? 0 : lines.length - 1] : lines[at + step];
    if (line) { line.focus(); line.scrollIntoView({ block: "nearest" }); }
  };
  const put = (number) => {
    const line = lineOfPage();
    if (line) $$(".places button", line)[number - 1]?.click();
  };
  const undo = () => $("[data-key=undo]:not(:disabled)")?.click();
  const onward = () => $("[data-key=onward]")?.click();
  const lineKeys = {
    KeyN: () => nextLine(1),
    KeyP: () => nextLine(-1),
    Digit1: () => put(1),
    Digit2: () => put(2),
    Digit3: () => put(3),
    Digit4: () => put(4),
    KeyU: undo,
    KeyG: onward,
  };
  const keys = {
    Digit1: () => choose(1),
    Digit2: () => choose(2),
    Digit3: () => choose(3),
    KeyG: onward,
    Escape: () => close(),
    KeyN: () => go(nextDoubt(current()?.id)),
    KeyP: () => go(nextDoubt(current()?.id, true)),
    KeyH: () => hear(lineHere(), "a"),
    KeyB: () => $("[data-voice=b]").value && hear(lineHere(), "b"),
    KeyW: () => hearWord(current()),
    KeyA: accept,
    KeyU: undo,
    KeyL: () => nextMark(),
    ArrowLeft: () => beside(1),
    ArrowRight: () => beside(-1),
  };
  const beside = (step) => {
    const words = $$(".word"), at = words.indexOf(current());
    go(words[at + step]);
  };
  const close = () => { silence(); $("[data-key=close]")?.click(); };
  const known = () => ($(".script") ? keys : $(".lines") ? lineKeys : { KeyG: onward });
  const press = (code) => known()[code]?.();
  addEventListener("keydown", (event) => {
    if (event.code === "Escape" && $(".script") && !isBusy()) { close(); return; }
    const writes = event.target.closest("input:not([type=radio]), textarea, select");
    const arrows = event.code.startsWith("Arrow") && event.target.closest("input, select, canvas");
    if (writes || arrows || event.ctrlKey || event.metaKey || event.altKey || !(event.code in known())) return;
    if (event.code.startsWith("Arrow") && !event.target.closest(".word")) return;
    event.preventDefault();
    if (isBusy()) pressed.push(event.code);
    else press(event.code);
  });

  // What goes on meanwhile: builds, and a recognizer that listens
  let asking = 0;
  const watch = async () => {
    clearTimeout(asking);
    const section = $("[data-progress]");
    if (!section) return;
    try {
      const now = await (await fetch(section.dataset.progress)).json();
      if (!section.isConnected) return;
      if (!now || now.done) {
        if (!isBusy()) { showEnd(section); return; }
      } else {
        const parts = now.proofed === undefined ? [now.spoken, now.encoded] : [now.proofed];
        $("progress", section).max = parts.length * now.lines || 1;
        $("progress", section).value = parts.reduce((sum, part) => sum + part);
        $("[data-progress-words]", section).textContent = `${parts[0]} من ${now.lines || "…"}`;
      }
    } catch {
      tell(LOST);
    }
    asking = setTimeout(watch, 400);
  };
  const showEnd = (section) => {
    const link = $("[data-ended]", section);
    const works = $("#panel") || !player.paused; // at something that the new page would take away
    if (link && (works || isWriting(null))) { section.replaceChildren($("h2", section), link); link.hidden = false; } else if (isWriting(null)) { section.remove(); tell("انتهى البناء. حمّل الصفحة لترى ما صار."); } else send(location.href, {}, { id: document.activeElement?.id });
  };

  const begin = () => { files(); comparing(); watch(); };
  begin();
})();
