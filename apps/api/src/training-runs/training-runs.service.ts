export class TrainingRunsService {}
