/** Removes what a build makes. */
import { rm } from 'node:fs/promises';

for (const folder of ['dist', 'egif-out']) await rm(new URL(`../${folder}`, import.meta.url), { recursive: true, force: true });
