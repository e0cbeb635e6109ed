import { Artist } from "./artist";
import { type DrawRequest, type Drawing, type Style, drawingBuffers } from "./drawing";
import { WorkerFonts } from "./fonts";

export type StudioRequest = { readonly style: Style } | { readonly request: DrawRequest };
export type StudioReply = { readonly drawing: Drawing } | { readonly fonts: true } | { readonly fault: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<StudioRequest>) => void) | null;
  postMessage(message: StudioReply, transfer: Transferable[]): void;
  readonly fonts?: FontFaceSet;
}

const scope = globalThis as unknown as WorkerScope;
let artist: Artist | null = null;
let style: Style | null = null;
const fonts = scope.fonts === undefined ? null : new WorkerFonts(scope.fonts);

scope.onmessage = ({ data }) => {
  take(data).catch((fault: unknown) => scope.postMessage({ fault: String(fault) }, []));
};

async function take(message: StudioRequest): Promise<void> {
  if ("style" in message) return restyle(message.style);
  const drawing = await artist!.draw(message.request);
  scope.postMessage({ drawing }, drawingBuffers(drawing));
}

function restyle(next: Style): void {
  style = next;
  apply();
  void fonts?.use(next.fonts).then((changed) => {
    if (!changed) return;
    apply();
    scope.postMessage({ fonts: true }, []);
  });
}

function apply(): void {
  const { palette } = style!;
  const dressed = { ...style!, palette: { ...palette, font: (fonts?.prefix ?? "") + palette.font } };
  if (artist === null) artist = new Artist(dressed);
  else artist.restyle(dressed);
}
