import { baselinePixelsId } from '@umbra/core/model';
import { type CommandContext, callerPath } from './command-context.js';

/** MODEL of a command: a folder, or the name of the model that needs no training. */
export function modelPath(context: CommandContext, model: string): string {
  return model === baselinePixelsId ? model : callerPath(context, model);
}
