// What every view is made of: Preact, its hooks and signals, tagged templates in place of JSX.

export { render } from "preact";
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { batch, computed, effect, signal, useComputed, useSignal } from "@preact/signals";
import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);
