/**
 * The probes of pages for people, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { authorizationRequests } from './authorization-requests.js';
import { citizenLogin } from './citizen-login.js';
import { pagesAccessible } from './pages-accessible.js';
import { windowLanding } from './window-landing.js';

export const pagesProbes: readonly CheckDefinition[] = [authorizationRequests, citizenLogin, pagesAccessible, windowLanding];
