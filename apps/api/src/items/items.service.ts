export class ItemsService {}
