/**
 * The door of the room profile: the law as data, loaded, resolved and pinned.
 *
 * Room     profile (floor 3).
 */
export { applies } from './applies.js';
export { type Catalogue, loadCatalogue } from './load-catalogue.js';
export { findProfile, loadProfileFile, loadProfiles, type LoadedProfile, profileOf } from './load-profiles.js';
export { type LockInput, makeLock, verifyLock } from './lock.js';
export { assertRunnable, type ResolveContext, resolveProfile } from './resolve-profile.js';
