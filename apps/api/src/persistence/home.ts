import { join } from 'node:path';

/**
 * Where things lie under UMBRA_HOME. Everything is the truth but `indexes/`, `thumbnails/` and
 * `cache/`, which can always be made again.
 */
export class Home {
  constructor(readonly root: string) {}

  get database(): string {
    return join(this.root, 'umbra.db');
  }

  get blobs(): string {
    return join(this.root, 'blobs');
  }

  /** What addresses of pictures are signed with. */
  get imageUrlSecret(): string {
    return join(this.root, 'image-url-secret');
  }

  /** Previews of pictures, made when they are first asked for. */
  get thumbnails(): string {
    return join(this.root, 'thumbnails');
  }

  index(galleryId: string): string {
    return join(this.root, 'indexes', galleryId);
  }

  model(modelId: string): string {
    return join(this.root, 'models', modelId);
  }

  /** Networks that heads are trained on, added by `umbra backbone add`. */
  get backbones(): string {
    return join(this.root, 'backbones');
  }

  /** What a training computed of the gallery's pictures and can compute again. */
  cacheOf(galleryId: string): string {
    return join(this.root, 'cache', galleryId);
  }

  /** Received files, until what they hold is filed. */
  get imports(): string {
    return join(this.root, 'imports');
  }

  import(jobId: string): string {
    return join(this.imports, jobId);
  }

  /** What a training run needs while it works. */
  run(runId: string): string {
    return join(this.root, 'runs', runId);
  }

  /** Reports of proofs of concept. */
  pocsOf(galleryId: string): string {
    return join(this.root, 'poc', galleryId);
  }

  /** Where the sample parts are drawn before they are imported. */
  get sample(): string {
    return join(this.root, 'sample');
  }
}
