/**
 * Names by which collections are paged, as they are met.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

export const limitName = /^(?:limit|page_?size|per_?page|\$top|top|size|max_?results|take)$/i;
export const cursorName = /^(?:cursor|next_?cursor|page_?token|next_?token|continuation_?token|after|starting_?after|\$skiptoken)$/i;
export const offsetName = /^(?:offset|skip|\$skip|start|from)$/i;
export const pageName = /^(?:page|page_?(?:number|no|index))$/i;
