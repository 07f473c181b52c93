/** Drawn on a grid of 24, with one stroke. */
const SHAPES = {
  add: 'M12 5v14M5 12h14',
  audio: 'M5 10v4M9 7v10M13 4v16M17 8v8M21 11v2',
  back: 'M15 5l-7 7 7 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  document: 'M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h6',
  down: 'M6 9.5l6 6 6-6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  failed: 'M12 7.5v6M12 16.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  forward: 'M9 5l7 7-7 7',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.1',
  pause: 'M9 6v12M15 6v12',
  pencil: 'M5 19l1-4L16 5l3 3L9 18z',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20a7.5 7.5 0 0 1 15 0',
  play: 'M8 5.5v13l11-6.5z',
  restore: 'M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4M12 8.5v4l2.5 1.5',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  search: 'M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5',
  share: 'M12 15V4M8 7.5L12 4l4 3.5M6 11v9h12v-9',
  sort: 'M5 7h14M7.5 12h9M10.5 17h3',
  star: 'M12 4l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.5 8.5v.1',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13',
  up: 'M6 14.5l6-6 6 6',
  upload: 'M12 16V5M7 9.5L12 4.5l5 5M5 20h14',
  video: 'M4 6h11v12H4zM15 11l5-3v8l-5-3z',
}

export type IconName = keyof typeof SHAPES

/** A picture beside words that say the same, so that it is not read out. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={SHAPES[name]} />
    </svg>
  )
}
