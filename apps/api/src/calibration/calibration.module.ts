import { Module } from '@nestjs/common';
import { ServingModule } from '../serving/serving.module.js';
import { CalibrationController } from './calibration.controller.js';

@Module({ imports: [ServingModule], controllers: [CalibrationController] })
export class CalibrationModule {}
