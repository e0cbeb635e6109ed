/** The numbers of docs/frames.md. */
export const Connection = { Live: 0, Delayed: 1, Stale: 2, Offline: 3, NeverSeen: 4 } as const;
export const Motion = { Unknown: 0, Moving: 1, Stopped: 2 } as const;

export const connectionNames = ["live", "delayed", "stale", "offline", "neverseen"] as const;
export const motionNames = ["unknown", "moving", "stopped"] as const;
