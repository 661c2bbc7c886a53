import { Injectable } from '@nestjs/common';
import { imageLimits } from '@umbra/core/image';
import { listLimits } from '../http/list.schema.js';
import { itemLimits } from '../items/items.schema.js';
import { SampleService } from '../sample/sample.service.js';
import { searchLimits } from '../search/search.schema.js';
import { EmbeddingThread } from '../serving/embedding-thread.js';
import { productVersion } from '../version.js';
import type { Info } from './info.schema.js';

const starting = { name: 'starting', detail: 'The backend is being chosen.' };

@Injectable()
export class InfoService {
  constructor(
    private readonly thread: EmbeddingThread,
    private readonly sample: SampleService,
  ) {}

  describe(): Info {
    return {
      version: productVersion,
      backend: this.thread.backend ?? starting,
      limits: {
        imageBytesMax: imageLimits.bytesMax,
        imagePixelsMax: imageLimits.pixelsMax,
        labelLengthMax: itemLimits.labelLengthMax,
        metadataBytesMax: itemLimits.metadataBytesMax,
        searchLimitMax: searchLimits.max,
        listLimitMax: listLimits.max,
      },
      sample: this.sample.describe(),
    };
  }
}
