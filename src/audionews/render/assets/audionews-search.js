/* Finds episodes by words of their titles. Files of titles are chained from the newest to the oldest; each is read once,
   and only while too few episodes are found. Words are compared without marks and spelling variants. */
"use strict";
(() => {
  const FEW = 30, input = document.getElementById("words"), list = document.getElementById("found"), count = document.getElementById("count");
  const plain = (text) => text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه")
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660).toLowerCase();
  const known = [];
  let next = input.dataset.titles, turn = 0;
  let loading; // one file at a time, however fast one types
  const more = () => (loading ??= load().finally(() => { loading = undefined; }));
  const load = async () => {
    const answer = await fetch(next);
    if (!answer.ok) throw new Error(next);
    const { older, episodes } = await answer.json();
    for (const [id, title, date, section] of episodes) known.push({ id, title, date, section, text: plain(`${title} ${section}`) });
    next = older;
  };
  const item = ({ id, title, date, section }) => {
    const made = document.createElement("li"), link = document.createElement("a"), when = document.createElement("time");
    link.href = `episodes/${id}.html`;
    link.textContent = title;
    when.dateTime = date;
    when.textContent = new Date(`${date}T12:00`).toLocaleDateString("ar-u-nu-latn", { year: "numeric", month: "long", day: "numeric" }) + (section ? ` • ${section}` : "");
    made.append(link, when);
    return made;
  };
  const search = async () => {
    const mine = ++turn, words = plain(input.value).split(/\s+/).filter(Boolean);
    history.replaceState(null, "", input.value ? `#${encodeURIComponent(input.value)}` : location.pathname);
    const matching = () => words.length ? known.filter(({ text }) => words.every((word) => text.includes(word))) : [];
    try {
      while (words.length && next && matching().length < FEW && mine === turn) await more();
    } catch {
      if (mine === turn) count.textContent = "تعذّر تحميل العناوين. تحقّق من الاتصال وأعد المحاولة.";
      return;
    }
    if (mine !== turn) return;
    const found = matching().slice(0, FEW);
    list.replaceChildren(...found.map(item));
    count.textContent = !words.length ? "" : found.length ? `عدد النتائج: ${found.length}${found.length === FEW ? " أو أكثر" : ""}` : "لا توجد حلقة فيها هذه الكلمات.";
  };
  input.addEventListener("input", search);
  input.value = decodeURIComponent(location.hash.slice(1));
  if (input.value) search();
  input.focus();
})();
