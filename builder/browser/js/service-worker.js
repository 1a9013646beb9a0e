// The site's service worker. The build puts RELEASE before this text: the names of the files whose
// name changes with their content, relative to this file.
//
//   pages   from the network, so that none is ever stale; from the cache where there is no network
//   files   from the cache, since their names change with their content
//
// A new release is a new RELEASE, and so a new service worker: it forgets the files that no page
// of the release names, and fetches the pages that were kept anew.
/* global RELEASE */
const CACHE = `lessonwright:${self.registration.scope}`;
const HASHED = new Set(RELEASE.map((name) => new URL(name, self.location.href).href));

async function renew() {
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) {
    if (HASHED.has(url)) continue;
    const isPage = url.endsWith(".html") || url.endsWith("/");
    const renewed = isPage && (await fetch(url, { cache: "no-cache" }).catch(() => null));
    if (renewed?.ok) await cache.put(url, renewed);
    else if (renewed !== null) await cache.delete(url);
  }
}

// "force-cache": what the browser has just loaded is not loaded again.
async function keep(urls) {
  const cache = await caches.open(CACHE);
  for (const url of urls) {
    if (await cache.match(url)) continue;
    const answer = await fetch(url, { cache: "force-cache" }).catch(() => null);
    if (answer?.ok) await cache.put(url, answer);
  }
}

async function answerFile(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request.url, answer.clone());
  return answer;
}

async function answerPage(request) {
  const cache = await caches.open(CACHE);
  const url = request.url.split("#")[0];
  try {
    const answer = await fetch(request, { cache: "no-cache" });
    if (answer.ok) await cache.put(url, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(url, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(renew().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data?.kind === "keep") event.waitUntil(keep(event.data.urls));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (HASHED.has(request.url)) event.respondWith(answerFile(request));
  else if (request.mode === "navigate") event.respondWith(answerPage(request));
});
