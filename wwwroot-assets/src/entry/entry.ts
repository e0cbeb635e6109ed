// What the static pages need of a script: they work without it, save for passkeys and the QR code.
import { showEyes } from "./eyes";
import { offerPasskeys } from "./passkeys";
import { drawQrCodes } from "./qrCode";
import { drawView } from "./view";

showEyes(document);
drawQrCodes(document);
offerPasskeys(document);

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const view = document.querySelector<HTMLElement>(".entry-view");
if (view !== null) drawView(view);
