// Sizes that the parts of a timeline share, in pixels.

export const ROOMY = { height: 32, middle: 16 }; // of a lane
export const NARROW = { height: 44, middle: 31 }; // the name of the lane is above its items
export const TOP = 30; // of the first lane; the axis is above
export const BOTTOM = 34; // for the handle of the line for now
export const SIDE = 16; // left and right of the axis
export const CHARACTER = 6.5; // width of one, roughly
