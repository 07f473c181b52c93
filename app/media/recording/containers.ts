import {
  ADTS,
  FilePathSource,
  FLAC,
  Input,
  Logging,
  LogLevel,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
  type InputFormat,
} from 'mediabunny'

// It writes to standard output, where one line is one event.
Logging.level = LogLevel.Silent

/** By the verified type; others, playlists above all, are not even tried. */
const formats: Record<string, InputFormat[]> = {
  'video/mp4': [MP4, QTFF],
  'video/quicktime': [QTFF, MP4],
  'video/webm': [WEBM],
  'video/x-matroska': [MATROSKA],
  'audio/aac': [ADTS],
  'audio/mp4': [MP4],
  'audio/mpeg': [MP3],
  'audio/ogg': [OGG],
  'audio/flac': [FLAC],
  'audio/wav': [WAVE],
}

/** Opens a recording of a verified type. */
export function openRecording(path: string, type: string) {
  return new Input({ formats: formats[type], source: new FilePathSource(path) })
}

/** Whether a type is of the ISO family, whose header tells the duration. */
export function isMovie(type: string) {
  return formats[type].includes(MP4)
}
