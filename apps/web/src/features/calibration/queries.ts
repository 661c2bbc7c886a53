import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Gallery, umbra } from '../../api/client';

/** Of the model that serves: another one has a calibration of its own. */
export const calibrationQuery = ({ id, model }: Gallery) =>
  queryOptions({
    queryKey: ['calibration', id, model.id],
    queryFn: ({ signal }) => umbra.calibration.get(id, { signal }),
  });

export function useMeasureCalibration(gallery: Gallery) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => umbra.calibration.measure(gallery.id),
    onSuccess: (measured) => client.setQueryData(calibrationQuery(gallery).queryKey, measured),
  });
}
