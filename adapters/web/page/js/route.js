// The address bar names the thread (#/t/ID), so that a reload keeps its place.

export const threadInAddress = () => /^#\/t\/([\w-]+)$/.exec(location.hash)?.[1] ?? null;

export const threadHref = (id) => `#/t/${id}`;

/** Names a thread that was just begun, without opening it again. */
export const nameThread = (id) => history.replaceState(null, "", threadHref(id));

export const leaveThread = () => (location.hash = "#/");
