// What the chat page does in the visitor's browser: sources, copying, download, focus and announcements. Nothing here sends anything.
(() => {
  "use strict";
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const touch = () => matchMedia("(pointer: coarse)").matches;
  const box = () => document.querySelector("#question textarea");
  const present = () => document.querySelector("#present .turn");

  function announce(text) {
    let region = document.getElementById("announcements");
    if (!region) {
      region = document.createElement("div");
      region.id = "announcements";
      region.className = "unseen";
      region.setAttribute("role", "status");
      region.setAttribute("aria-live", "polite");
      document.querySelector("#page").append(region);
    }
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  }

  function focusBox() {
    // On a touch screen focus would bring up the keyboard over the answer.
    if (!touch()) box()?.focus({ preventScroll: true });
  }

  // Keeps the question at the top while its answer grows, until the person scrolls.
  let following = 0;
  function follow() {
    const turn = present();
    const top = turn ? turn.getBoundingClientRect().top : 0;
    const room = document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
    if (top > 8 && room > 8) window.scrollBy({ top: Math.min(top, room), behavior: calm() ? "auto" : "smooth" });
  }
  function stopFollowing() { clearInterval(following); following = 0; }
  for (const kind of ["wheel", "touchmove", "pointerdown"]) window.addEventListener(kind, stopFollowing, { passive: true });

  function sent() {
    focusBox();
    stopFollowing();
    following = setInterval(follow, 150);
    setTimeout(stopFollowing, 60000);
  }

  function done() {
    setTimeout(() => { if (following) follow(); stopFollowing(); }, 200);
    const whole = present()?.querySelector(".answer pre") || present()?.querySelector(".answer");
    if (whole) announce(`Answer: ${whole.textContent.split("\n\n")[0].trim()}`);
  }

  function restarted() {
    window.scrollTo({ top: 0, behavior: calm() ? "auto" : "smooth" });
    focusBox();
    announce("New conversation");
  }

  function openSource(name) {
    const source = document.getElementById(name);
    if (!source) return;
    source.open = true;
    source.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
    source.querySelector("summary").focus({ preventScroll: true });
  }

  async function copy(button) {
    const text = button.parentElement.querySelector("pre").textContent;
    let copied = true;
    try { await navigator.clipboard.writeText(text); }
    catch { copied = copyOld(text); }
    button.textContent = copied ? "Copied" : "Copying is not allowed here";
    announce(copied ? "Answer copied" : "Copying is not allowed here");
    setTimeout(() => { button.textContent = "Copy answer"; }, 2000);
  }

  function copyOld(text) {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }

  function download() {
    const text = document.querySelector("#kept pre")?.textContent;
    if (!text) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    link.download = `endorsement-conversation-${new Date().toISOString().slice(0, 10)}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    announce("Conversation downloaded");
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a[data-source]");
    if (mark) { event.preventDefault(); openSource(mark.dataset.source); }
    if (event.target.closest("a.skip")) { event.preventDefault(); box()?.focus(); }
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });

  window.endorsement = { sent, done, restarted, download };
})();
