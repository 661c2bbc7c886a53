import { join } from 'node:path';

/**
 * Where things lie under UMBRA_HOME. Everything but `indexes/` is the truth; `indexes/` can always
 * be rebuilt.
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

  /** What can be computed again. */
  get cache(): string {
    return join(this.root, 'cache');
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

  /** Where the sample parts are drawn before they are imported. */
  get sample(): string {
    return join(this.root, 'sample');
  }
}
