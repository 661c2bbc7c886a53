export class GalleriesService {}
