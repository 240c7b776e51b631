// Copying: plain text, and rich text where there is some.
const writeClipboard = async (text, rich) => {
  try {
    if (!rich) return await navigator.clipboard.writeText(text);
    const parts = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([rich], { type: "text/html" }) };
    await navigator.clipboard.write([new ClipboardItem(parts)]);
  } catch {
    // Without a secure address the clipboard is reached through a selection only.
    const before = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    before?.focus();
  }
};

const copy = async (button, text, rich) => {
  await writeClipboard(text, rich);
  button.dataset.label ??= button.textContent; // pressed twice, it still knows its own name
  button.textContent = "Copied";
  say("Copied.");
  clearTimeout(button.timer);
  button.timer = setTimeout(() => (button.textContent = button.dataset.label), 1500);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button, button.dataset.copy, button.dataset.rich);
});
