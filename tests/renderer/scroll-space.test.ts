/** The scroll bar's range stands for all rows, however many: laws that hold for every table and every way to scroll. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isScaled,
  logicalFor,
  logicalHeight,
  moved,
  physicalHeight,
  positionAt,
  rowsSeen,
  start,
  tallest,
  type ScrollPosition,
  type ScrollSpace,
} from '../../renderer/features/grid/scroll-space.ts';

const spaces = fc
  .record({ rowCount: fc.integer({ min: 0, max: 50_000_000 }), viewport: fc.integer({ min: 28, max: 2000 }) })
  .map(({ rowCount, viewport }): ScrollSpace => ({ rowCount, viewport, rowHeight: 28 }));
const large: ScrollSpace = { rowCount: 10_000_000, rowHeight: 28, viewport: 800 };
const lastPixel = (space: ScrollSpace) => Math.max(0, logicalHeight(space) - space.viewport);
const barEnd = (space: ScrollSpace) => Math.max(0, physicalHeight(space) - space.viewport);

type Move = { wheel: number } | { drag: number } | { rest: true };
const moves = fc.array(
  fc.oneof(
    fc.record({ wheel: fc.integer({ min: -3000, max: 3000 }) }),
    fc.record({ drag: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.constant({ rest: true as const }),
  ),
  { maxLength: 30 },
);

function after(space: ScrollSpace, from: ScrollPosition, move: Move): ScrollPosition {
  if ('rest' in move) return positionAt(space, from.logical);
  if ('drag' in move) return moved(space, from, Math.round(move.drag * barEnd(space)), false);
  const physical = Math.min(Math.max(from.physical + move.wheel, 0), barEnd(space));
  return moved(space, from, physical, true);
}

describe('the scroll space', () => {
  it('never stands outside of the rows', () => {
    fc.assert(
      fc.property(spaces, moves, (space, steps) => {
        let position = start;
        for (const step of steps) {
          position = after(space, position, step);
          expect(position.logical).toBeGreaterThanOrEqual(0);
          expect(position.logical).toBeLessThanOrEqual(lastPixel(space));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('moves by exact pixels under a wheel', () => {
    const middle = positionAt(large, 140_000_000);
    const next = moved(large, middle, middle.physical + 120, true);
    expect(next.logical).toBe(middle.logical + 120);
  });

  it('puts the bar back without moving the rows', () => {
    fc.assert(
      fc.property(spaces, fc.double({ min: 0, max: 1, noNaN: true }), (space, share) => {
        const logical = Math.floor(share * lastPixel(space));
        expect(positionAt(space, logical).logical).toBe(logical);
      }),
      { numRuns: 200 },
    );
  });

  it('shows the last row at the end of the bar, and the first at its start', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const end = moved(space, start, barEnd(space), false);
        expect(rowsSeen(space, end.logical).end).toBe(space.rowCount);
        expect(moved(space, end, 0, false).logical).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps elements within what browsers draw, and small tables as they are', () => {
    expect(physicalHeight(large)).toBe(tallest);
    const small = { ...large, rowCount: 1000 };
    expect(isScaled(small)).toBe(false);
    expect(positionAt(small, 500)).toEqual({ logical: 500, physical: 500 });
  });

  it('moves as little as it takes to show a row', () => {
    expect(logicalFor(large, 10, 0)).toBe(0);
    expect(logicalFor(large, 0, 280)).toBe(0);
    expect(logicalFor(large, 100, 0)).toBe(101 * 28 - 800);
  });
});
