// What every view is made of: Preact, its hooks and signals, tagged templates in place of JSX.

export { batch, computed, effect, signal, useComputed, useSignal } from "@preact/signals";
export { render } from "preact";
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import htm from "htm";
import { h } from "preact";

export const html = htm.bind(h);
