/** What there is to know, and to mend, about a set of labelled pictures; plain JSON. */
import type { SkippedPicture } from '../datasets/picture-source.js';

export interface PictureName {
  readonly path: string;
  readonly label: string;
}

/** Pictures that are the same, or look the same. */
export interface PictureGroup {
  readonly pictures: readonly PictureName[];
  /** Whether not all of them have the same label: one is wrong, or the labels overlap. */
  readonly labelsDiffer: boolean;
}

export interface SuspectPicture extends PictureName {
  readonly suggested: string;
  readonly labelShare: number;
  readonly suggestedShare: number;
}

export interface ClassBalance {
  readonly smallest: number;
  readonly largest: number;
  /** Largest over smallest. */
  readonly ratio: number;
  /** Gini's coefficient of the class sizes: 0 all equal, towards 1 a few hold nearly all. */
  readonly gini: number;
  /** Labels with a single picture, which teach nothing and cannot be found. */
  readonly singles: readonly string[];
}

export interface Inspection {
  /** Pictures that can be read. */
  readonly pictures: number;
  /** Largest first. */
  readonly classes: readonly { readonly label: string; readonly pictures: number }[];
  readonly balance: ClassBalance;
  readonly typicalSize: { readonly width: number; readonly height: number };
  readonly damaged: readonly SkippedPicture[];
  /** Same bytes. */
  readonly duplicates: readonly PictureGroup[];
  /** Look the same; of pictures with the same bytes only the first is among them. */
  readonly nearDuplicates: readonly PictureGroup[];
  /** Shorter side less than half of what is usual in the set; smallest first. */
  readonly small: readonly (PictureName & { readonly width: number; readonly height: number })[];
  /** Far less sharp than is usual for the label; worst first. */
  readonly blurred: readonly (PictureName & {
    /** Over the median of the label. */
    readonly relativeSharpness: number;
  })[];
  /** Labels that the neighbours dispute, the surest first; null without a model. */
  readonly suspectLabels: readonly SuspectPicture[] | null;
}
