/* Keeps what a wall needs to open while the server is away: its page, its files, the last scenes. What the wall
   is to show now is never kept: as long as that question fails, the wall marks its figures with their age. */
const NAME = "ioc-wall-{{ build }}";
const MOST_SCENES = 80;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  const isKept = address.pathname.startsWith("/assets/") || address.pathname === "/wall" ||
    (address.pathname.startsWith("/wall/") && !["/wall/now", "/wall/lead", "/wall/playlists"].includes(address.pathname));
  if (event.request.method === "GET" && isKept && address.origin === self.location.origin) {
    event.respondWith(fresh(event.request));
  }
});

/* The server's answer, kept; without a server the last one. */
async function fresh(request) {
  const store = await caches.open(NAME);
  try {
    const response = await fetch(request);
    if (response.status === 401 || response.status === 403) {
      await caches.delete(NAME); // the key was taken back: nothing of before stays
    } else if (response.ok && response.status === 200) {
      await store.put(request, response.clone());
      await bound(store);
    }
    return response;
  } catch (error) {
    const kept = await store.match(request);
    if (!kept) {
      throw error;
    }
    return kept;
  }
}

async function bound(store) {
  const kept = await store.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_SCENES)).map((request) => store.delete(request)));
}
