import { readFile, readdir } from "node:fs/promises";

const TICK = 10; // ms, the kernel's unit of processor time on every Linux of today

/** The page's own process: what it holds and what its threads have worked, as the kernel counts. */
export class Renderer {
  #pid;

  constructor(pid) {
    this.#pid = pid;
  }

  /** The renderer that has worked most: beside the page's the browser keeps an idle one. Call it while one page is open. */
  static async find(browser) {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    const renderers = processInfo.filter(({ type }) => type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime);
    return new Renderer(renderers[0]?.id);
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
