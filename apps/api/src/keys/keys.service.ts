export class KeysService {}
