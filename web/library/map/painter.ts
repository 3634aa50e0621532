/** Draws many discs: on the graphics card, or by hand where there is none. */
import { drawDiscs } from './discs.ts';
import { pixelsAUnit, type Size, type View } from './view.ts';

export interface Painter {
  /** RGBA of each point, 0..255; transparent ones are not drawn. */
  colour(rgba: Uint8Array): void;
  paint(view: View, size: Size, pointPixels: number): void;
  close(): void;
}

const VERTEX = `#version 300 es
in vec2 at;
in vec4 tint;
uniform vec2 middle;
uniform vec2 unit;
uniform float pixels;
out vec4 colour;
void main() {
  gl_Position = vec4((at - middle) * unit, 0.0, tint.a > 0.0 ? 1.0 : 0.0);
  gl_PointSize = pixels;
  colour = tint;
}`;

/** A disc with a soft edge of one pixel; colours multiplied by what they cover. */
const FRAGMENT = `#version 300 es
precision highp float;
in vec4 colour;
uniform float pixels;
out vec4 drawn;
void main() {
  float from = length(gl_PointCoord - 0.5) * pixels;
  float covered = clamp(pixels * 0.5 - from + 0.5, 0.0, 1.0) * colour.a;
  drawn = vec4(colour.rgb * covered, covered);
}`;

/** Pixels of the canvas for one of the page, across and down. */
const SHARPEST = 2;
const OPTIONS = { alpha: true, antialias: false, premultipliedAlpha: true };

/** @param x, y of each point, -1..1. */
export function createPainter(
  canvas: HTMLCanvasElement,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): Painter {
  // Without a card, WebGL is slower than by hand, and holds up the page until it is done.
  const gl = canvas.getContext('webgl2', { ...OPTIONS, failIfMajorPerformanceCaveat: true });
  // A canvas that has begun with one kind of context never gives another.
  return gl ? onCard(gl, canvas, x, y) : byHand(canvas, x, y);
}

function onCard(
  gl: WebGL2RenderingContext,
  canvas: HTMLCanvasElement,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): Painter {
  const program = link(gl);
  // biome-ignore lint/correctness/useHookAtTopLevel: a call of WebGL, not of React.
  gl.useProgram(program);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  const points = new Float32Array(2 * x.length).map((_, i) => (i % 2 === 0 ? x[i >> 1]! : y[i >> 1]!));
  fill(gl, program, 'at', points, 2, gl.FLOAT);
  const tints = gl.createBuffer();
  const place = (name: string) => gl.getUniformLocation(program, name);
  const [middle, unit, pixels] = [place('middle'), place('unit'), place('pixels')];
  return {
    colour: (rgba) => fill(gl, program, 'tint', rgba, 4, gl.UNSIGNED_BYTE, tints),
    paint(view, size, pointPixels) {
      const ratio = sharpen(canvas, size);
      const perUnit = pixelsAUnit(size, view.zoom);
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.uniform2f(middle, view.x, view.y);
      gl.uniform2f(unit, (2 * perUnit.x) / size.width, (2 * perUnit.y) / size.height);
      gl.uniform1f(pixels, pointPixels * ratio);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.drawArrays(gl.POINTS, 0, x.length);
    },
    close: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}

function fill(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  name: string,
  data: Float32Array<ArrayBuffer> | Uint8Array,
  width: number,
  type: number,
  buffer: WebGLBuffer | null = gl.createBuffer(),
): void {
  const place = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, data as Uint8Array<ArrayBuffer>, gl.DYNAMIC_DRAW);
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, width, type, type === gl.UNSIGNED_BYTE, 0, 0);
}

/** Number of points above which drawing by hand at a sharp screen's resolution would take longer than a frame. */
const MANY_POINTS = 5000;

function byHand(canvas: HTMLCanvasElement, x: ArrayLike<number>, y: ArrayLike<number>): Painter {
  const context = canvas.getContext('2d')!;
  let tints: Uint8Array = new Uint8Array(4 * x.length);
  let pixels: ImageData | undefined;
  return {
    colour(rgba) {
      tints = rgba;
    },
    paint(view, size, pointPixels) {
      const ratio = sharpen(canvas, size, x.length > MANY_POINTS ? 1 : SHARPEST);
      const { width, height } = canvas;
      if (pixels?.width !== width || pixels.height !== height)
        pixels = context.createImageData(width, height);
      const unit = pixelsAUnit({ width, height }, view.zoom);
      drawDiscs(pixels, {
        x,
        y,
        rgba: tints,
        across: { origin: width / 2 - view.x * unit.x, unit: unit.x },
        down: { origin: height / 2 + view.y * unit.y, unit: -unit.y },
        diameter: pointPixels * ratio,
      });
      context.putImageData(pixels, 0, 0);
    },
    close() {},
  };
}

/** Sets the canvas' resolution to the screen's, at most `most` for a CSS pixel. @returns the ratio */
function sharpen(canvas: HTMLCanvasElement, { width, height }: Size, most = SHARPEST): number {
  const ratio = Math.min(most, devicePixelRatio);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  return ratio;
}
