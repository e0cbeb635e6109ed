// Starts Blazor with patient reconnecting, and drives the panel that says so. Runs once, at the end of <body>.

interface BlazorGlobal {
  start(options: object): Promise<void>;
  reconnect(): Promise<boolean>;
}

declare const Blazor: BlazorGlobal;

/** Quick at first, then every five seconds for as long as it takes: a wall display must survive the night. */
const delays = [0, 500, 1000, 2000, 3000, 5000];

const panel = document.getElementById("components-reconnect-modal");

panel?.addEventListener("components-reconnect-state-changed", (event) => {
  const state = event instanceof CustomEvent ? (event.detail as { state?: string }).state : undefined;
  // The server is there but has forgotten this page (a restart, a long absence): the address holds the whole screen.
  if (state === "rejected" || state === "resume-failed") location.reload();
});

document.getElementById("reload")?.addEventListener("click", () => location.reload());

void Blazor.start({
  circuit: {
    reconnectionOptions: {
      maxRetries: Number.MAX_SAFE_INTEGER,
      retryIntervalMilliseconds: (attempt: number) => delays[Math.min(attempt, delays.length - 1)],
    },
  },
});

document.addEventListener("visibilitychange", () => {
  // A laptop that wakes up should not have to wait for the next attempt.
  if (document.visibilityState === "visible" && panel?.classList.contains("components-reconnect-show"))
    Blazor.reconnect().then((back) => back || location.reload(), () => undefined);
});
