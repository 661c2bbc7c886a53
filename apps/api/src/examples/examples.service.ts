export class ExamplesService {}
