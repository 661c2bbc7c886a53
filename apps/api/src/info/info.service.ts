export class InfoService {}
