export class JobsService {}
