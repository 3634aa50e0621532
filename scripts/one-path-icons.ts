/** A plugin for the page's build: an icon's strokes as one path, which a browser styles and React makes once. */
import type { Plugin } from 'vite';

type IconNode = [tag: string, attributes: Record<string, string>][];

const NODE = /const __iconNode = (\[\[.*\]\]);/;

export function onePathIcons(): Plugin {
  return {
    name: 'tonearm-one-path-icons',
    transform: {
      filter: { id: /@tabler\/icons-react\/.*\/icons\/Icon\w+\.mjs$/ },
      handler: (code) => ({ code: inOnePath(code), map: null }),
    },
  };
}

/** The module of an icon whose strokes are one path; as it was where they cannot be joined. */
export function inOnePath(code: string): string {
  // Filled areas that lie over each other could become holes.
  if (!code.includes('createReactComponent("outline"')) return code;
  return code.replace(NODE, (whole, json: string) => {
    const node = JSON.parse(json) as IconNode;
    // Behind another path, `m` would count from its end.
    const areStrokes = node.every(
      ([tag, { d, key, ...others }]) =>
        tag === 'path' && d?.startsWith('M') && Object.keys(others).length === 0,
    );
    if (!areStrokes) return whole;
    const joined = node.map(([, { d }]) => d).join('');
    return `const __iconNode = ${JSON.stringify([['path', { d: joined, key: 'svg-0' }]])};`;
  });
}
