/* For pages with frames of the player: gives each frame the height that it asks for, and passes its events on. */
"use strict";
addEventListener("message", ({ data, source }) => {
  if (!String(data?.type).startsWith("audionews:")) return;
  const frame = [...document.querySelectorAll("iframe")].find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  if (data.type === "audionews:height" && data.height > 0) frame.style.height = `${Math.min(data.height, 600)}px`;
  const { type, ...detail } = data;
  frame.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
});
