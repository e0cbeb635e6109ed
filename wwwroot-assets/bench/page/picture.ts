/** The arrow that the other engines show, 20 × 20. */
export function drawArrow(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): void {
  context.translate(10, 10);
  context.beginPath();
  for (const [x, y] of [[0, -9], [6, 7], [0, 4], [-6, 7]] as const) context.lineTo(x, y);
  context.closePath();
  context.lineWidth = 3;
  context.strokeStyle = "#fff";
  context.stroke();
  context.fillStyle = "#006E82";
  context.fill();
}

export function picture(): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 20;
  drawArrow(canvas.getContext("2d")!);
  return canvas.toDataURL();
}
