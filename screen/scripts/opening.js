// Files: the button of the bar, and files dropped anywhere, are the reading pane's own upload.
const fileInput = () => find("#reading input[type=file]");
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
let overlay;

const showOverlay = (shown) => {
  if (shown && !overlay) {
    overlay = document.createElement("div");
    overlay.id = "drop";
    const kinds = (fileInput()?.accept ?? "").split(",").map((kind) => kind.trim()).filter((kind) => kind.startsWith(".")).sort().join(" ");
    overlay.textContent = `Drop to open${kinds ? `: ${kinds}` : ""}`;
    document.body.append(overlay);
  } else if (!shown) {
    overlay?.remove();
    overlay = undefined;
  }
};

document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  showOverlay(true);
});
document.addEventListener("dragleave", (event) => event.relatedTarget === null && showOverlay(false));
document.addEventListener("drop", (event) => {
  showOverlay(false);
  if (!holdsFiles(event)) return;
  event.preventDefault();
  const input = fileInput();
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// Files are kept on this computer where the page serves it alone: loaded anew, a tab goes on with the one it had open.
const OPEN = "article-qa open";
const shelf = { seen: false };
document.addEventListener("shelf", () => {
  const now = find("#shelf .shelf");
  if (!now) return;
  if (shelf.seen) return sessionStorage.setItem(OPEN, now.dataset.open);
  shelf.seen = true;
  const before = sessionStorage.getItem(OPEN);
  if (!before) return;
  line.again = now.dataset.keys.split(" ").includes(before);
  if (!line.again) sessionStorage.removeItem(OPEN);
  if (line.key) begin();
});
