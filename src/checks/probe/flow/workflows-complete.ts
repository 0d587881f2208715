/**
 * probe/workflows-complete — every workflow that the statement names runs to its end, and gives what it promises.
 *
 * Source   EGIF-ORG-LIF-001; Arazzo 1.0.1.
 * Evidence the calls of each workflow, in the order of its description, with the statement's inputs (testData.inputs). What was created is deleted, also
 *          after a step that failed. Steps that change something are class S4; workflows that only read are run from S2 on.
 */
import { defineCheck } from '../../ask.js';
import type { CheckSubject } from '../../../contract/check.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import type { Workflow } from '../../../contract/workflow-model.js';
import { combine } from '../gather.js';
import { remove, type Created, type Part } from './resource.js';
import { runWorkflow, type EndedWorkflow } from './workflow-run.js';

/** Workflows of one statement that are run. */
const mostWorkflows = 20;

/** The first whose dependencies have all ended, or undefined where those that are left wait for each other or for what is not there. */
const ready = (left: readonly Workflow[], ended: ReadonlyMap<string, EndedWorkflow>): Workflow | undefined =>
  left.find(({ dependsOn }) => dependsOn.every((id) => ended.has(id)));

function* runAll(subject: CheckSubject, workflows: readonly Workflow[], made: Created[]): Part<readonly Judgement[]> {
  const ended = new Map<string, EndedWorkflow>();
  const parts: Judgement[] = [];
  let left = [...workflows];
  for (let next = ready(left, ended); next !== undefined; next = ready(left, ended)) {
    const workflow = next;
    left = left.filter((each) => each !== workflow);
    const broken = workflow.dependsOn.find((id) => ended.get(id)?.completed !== true);
    const end: EndedWorkflow | undefined = broken === undefined ? yield* runWorkflow(subject, workflow, { made, ended }) : undefined;
    parts.push(end?.judgement ?? undetermined('workflow-dependency-open', `${workflow.id}: ${broken ?? ''}`));
    ended.set(workflow.id, end ?? { judgement: undetermined('workflow-dependency-open'), completed: false, inputs: {}, outputs: new Map() });
  }
  return [...parts, ...left.map(({ id }) => undetermined('workflow-dependency-open', id))];
}

export const workflowsComplete = defineCheck({
  id: 'probe/workflows-complete',
  safety: 'S4',
  needs: 'S2',
  over: 'service',
  params: {},
  findings: ['workflow-step-failed', 'workflow-output-missing'],

  *probe(subject) {
    const workflows = subject.workflows ?? [];
    if (workflows.length === 0) return undetermined('no-workflow');
    const made: Created[] = [];
    try {
      const parts = yield* runAll(subject, workflows.slice(0, mostWorkflows), made);
      const rest = workflows.slice(mostWorkflows).map(({ id }) => undetermined('workflow-too-long', id));
      return combine([...parts, ...rest]);
    } finally {
      for (const created of made.toReversed()) yield* remove(subject, created);
    }
  },
});
