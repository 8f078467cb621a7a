import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import { graphOf } from '../../../console/browser/graph/asl.ts';
import { layOut } from '../../../console/browser/graph/layout.ts';

const workflow = readFileSync(join(PATHS.root, 'statemachine/stock-trading.asl.json'), 'utf8');
const arrows = (definition: object): string[] =>
  (graphOf(JSON.stringify(definition))?.edges ?? []).map(
    ({ from, to, label }) => `${from.trim()} → ${to.trim()}${label ? ` (${label})` : ''}`,
  );

describe('the graph of a definition', () => {
  it('has the states of the workflow, and the Choice state with its conditions', () => {
    expect(arrows(JSON.parse(workflow))).toEqual([
      'start → Check Stock Value',
      'Check Stock Value → Buy or Sell?',
      'Buy or Sell? → Buy Stock (stock_price ≤ 50)',
      'Buy or Sell? → Sell Stock (stock_price > 50)',
      'Buy Stock → Record Transaction',
      'Sell Stock → Record Transaction',
      'Record Transaction → end',
    ]);
  });

  it('shows caught errors, failures, and the default of a Choice state', () => {
    const definition = {
      StartAt: 'Try',
      States: {
        Try: {
          Type: 'Task',
          Next: 'Which?',
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Stop' }],
        },
        'Which?': { Type: 'Choice', Choices: [{ And: [], Next: 'Stop' }], Default: 'Done' },
        Stop: { Type: 'Fail' },
        Done: { Type: 'Succeed' },
      },
    };
    expect(arrows(definition)).toEqual([
      'start → Try',
      'Try → Which?',
      'Try → Stop (caught)',
      'Which? → Stop',
      'Which? → Done (otherwise)',
      'Stop → end',
      'Done → end',
    ]);
  });

  it('includes the branches of Parallel and the items of Map', () => {
    const inner = (name: string) => ({
      StartAt: name,
      States: { [name]: { Type: 'Pass', End: true } },
    });
    const definition = {
      StartAt: 'Both',
      States: {
        Both: { Type: 'Parallel', Branches: [inner('Left'), inner('Right')], Next: 'Each' },
        Each: { Type: 'Map', ItemProcessor: inner('Item'), End: true },
      },
    };
    expect(arrows(definition)).toEqual([
      'start → Both',
      'Both → Left',
      'Left → Each',
      'Both → Right',
      'Right → Each',
      'Each → Item',
      'Item → end',
    ]);
  });

  it('draws Map and Parallel as frames around the states that run inside', () => {
    const pass = (name: string) => ({ [name]: { Type: 'Pass', End: true } });
    const each = {
      Each: { Type: 'Map', ItemProcessor: { StartAt: 'Item', States: pass('Item') }, End: true },
    };
    const definition = {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Left', States: pass('Left') },
            { StartAt: 'Each', States: each },
          ],
          Next: 'After',
        },
        ...pass('After'),
      },
    };
    const graph = graphOf(JSON.stringify(definition)) ?? { nodes: [], edges: [] };
    const { frames, boxes } = layOut(graph);
    const contents = frames.map(({ id, x, y, width, height }) => [
      id,
      boxes
        .filter((box) => Math.abs(box.x - x) < width / 2 && Math.abs(box.y - y) < height / 2)
        .map((box) => box.id),
    ]);

    expect(contents).toEqual([
      ['Both', ['Both', 'Left', 'Each', 'Item']],
      ['Each', ['Each', 'Item']],
    ]);
  });

  it.each(['', '{}', '[]', 'null', '{"StartAt":1}'])('does not exist for "%s"', (text) => {
    expect(graphOf(text)).toBeUndefined();
  });

  it('goes from top to bottom without overlapping boxes', () => {
    const graph = graphOf(workflow);
    const { boxes, width, height } = layOut(graph ?? { nodes: [], edges: [] });

    expect(boxes).toHaveLength(7);
    for (const { x, y, width: w, height: h } of boxes) {
      expect(x - w / 2).toBeGreaterThanOrEqual(0);
      expect(x + w / 2).toBeLessThanOrEqual(width);
      expect(y + h / 2).toBeLessThanOrEqual(height);
    }
    const overlapping = boxes.flatMap((a, i) =>
      boxes.slice(i + 1).filter((b) => {
        const [dx, dy] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
        return dx < (a.width + b.width) / 2 && dy < (a.height + b.height) / 2;
      }),
    );
    expect(overlapping).toEqual([]);
  });
});
