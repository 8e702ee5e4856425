/** A model's graph as a picture that can be moved and brought closer; loaded when it is first drawn. */
import { ActionIcon, Tooltip } from '@mantine/core';
import IconMinus from '@tabler/icons-react/icons/IconMinus';
import IconPlus from '@tabler/icons-react/icons/IconPlus';
import IconZoomReset from '@tabler/icons-react/icons/IconZoomReset';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Boxes } from './graph-boxes.ts';
import classes from './graph.module.css';
import { placeBoxes, type PlacedGraph } from './graph-layout.ts';

interface Camera {
  x: number;
  y: number;
  scale: number;
}

const step = 1.25;

export function GraphPicture({ boxes, label }: { boxes: Boxes; label: string }) {
  const graph = useMemo(() => placeBoxes(boxes), [boxes]);
  const frame = useRef<HTMLDivElement>(null);
  const [camera, setCamera] = useState<Camera>({ x: 0, y: 0, scale: 1 });
  const fit = () => {
    if (frame.current !== null) setCamera(fitting(graph, frame.current));
  };
  useEffect(fit, [graph]);
  useWheel(frame, setCamera);
  const move = (dx: number, dy: number) => setCamera(({ x, y, scale }) => ({ x: x + dx, y: y + dy, scale }));
  const zoom = (by: number) => {
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    setCamera((before) => zoomed(before, by, clientWidth / 2, clientHeight / 2));
  };
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(40, 0),
    ArrowRight: () => move(-40, 0),
    ArrowUp: () => move(0, 40),
    ArrowDown: () => move(0, -40),
    '+': () => zoom(step),
    '-': () => zoom(1 / step),
    '0': fit,
  };
  const press = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const drag = (event: PointerEvent) => {
    if (event.buttons === 1) move(event.movementX, event.movementY);
  };
  return (
    <div className={classes.graph}>
      <div
        ref={frame}
        className={classes.frame}
        tabIndex={0}
        role="application"
        aria-label={label}
        onKeyDown={press}
        onPointerMove={drag}
      >
        <svg width="100%" height="100%" role="img" aria-label={label}>
          <g transform={`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
            <Drawing graph={graph} />
          </g>
        </svg>
      </div>
      <div className={classes.zoom}>
        <ZoomButton label="Closer (+)" onClick={() => zoom(step)} Icon={IconPlus} />
        <ZoomButton label="Farther (−)" onClick={() => zoom(1 / step)} Icon={IconMinus} />
        <ZoomButton label="Whole graph (0)" onClick={fit} Icon={IconZoomReset} />
      </div>
    </div>
  );
}

function Drawing({ graph }: { graph: PlacedGraph }) {
  return (
    <>
      {graph.edges.map((points, at) => (
        <path key={at} className={classes.edge} d={pathOf(points)} />
      ))}
      {graph.boxes.map(({ id, kind, label, detail, x, y, width, height }) => (
        <g key={id} className={classes[kind]} transform={`translate(${x - width / 2} ${y - height / 2})`}>
          <title>{detail}</title>
          <rect width={width} height={height} rx={kind === 'operators' ? 4 : height / 2} />
          <text x={width / 2} y={height / 2} dominantBaseline="central" textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
    </>
  );
}

interface ZoomButtonProps {
  label: string;
  onClick: () => void;
  Icon: typeof IconPlus;
}

function ZoomButton({ label, onClick, Icon }: ZoomButtonProps) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon variant="default" aria-label={label} onClick={onClick}>
        <Icon size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

/** React's own wheel listeners are passive, and the page must not scroll along. */
function useWheel(
  frame: React.RefObject<HTMLDivElement | null>,
  setCamera: React.Dispatch<React.SetStateAction<Camera>>,
) {
  useEffect(() => {
    const element = frame.current;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const { left = 0, top = 0 } = element?.getBoundingClientRect() ?? {};
      setCamera((before) => zoomed(before, Math.exp(-event.deltaY / 400), event.clientX - left, event.clientY - top));
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [frame, setCamera]);
}

/** Brings closer what lies at a point, which stays where it is. */
function zoomed({ x, y, scale }: Camera, by: number, atX: number, atY: number): Camera {
  const next = Math.min(Math.max(scale * by, 0.05), 4);
  const ratio = next / scale;
  return { x: atX - (atX - x) * ratio, y: atY - (atY - y) * ratio, scale: next };
}

/** The whole graph where it can be read so; a tall one from its top. */
function fitting(graph: PlacedGraph, { clientWidth, clientHeight }: HTMLElement): Camera {
  const whole = Math.min(clientWidth / graph.width, clientHeight / graph.height, 1.25);
  const scale = Math.max(whole, Math.min(0.5, clientWidth / graph.width));
  const y = graph.height * scale < clientHeight ? (clientHeight - graph.height * scale) / 2 : 0;
  return { x: (clientWidth - graph.width * scale) / 2, y, scale };
}

function pathOf(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x} ${first.y}`;
  let before = first;
  for (const point of rest) {
    const middle = (before.y + point.y) / 2;
    path += `C${before.x} ${middle} ${point.x} ${middle} ${point.x} ${point.y}`;
    before = point;
  }
  return path;
}
