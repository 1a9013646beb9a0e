// The site's service worker. The build puts RELEASE before this text: the names of the files whose
// name changes with their content, relative to this file.
//
//   pages   from the network, so that none is ever stale; from the cache where there is no network
//   files   from the cache, since their names change with their content
//
// A new release is a new RELEASE, and so a new service worker: it forgets the files that no page
// of the release names, and fetches the pages that were kept anew.
const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const CACHE = `lessonwright:${scope.registration.scope}`;
const PATIENCE = 2000; // ms to look for a file in the cache
const HASHED = new Set(RELEASE.map((name) => new URL(name, self.location.href).href));

/** A browser may refuse to keep anything, or run out of room: then all goes on without. @param {string} url @param {Response?} answer */
async function keep(url, answer) {
  if (!answer?.ok || answer.redirected) return;
  await caches.open(CACHE).then((cache) => cache.put(url, answer)).catch(() => {});
}

/** @param {string} url */
async function kept(url) {
  return caches.open(CACHE).then((cache) => cache.match(url, { ignoreSearch: true })).catch(() => undefined);
}

async function renew() {
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) {
    if (HASHED.has(url)) continue;
    const isPage = url.endsWith(".html") || url.endsWith("/");
    const answer = isPage ? await fetch(url, { cache: "no-cache" }).catch(() => null) : undefined;
    if (answer?.ok) await keep(url, answer);
    else if (answer !== null) await cache.delete(url);
  }
}

/** "force-cache": what the browser has just loaded is not loaded again. @param {string[]} urls */
async function keepAll(urls) {
  for (const url of urls) {
    if (await kept(url)) continue;
    await keep(url, await fetch(url, { cache: "force-cache" }).catch(() => null));
  }
}

/** What the network says, or else what is kept. @param {FetchEvent} event @param {RequestInit} [options] */
async function answer(event, options) {
  const url = event.request.url.split("#")[0];
  try {
    const answer = await fetch(event.request, options);
    event.waitUntil(keep(url, answer.clone()));
    return answer;
  } catch (error) {
    const found = await kept(url);
    if (found) return found;
    throw error;
  }
}

/** A browser that clears or has filled its storage may never say what it keeps: no page waits for it. @param {FetchEvent} event */
async function answerFile(event) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return (await Promise.race([kept(event.request.url), late])) ?? answer(event);
}

scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => {
  event.waitUntil(scope.clients.claim());
  renew().catch(() => {}); // not waited for: no page is to wait for it
});
scope.addEventListener("message", (event) => {
  if (event.data?.kind === "keep") event.waitUntil(keepAll(event.data.urls));
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope.registration.scope)) return;
  if (HASHED.has(request.url)) event.respondWith(answerFile(event));
  else if (request.mode === "navigate") event.respondWith(answer(event, { cache: "no-cache" }));
});
