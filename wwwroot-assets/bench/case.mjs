import { loadavg } from "node:os";
import { chromium } from "playwright-core";
import { Renderer } from "./renderer.mjs";

const FIRST_LIMIT = 20_000; // for the whole fleet to be there, ms
const SETTLE = 2000; // of an open map with its traffic, ms: the ground and its names arrive, too
const PAUSE = 300;

class TooSlow extends Error {}

/** One engine with one fleet at one pixel ratio, in a browser of its own: what one leaves behind must not burden the next. */
export class Case {
  #address;
  #what;
  #ms;
  #browser = null;
  #page = null;
  #cdp = null;
  #firstDraw = NaN;

  constructor(address, what, ms) {
    this.#address = address;
    this.#what = what;
    this.#ms = ms;
  }

  get version() { return this.#browser.version(); }

  async open() {
    this.#browser = await chromium.launch({
      executablePath: process.env.DISPATCHMAP_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--enable-unsafe-swiftshader"],
    });
    const context = await this.#browser.newContext({ viewport: { width: 1600, height: 900 }, deviceScaleFactor: this.#what.ratio });
    this.#page = await context.newPage();
    this.#page.on("pageerror", (error) => console.error(`${this.#what.engine}: ${error.message}`));
    await this.#page.goto(this.#address);
    this.#cdp = await context.newCDPSession(this.#page);
    await this.#cdp.send("Performance.enable");
    this.#firstDraw = await limited(this.#page.evaluate(([name, n]) => globalThis.bench.load(name, n), [this.#what.engine, this.#what.count]), FIRST_LIMIT);
    await this.#run("still", SETTLE);
  }

  /** Measures one gesture. */
  async watch(gesture) {
    const renderers = await Renderer.all(this.#browser);
    const { result, renderer, main, workers, process, screen } = await Renderer.watch(renderers, () => this.#run(gesture, this.#ms));
    const row = {
      ...this.#what, gesture, ...result, main, workers, process, screen, firstDraw: this.#firstDraw, heap: await this.#heap(), memory: await renderer.memory(), load: loadavg()[0],
    };
    await limited(this.#page.waitForTimeout(PAUSE), PAUSE * 10);
    return row;
  }

  isTooSlow(error) { return error instanceof TooSlow; }

  /** Ends the browser, whatever its page is busy with. */
  async close() {
    await this.#browser?.close();
  }

  #run(gesture, ms) {
    return limited(this.#page.evaluate(([name, ms]) => globalThis.bench.run(name, ms), [gesture, ms]), ms * 4);
  }

  async #heap() {
    const { metrics } = await limited(this.#cdp.send("Performance.getMetrics"), this.#ms * 4);
    return metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  }
}

function limited(promise, ms) {
  promise.catch(() => undefined); // it fails when the browser is closed below it
  let timer;
  const limit = new Promise((_, reject) => { timer = setTimeout(() => reject(new TooSlow(`took longer than ${ms} ms`)), ms); });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
