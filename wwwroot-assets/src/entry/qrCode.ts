import qrcode from "qrcode-generator";

const SVG = "http://www.w3.org/2000/svg";
/** Readers want this much free space around, in modules. */
const QUIET = 4;

/** Draws each element's `data-qr` into it. */
export function drawQrCodes(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-qr]")) {
    const { path, size } = qrPath(element.dataset["qr"]!);
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
    svg.setAttribute("shape-rendering", "crispEdges");
    const shape = document.createElementNS(SVG, "path");
    shape.setAttribute("d", path);
    svg.append(shape);
    element.replaceChildren(svg);
  }
}

/** The dark modules as one path, rows merged into bars, in a square of `size` modules. */
export function qrPath(text: string): { path: string; size: number } {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row++) {
    for (let from = 0; from < count; from++) {
      let to = from;
      while (to < count && code.isDark(row, to)) to++;
      if (to > from) path += `M${from + QUIET} ${row + QUIET}h${to - from}v1h${from - to}z`;
      from = Math.max(from, to);
    }
  }
  return { path, size: count + 2 * QUIET };
}
