/* Pages that were read open without a network. The network goes first, so that nobody sees an old page while there is a
   new one. Sound is never kept: it is long, and players ask for parts of it; nor are photos, which are large. */
"use strict";
const KEPT = "audionews-1", MOST = 240, START = "index.html";
const ours = ({ method, url, headers }) =>
  method === "GET" && url.startsWith(registration.scope) && !headers.has("range") && !/\.(mp3|opus|m4a|jpg|xml)([?#]|$)/.test(url);
addEventListener("install", (event) => event.waitUntil(
  caches.open(KEPT).then((kept) => kept.addAll([START, "audionews.css", "audionews.js", "audionews.svg"])).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("audionews-") && name !== KEPT).map((name) => caches.delete(name))))));
addEventListener("fetch", (event) => {
  if (ours(event.request)) event.respondWith(answer(event.request));
});
const answer = async (request) => {
  const kept = await caches.open(KEPT);
  try {
    const found = await fetch(request);
    if (found.status === 404 || found.status === 410) await kept.delete(request); // it was withdrawn
    if (found.ok && found.type === "basic") {
      await kept.put(request, found.clone());
      const all = await kept.keys();
      for (const old of all.slice(4, Math.max(4, all.length - MOST))) await kept.delete(old);
    }
    return found;
  } catch (error) {
    const old = await kept.match(request, { ignoreSearch: true }) ?? (request.mode === "navigate" ? await kept.match(START) : undefined);
    if (old) return old;
    throw error;
  }
};
