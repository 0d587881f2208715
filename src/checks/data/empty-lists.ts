/**
 * data/empty-lists — an empty list is [], never null.
 *
 * Source   EGIF-DAT-NUL-002; RFC 8259 §5.
 * Evidence the answers to the operation's samples; members that the contract types as arrays.
 */
import { keywordOf } from './instance.js';
import { defineValueCheck } from './value-check.js';

export const emptyLists = defineValueCheck({
  id: 'data/empty-lists',
  findings: ['null-for-list'],
  look(node) {
    if (Array.isArray(node.value)) return [];
    const type = keywordOf(node, 'type');
    const isList =
      type === 'array' || (Array.isArray(type) && type.includes('array')) || (node.value === null && keywordOf(node, 'items') !== undefined);
    return isList && node.value === null ? [{ code: 'null-for-list', got: 'null', want: '[]' }] : undefined;
  },
});
