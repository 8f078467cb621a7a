import { awsCli } from './aws-cli.ts';
import { drivesTheGateway } from './drives-the-gateway.ts';

drivesTheGateway('AWS CLI 1', () => awsCli(1));
