import { Module } from '@nestjs/common';
import { ItemsRepository } from '../items/items.repository.js';
import { KeysModule } from '../keys/keys.module.js';
import { KeysService } from '../keys/keys.service.js';
import { Home } from '../persistence/home.js';
import { HomeLock } from '../persistence/home-lock.js';
import { ImageUrlsController } from './image-urls.controller.js';
import { ImageUrlsService } from './image-urls.service.js';
import { urlSecret } from './url-secret.js';

const service = {
  provide: ImageUrlsService,
  // The lock makes sure that the home is there, and ours.
  useFactory: (keys: KeysService, items: ItemsRepository, home: Home, _: HomeLock) =>
    new ImageUrlsService(keys, items, urlSecret(home.imageUrlSecret)),
  inject: [KeysService, ItemsRepository, Home, HomeLock],
};

@Module({
  imports: [KeysModule],
  controllers: [ImageUrlsController],
  providers: [service],
})
export class ImageUrlsModule {}
