import { readFile, readdir } from "node:fs/promises";

const TICK = 10; // ms, the kernel's unit of processor time on every Linux of today

/** The page's own process: what it holds and what its threads have worked, as the kernel counts. */
export class Renderer {
  #pid;
  #screen; // who puts the pictures together, a process of its own

  constructor(pid, screen = null) {
    this.#pid = pid;
    this.#screen = screen;
  }

  /** All of the browser's; beside the page's there is an idle one for the next page. */
  static async all(browser) {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    const screen = new Renderer(processInfo.find(({ type }) => type === "GPU")?.id);
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => new Renderer(id, screen));
  }

  /** Runs `action` and says which of these renderers worked most meanwhile, and how much: ms per second. */
  static async watch(renderers, action) {
    const look = () => Promise.all(renderers.map(async (renderer) => ({ own: await renderer.work(), screen: await renderer.#screen.work() })));
    const before = await look();
    const start = performance.now();
    const result = await action();
    const seconds = (performance.now() - start) / 1000;
    const after = await look();
    const spent = (i, of) => (of(after[i]) - of(before[i])) / seconds;
    const all = renderers.map((renderer, i) => ({
      renderer, main: spent(i, ({ own }) => own.main), workers: spent(i, ({ own }) => own.workers), process: spent(i, ({ own }) => own.all), screen: spent(i, ({ screen }) => screen.all),
    }));
    return { result, ...all.sort((a, b) => b.process - a.process)[0] };
  }

  /** Bytes, with bitmaps, buffers and workers; NaN where /proc is missing. */
  memory() {
    return sizeOf(this.#pid);
  }

  /** Processor time since the start, ms: the page's main thread, its workers, and everything in the process. */
  async work() {
    const work = { main: NaN, workers: NaN, all: NaN };
    try {
      const threads = await readdir(`/proc/${this.#pid}/task`);
      Object.assign(work, { main: 0, workers: 0, all: 0 });
      for (const thread of threads) {
        const text = await readFile(`/proc/${this.#pid}/task/${thread}/stat`, "utf8").catch(() => null);
        if (text === null) continue; // has ended
        const name = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
        const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
        const spent = (Number(fields[11]) + Number(fields[12])) * TICK;
        work.all += spent;
        if (Number(thread) === this.#pid) work.main += spent;
        if (name.startsWith("DedicatedWorker")) work.workers += spent;
      }
    } catch {
      // Not a Linux: the figures stay out of the table.
    }
    return work;
  }
}

async function sizeOf(pid) {
  try {
    const found = /^Pss:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, "utf8"));
    return found === null ? NaN : Number(found[1]) * 1024;
  } catch {
    return NaN;
  }
}
